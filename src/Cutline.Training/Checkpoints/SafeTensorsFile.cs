using Cutline.Training.Checkpoints.Files;

namespace Cutline.Training.Checkpoints;

/// <summary>
/// An open safetensors file whose header is checked: every tensor lies within the file, and tensors neither overlap nor leave gaps.
/// </summary>
public sealed class SafeTensorsFile : CheckpointFile
{
    private readonly MappedFile file;
    private readonly SafeTensorsHeader header;

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="CheckpointException">The file is missing, no safetensors file, or damaged.</exception>
    public SafeTensorsFile(string path) : base(path)
    {
        file = Map();
        try
        {
            header = SafeTensorsHeader.Read(file);
        }
        catch (InvalidDataException e)
        {
            file.Dispose();
            throw Failure(e);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Metadata => header.Metadata;

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> Names => header.Entries.Keys;

    /// <inheritdoc/>
    public override TensorInfo Describe(string name) => Find(name).Info;

    /// <inheritdoc/>
    public override void CopyTo(string name, Span<byte> destination) => Bytes(name).CopyTo(destination);

    /// <summary>The elements of a tensor where they lie in the mapped file; valid until this is disposed.</summary>
    /// <exception cref="CheckpointException">The file has no tensor of this name, or was cut short since it was opened.</exception>
    public ReadOnlySpan<byte> Bytes(string name)
    {
        var entry = Find(name);
        try
        {
            return file.Bytes(header.DataStart + entry.Begin, entry.End - entry.Begin);
        }
        catch (InvalidDataException e)
        {
            throw Failure(e);
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => file.Dispose();

    private SafeTensorsEntry Find(string name) => header.Entries.TryGetValue(name, out var entry) ? entry : throw Missing(name);
}

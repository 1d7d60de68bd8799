using Cutline.Training.Checkpoints.Files;

namespace Cutline.Training.Checkpoints;

/// <summary>
/// An open file of named tensors: safetensors, or a state dict that torch.save wrote. Opening checks every name, shape and size against the
/// file; elements are copied from memory-mapped pages when asked for. Nothing in a file is executed.
/// </summary>
public abstract class CheckpointFile : IDisposable
{
    private protected CheckpointFile(string path) => Path = path;

    /// <summary>The file, as it was given.</summary>
    public string Path { get; }

    /// <summary>The names of the tensors, in the order of the file.</summary>
    public abstract IReadOnlyCollection<string> Names { get; }

    /// <summary>Texts that describe the file; empty for PyTorch's files.</summary>
    public abstract IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file of either format, told apart by their first bytes.</summary>
    /// <param name="under">For PyTorch's files: the keys that lead to the state dict, such as <c>ema</c> or <c>models.teacher</c>.</param>
    /// <exception cref="CheckpointException">The file is missing, damaged, or neither; the message names the repair.</exception>
    public static CheckpointFile Open(string path, string? under = null)
    {
        try
        {
            using var file = new MappedFile(path);
            var start = file.Bytes(0, Math.Min(file.Length, SafeTensorsHeader.LengthBytes + 1));
            return SafeTensorsHeader.Recognises(start) ? new SafeTensorsFile(path) : new PyTorchStateDict(path, under);
        }
        catch (InvalidDataException e)
        {
            throw new CheckpointException($"{path} {e.Message}", e);
        }
    }

    /// <summary>Element type and shape of a tensor, without reading it.</summary>
    /// <exception cref="CheckpointException">The file has no tensor of this name.</exception>
    public abstract TensorInfo Describe(string name);

    /// <summary>Copies the elements of a tensor: dense, in row-major order, little-endian.</summary>
    /// <param name="destination">Of <see cref="TensorInfo.ByteCount"/> bytes.</param>
    /// <exception cref="CheckpointException">The file has no tensor of this name, or was cut short since it was opened.</exception>
    public abstract void CopyTo(string name, Span<byte> destination);

    /// <summary>Closes the file; tensors that were read stay.</summary>
    public abstract void Dispose();

    private protected CheckpointException Missing(string name)
    {
        var shown = string.Join(", ", Names.Order(StringComparer.Ordinal).Take(5));
        return new(
            $"{Path} holds no tensor named {Damage.Short(name)}: it has {shown}{(Names.Count > 5 ? $" and {Names.Count - 5} more" : "")}");
    }

    /// <exception cref="CheckpointException">The file is missing or cannot be read.</exception>
    private protected MappedFile Map()
    {
        try
        {
            return new MappedFile(Path);
        }
        catch (InvalidDataException e)
        {
            throw Failure(e);
        }
    }

    private protected CheckpointException Failure(InvalidDataException e) => new($"{Path} {e.Message}", e);
}

namespace Cutline.Training.Checkpoints;

/// <summary>An open safetensors file whose header is checked: every tensor lies within the file, and they neither overlap nor leave gaps.</summary>
public sealed class SafeTensorsFile : IDisposable
{
    private readonly MappedFile file;
    private readonly SafeTensorsHeader header;

    internal SafeTensorsFile(string path)
    {
        file = new MappedFile(path);
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

    /// <summary>What the file says of itself, in words.</summary>
    public IReadOnlyDictionary<string, string> Metadata => header.Metadata;

    public IReadOnlyCollection<string> Names => header.Entries.Keys;

    /// <summary>Element type and shape of a tensor, without reading it.</summary>
    /// <exception cref="CheckpointException">There is none of this name.</exception>
    public (DType Type, long[] Shape) Describe(string name)
    {
        var entry = Find(name);
        return (entry.Type, [.. entry.Shape]);
    }

    /// <summary>A copy of one tensor.</summary>
    /// <exception cref="CheckpointException">There is none of this name, or the file was cut short since it was opened.</exception>
    public Tensor Read(string name)
    {
        var entry = Find(name);
        try
        {
            return Tensor.FromBytes(file.Bytes(header.DataStart + entry.Begin, entry.End - entry.Begin), entry.Type, entry.Shape);
        }
        catch (InvalidDataException e)
        {
            throw Failure(e);
        }
    }

    /// <summary>Copies of all tensors, or of those whose names begin with a prefix, which is taken off.</summary>
    /// <exception cref="CheckpointException">The file was cut short since it was opened.</exception>
    public IReadOnlyDictionary<string, Tensor> ReadAll(string prefix = "")
    {
        using var scope = new TensorScope();
        var tensors = Names.Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(n => n[prefix.Length..], Read);
        foreach (var tensor in tensors.Values) scope.Keep(tensor);
        return tensors;
    }

    public void Dispose() => file.Dispose();

    private SafeTensorsEntry Find(string name) => header.Entries.TryGetValue(name, out var entry)
        ? entry
        : throw new CheckpointException($"{file.Path} holds no tensor named {Damage.Short(name)}: it has {string.Join(", ", Names.Order(StringComparer.Ordinal).Take(5))}{(Names.Count > 5 ? $" and {Names.Count - 5} more" : "")}");

    private CheckpointException Failure(InvalidDataException e) => new($"{file.Path} {e.Message}", e);
}

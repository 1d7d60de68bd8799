using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Text.Json;

namespace Cutline.Torch.Checkpoints;

/// <summary>An open safetensors file whose header is checked: every tensor lies within the file, and they neither overlap nor leave gaps.</summary>
public sealed unsafe class SafeTensorsFile : IDisposable
{
    private const long MaxHeader = 100_000_000;

    private readonly string path;
    private readonly Dictionary<string, (DType Type, long[] Shape, long Begin, long End)> entries = [];
    private readonly MemoryMappedFile map;
    private readonly MemoryMappedViewAccessor view;
    private readonly long dataStart;

    internal SafeTensorsFile(string path)
    {
        this.path = path;
        long length;
        byte[] header;
        try
        {
            using var file = File.OpenRead(path);
            length = file.Length;
            header = ReadHeader(file);
            dataStart = 8 + header.Length;
            map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            view = map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path} cannot be read: {e.Message}", e);
        }

        try
        {
            Parse(header, length - dataStart);
        }
        catch (Exception e)
        {
            Dispose();
            throw e is CheckpointException ? e : Damaged($"its header is not valid ({e.Message})");
        }
    }

    public IReadOnlyDictionary<string, string> Metadata { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyCollection<string> Names => entries.Keys;

    /// <summary>Element type and shape of a tensor, without reading it.</summary>
    public (DType Type, long[] Shape) Describe(string name) => (entries[name].Type, entries[name].Shape);

    /// <summary>A copy of one tensor.</summary>
    /// <exception cref="KeyNotFoundException">There is none of this name.</exception>
    public Tensor Read(string name)
    {
        var (type, shape, begin, end) = entries[name];
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            return Tensor.FromBytes(new ReadOnlySpan<byte>(start + dataStart + begin, checked((int)(end - begin))), type, shape);
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    /// <summary>Copies of all tensors, or of those whose names begin with a prefix, which is taken off.</summary>
    public IReadOnlyDictionary<string, Tensor> ReadAll(string prefix = "") => entries.Keys
        .Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(n => n[prefix.Length..], Read);

    public void Dispose()
    {
        view.Dispose();
        map.Dispose();
    }

    private byte[] ReadHeader(FileStream file)
    {
        Span<byte> prefix = stackalloc byte[8];
        if (file.ReadAtLeast(prefix, 8, throwOnEndOfStream: false) < 8) throw Damaged("it is shorter than a header");
        var size = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (size is < 2 or > MaxHeader || size > file.Length - 8) throw Damaged($"its header of {size} bytes does not fit a file of {file.Length}");
        var header = new byte[size];
        file.ReadExactly(header);
        return header;
    }

    private void Parse(byte[] header, long dataBytes)
    {
        using var json = JsonDocument.Parse(header, new JsonDocumentOptions { MaxDepth = 4 });
        if (json.RootElement.ValueKind != JsonValueKind.Object) throw Damaged("its header is no JSON object");
        foreach (var item in json.RootElement.EnumerateObject())
        {
            if (item.Name == "__metadata__")
                Metadata = item.Value.EnumerateObject().ToDictionary(m => m.Name, m => m.Value.GetString() ?? "");
            else if (!entries.TryAdd(item.Name, Entry(item)))
                throw Damaged($"it names {item.Name} twice");
        }

        long at = 0;
        foreach (var (name, entry) in entries.OrderBy(e => e.Value.Begin).ThenBy(e => e.Value.End))
        {
            if (entry.Begin != at) throw Damaged($"{name} begins at {entry.Begin} instead of {at}");
            at = entry.End;
        }

        if (at != dataBytes) throw Damaged($"it holds {dataBytes} bytes of data, its header speaks of {at}");
    }

    private (DType, long[], long, long) Entry(JsonProperty item)
    {
        var type = ElementType.Find(item.Value.GetProperty("dtype").GetString()) ?? throw Damaged($"{item.Name} has an unknown element type");
        var shape = item.Value.GetProperty("shape").EnumerateArray().Select(n => n.GetInt64()).ToArray();
        var offsets = item.Value.GetProperty("data_offsets").EnumerateArray().Select(n => n.GetInt64()).ToArray();
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0]) throw Damaged($"{item.Name} has no valid offsets");
        Int128 bytes = type.Size();
        foreach (var n in shape)
        {
            if (n < 0 || bytes > long.MaxValue) throw Damaged($"{item.Name} has an impossible shape");
            bytes *= n;
        }

        if (bytes != offsets[1] - offsets[0]) throw Damaged($"{item.Name} has {offsets[1] - offsets[0]} bytes, its shape asks for {bytes}");
        return (type, shape, offsets[0], offsets[1]);
    }

    private CheckpointException Damaged(string why) => new($"{path} is no whole safetensors file: {why}; copy or export it again");
}

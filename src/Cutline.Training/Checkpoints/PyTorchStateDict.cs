using Cutline.Training.Checkpoints.Files;

namespace Cutline.Training.Checkpoints;

/// <summary>
/// An open file that torch.save wrote, and the state dict in it. Every tensor's layout, and the size of the memory that it looks into, is
/// checked when the file is opened.
/// </summary>
internal sealed class PyTorchStateDict : CheckpointFile
{
    private const int MostTensors = 100_000, MostRepeats = 8;

    private readonly MappedFile file;
    private readonly TorchArchive archive;
    private readonly Dictionary<string, TensorLayout> layouts;

    /// <param name="under">The keys that lead to the dict; null to search for it as <see cref="PyTorchFile.Read"/> describes.</param>
    /// <exception cref="CheckpointException">The file is missing or damaged, holds more than tensors and plain values, or several dicts of
    /// tensors.</exception>
    internal PyTorchStateDict(string path, string? under) : base(path)
    {
        file = Map();
        try
        {
            archive = TorchArchive.Open(file);
            layouts = Layouts(archive, under, file.Length);
        }
        catch (InvalidDataException e)
        {
            file.Dispose();
            throw Failure(e);
        }
    }

    public override IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string>();

    public override IReadOnlyCollection<string> Names => layouts.Keys;

    public override TensorInfo Describe(string name) => Find(name).Info;

    public override void CopyTo(string name, Span<byte> destination)
    {
        var layout = Find(name);
        if (layout.Info.ByteCount == 0) return;
        try
        {
            layout.Copy(archive.Bytes(layout.Storage), destination);
        }
        catch (InvalidDataException e)
        {
            throw Failure(e);
        }
    }

    public override void Dispose() => file.Dispose();

    private static Dictionary<string, TensorLayout> Layouts(TorchArchive archive, string? under, long fileLength)
    {
        Dictionary<string, TensorView> views = [];
        foreach (var (key, value) in StateDictSearch.Find(archive.Root, under).Items)
            if (key is string name && value is TensorView view) views[name] = view;
        if (views.Count > MostTensors) throw Damage.Of($"it has {views.Count} tensors, no model more than {MostTensors}");

        // Views can show the same memory again and again: together they may be so many times the file's length.
        var left = fileLength < long.MaxValue / MostRepeats ? fileLength * MostRepeats : long.MaxValue;
        Dictionary<string, TensorLayout> layouts = [];
        foreach (var (name, view) in views)
        {
            var layout = view.Layout(name);
            layouts.Add(name, layout);
            if (layout.Info.ByteCount == 0) continue;
            if ((left -= layout.Info.ByteCount) < 0)
            {
                throw new InvalidDataException(
                    $"holds tensors that show the same memory more than {MostRepeats} times over, {Damage.Short(name)} among them: "
                    + "save them with .contiguous()");
            }

            archive.Bytes(layout.Storage);
        }

        return layouts;
    }

    private TensorLayout Find(string name) => layouts.TryGetValue(name, out var layout) ? layout : throw Missing(name);
}

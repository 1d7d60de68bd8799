using System.Globalization;
using Cutline.Training.Checkpoints.PyTorch;
using Cutline.Training.Checkpoints.Zip;

namespace Cutline.Training.Checkpoints;

/// <summary>
/// State dicts as torch.save writes them (.pt, .pth), without Python. A pickle is a program; the machine that reads it here knows
/// only what a state dict needs, and refuses every other name that a file asks for: nothing in a file is ever run.
/// </summary>
public static class PyTorchFile
{
    private const int MostTensors = 100_000;

    /// <summary>
    /// Reads the tensors of a state dict, of the zip format (PyTorch 1.6 and later) or the one before it, to the CPU.
    /// Each gets memory of its own, dense and in order, though it may have been a view or shared with others; entries that are
    /// no tensors are left out. Where the dict lies within a checkpoint, such as <c>{'model': …, 'optimizer': …, 'epoch': 7}</c>:
    /// the one under <c>state_dict</c>, <c>model_state_dict</c> or <c>model</c>; else the outermost, if it holds tensors itself;
    /// else the only one within that does, four names deep at most.
    /// </summary>
    /// <param name="under">Names the dict instead, by its keys: <c>ema</c>, <c>models.teacher</c>.</param>
    /// <exception cref="CheckpointException">The file is missing or damaged, holds more than tensors and plain values, or several dicts of tensors.</exception>
    public static Dictionary<string, Tensor> Read(string path, string? under = null)
    {
        using var file = new MappedFile(path);
        using var scope = new TensorScope();
        try
        {
            var archive = TorchArchive.Open(file);
            var views = new Dictionary<string, TensorView>();
            foreach (var (key, value) in StateDictSearch.Find(archive.Root, under).Items)
                if (key is string name && value is TensorView view) views[name] = view;
            if (views.Count > MostTensors) throw Damage.Of($"it has {views.Count} tensors, no model more than {MostTensors}");

            var reader = new TensorReader(archive, file.Length);
            var tensors = views.ToDictionary(v => v.Key, v => reader.Read(v.Key, v.Value));
            foreach (var tensor in tensors.Values) scope.Keep(tensor);
            return tensors;
        }
        catch (InvalidDataException e)
        {
            throw new CheckpointException($"{path} {e.Message}", e);
        }
    }

    /// <summary>
    /// Writes tensors from any device, at once or not at all, for torch.load (weights_only or not) of PyTorch 1.6 and later.
    /// A tensor that stands under two names is stored once.
    /// </summary>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors)
    {
        var distinct = tensors.Values.Distinct().ToArray();
        var keys = distinct.Index().ToDictionary(t => t.Item, t => t.Index.ToString(CultureInfo.InvariantCulture));
        AtomicFile.Write(path, file =>
        {
            using var zip = new ZipFileWriter(file);
            zip.Add("archive/" + ZipTorchArchive.Pickle, StateDictPickle.Write(tensors.Select(t => (t.Key, t.Value, keys[t.Value]))));
            zip.Add("archive/" + ZipTorchArchive.ByteOrder, "little"u8);
            foreach (var tensor in distinct)
                StoredTensor.Use(path, tensor.ToString(), tensor, bytes => zip.Add($"archive/{ZipTorchArchive.Data}{keys[tensor]}", bytes));
            zip.Add("archive/" + ZipTorchArchive.Version, "3\n"u8);
        });
    }
}

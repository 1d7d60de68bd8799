using static TorchSharp.torch;

namespace Cutline.Training.Checkpoints;

/// <summary>
/// Reads and writes state dicts as torch.save writes them (.pt, .pth), without Python. A pickle is a program; the machine that reads it
/// here knows only what a state dict needs and refuses every other name that a file asks for: nothing in a file is executed.
/// </summary>
public static class PyTorchFile
{
    /// <summary>
    /// Reads the tensors of a state dict, of the zip format (PyTorch 1.6 and later) or the one before it, to the CPU.
    /// Each has memory of its own, dense and in order, though it may have been a view or shared with others; entries that are
    /// no tensors are left out. Where the dict lies within a checkpoint, such as <c>{'model': …, 'optimizer': …, 'epoch': 7}</c>, it is
    /// the one under <c>state_dict</c>, <c>model_state_dict</c> or <c>model</c>; else the outermost, if it holds tensors itself;
    /// else the only one within that does, four keys deep at most.
    /// </summary>
    /// <param name="under">The keys that lead to the dict instead: <c>ema</c>, <c>models.teacher</c>.</param>
    /// <exception cref="CheckpointException">The file is missing or damaged, holds more than tensors and plain values, or several dicts of
    /// tensors.</exception>
    public static Dictionary<string, Tensor> Read(string path, string? under = null)
    {
        using var file = new PyTorchStateDict(path, under);
        return file.ReadAll();
    }

    /// <summary>
    /// Writes tensors from any device, all or nothing, for torch.load (weights_only or not) of PyTorch 1.6 and later.
    /// A tensor that has two names is stored once.
    /// </summary>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors)
    {
        Dictionary<Tensor, TensorSource> sources = new(ReferenceEqualityComparer.Instance);
        foreach (var tensor in tensors.Values)
            if (!sources.ContainsKey(tensor)) sources.Add(tensor, tensor.ToSource());
        StateDictWriter.Write(path, [.. tensors.Select(t => (t.Key, sources[t.Value]))]);
    }
}

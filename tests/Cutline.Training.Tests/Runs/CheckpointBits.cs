using Cutline.Training.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Runs;

internal static class CheckpointBits
{
    /// <summary>All that a checkpoint holds but the time it took: two are equal when every bit is.</summary>
    internal static SortedDictionary<string, string> Of(string checkpoint)
    {
        using var scope = NewDisposeScope();
        using var file = SafeTensors.Open(checkpoint);
        var bits = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in file.Metadata)
            if (key != "seconds") bits.Add(key, value);
        foreach (var name in file.Names) bits.Add(name, Convert.ToHexString(file.Read(name).bytes));
        return bits;
    }
}

using static TorchSharp.torch;

namespace Cutline.Training.Tests;

/// <summary>Tests that count the process's live tensors, or draw from its random generator, run while no others do.</summary>
[CollectionDefinition("live tensors", DisableParallelization = true)]
public sealed class LiveTensors
{
    /// <summary>The number of live tensors, once finalizers have released those that other tests left behind.</summary>
    internal static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}

namespace Cutline.Segmentation.Tests.Datasets;

/// <summary>Tests that count the process's live tensors run while no others do.</summary>
[CollectionDefinition("live tensors", DisableParallelization = true)]
public sealed class LiveTensors;

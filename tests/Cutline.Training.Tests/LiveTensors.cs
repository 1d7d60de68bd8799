namespace Cutline.Training.Tests;

/// <summary>Tests that count the process's live tensors, or draw from its random generator, run while no others do.</summary>
[CollectionDefinition("live tensors", DisableParallelization = true)]
public sealed class LiveTensors;

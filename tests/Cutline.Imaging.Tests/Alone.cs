namespace Cutline.Imaging.Tests;

/// <summary>Tests that measure the whole process: no other runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

namespace Cutline.Segmentation;

/// <summary>How many of the samples a long operation has processed.</summary>
public readonly record struct DataProgress(int Done, int Total);

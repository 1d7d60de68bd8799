namespace Cutline.Segmentation;

/// <summary>How far a pass over the samples has come.</summary>
public readonly record struct DataProgress(int Done, int Total);

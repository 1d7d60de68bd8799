namespace Cutline.Training.Checkpoints;

/// <summary>The value of a global such as <c>torch.FloatStorage</c>.</summary>
internal sealed record StorageType(ElementType Type);

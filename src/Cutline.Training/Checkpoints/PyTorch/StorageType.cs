namespace Cutline.Training.Checkpoints.PyTorch;

/// <summary>What the global <c>torch.FloatStorage</c> and its like stand for.</summary>
internal sealed record StorageType(DType Type);

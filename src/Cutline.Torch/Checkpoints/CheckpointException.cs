namespace Cutline.Torch.Checkpoints;

/// <summary>A weights file cannot be read or written; the message names it, the cause and the repair.</summary>
public sealed class CheckpointException(string message, Exception? inner = null) : Exception(message, inner);

namespace Cutline.Imaging;

/// <summary>A picture cannot be read or written; the message names it, the cause and the repair.</summary>
public sealed class PhotoException(string message, Exception? inner = null) : Exception(message, inner);

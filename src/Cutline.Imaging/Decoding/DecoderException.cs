namespace Cutline.Imaging.Decoding;

/// <summary>No process can be started that decodes pictures; the message says why and the repair.</summary>
public sealed class DecoderException(string message, Exception? inner = null) : IOException(message, inner);

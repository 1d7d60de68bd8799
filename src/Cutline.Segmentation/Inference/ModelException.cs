namespace Cutline.Segmentation.Inference;

/// <summary>
/// Thrown for a model file that is missing, damaged, or does not segment photos. The message is one line: the cause and the repair.
/// </summary>
public sealed class ModelException(string message, Exception? inner = null) : Exception(OneLine(message), inner)
{
    private const int Longest = 600;

    /// <summary>ONNX Runtime's messages have several lines and repeat whole graphs.</summary>
    private static string OneLine(string message)
    {
        var line = string.Join(
            ' ', message.Split((char[])['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.Length <= Longest ? line : line[..Longest] + "…";
    }
}

namespace Cutline.Segmentation.Inference;

/// <summary>A model file is missing, damaged, or not one that segments photos; the message, one line, says why and what to do.</summary>
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

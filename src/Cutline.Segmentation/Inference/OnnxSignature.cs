using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Cutline.Segmentation.Inference;

/// <summary>The input and the output of a model that segments photos.</summary>
/// <param name="Input">The input's name: (batch, 3, height, width).</param>
/// <param name="HalfInput">Whether its numbers are of 16 bits.</param>
/// <param name="Height">The input's height in pixels; null for any.</param>
/// <param name="Width">The input's width in pixels; null for any.</param>
/// <param name="Output">The output's name: (batch, channels, height, width), or without channels where there is one.</param>
/// <param name="HalfOutput">Whether its numbers are of 16 bits.</param>
/// <param name="Channels">Of the output; null where the file does not say.</param>
/// <param name="Further">Names of further outputs, each a probability: (batch, 1, height, width) in 32 bits.</param>
internal sealed record OnnxSignature(
    string Input, bool HalfInput, int? Height, int? Width, string Output, bool HalfOutput, int? Channels, IReadOnlyList<string> Further)
{
    /// <summary>The names of all outputs that a run computes.</summary>
    public IReadOnlyList<string> Outputs { get; } = [Output, .. Further];

    /// <summary>Finds input and output, and refuses what is no model that segments photos.</summary>
    /// <param name="session">The file as ONNX Runtime reads it.</param>
    /// <param name="output">The output's name; null for the first and, where they are known, the further ones after it.</param>
    /// <param name="own">Whether Cutline wrote the file: what further outputs are is known.</param>
    /// <exception cref="FormatException">The file is another kind of model; the message says what does not fit.</exception>
    public static OnnxSignature Of(InferenceSession session, string? output, bool own)
    {
        var inputs = session.InputMetadata;
        if (inputs.Count != 1)
            throw new FormatException($"it has {inputs.Count} inputs ({Names(inputs.Keys)}): a model that segments photos has one");
        var (input, photo) = inputs.Single();
        var (height, width) = CheckInput(input, photo);

        if (session.OutputNames.Count == 0) throw new FormatException("it has no output");
        var named = output ?? session.OutputNames[0];
        if (!session.OutputMetadata.TryGetValue(named, out var mask))
            throw new FormatException($"it has no output '{named}': its outputs are {Names(session.OutputNames)}");
        var channels = CheckOutput(named, mask, height, width);
        IReadOnlyList<string> further = own && output is null ? [.. session.OutputNames.Skip(1)] : [];
        foreach (var name in further)
        {
            var part = session.OutputMetadata[name];
            if (CheckOutput(name, part, height, width) != 1 || part.Dimensions.Length != 4 || IsHalf(part) || channels > 1)
                throw new FormatException(
                    $"its output '{name}' is {Shape(part)}: a further output is (batch, 1, height, width) in float32, of a model of a "
                    + "foreground");
        }

        return new(input, IsHalf(photo), height, width, named, IsHalf(mask), channels, further);
    }

    private static (int? Height, int? Width) CheckInput(string name, NodeMetadata input)
    {
        var what = $"its input '{name}'";
        CheckNumbers(what, input);
        var shape = input.Dimensions;
        if (shape.Length != 4) throw new FormatException($"{what} is {Shape(input)}: a photo is (batch, 3, height, width)");
        if (shape[1] is not (3 or -1))
            throw new FormatException(shape[3] == 3
                ? $"{what} is {Shape(input)}, with the channels last: export it as (batch, 3, height, width)"
                : $"{what} is {Shape(input)}: a photo has 3 channels, (batch, 3, height, width)");
        if (shape[0] is not (1 or -1)) throw new FormatException($"{what} is {Shape(input)}: export it for a batch of 1, or of any size");
        if (shape[2] == 0 || shape[3] == 0) throw new FormatException($"{what} is {Shape(input)}: it has no pixels");
        return (Fixed(shape[2]), Fixed(shape[3]));
    }

    private static int? CheckOutput(string name, NodeMetadata output, int? height, int? width)
    {
        var what = $"its output '{name}'";
        CheckNumbers(what, output);
        var shape = output.Dimensions;
        if (shape.Length is not (3 or 4))
            throw new FormatException($"{what} is {Shape(output)}: a mask is (batch, classes, height, width)");
        if (!Fits(shape[^2], height) || !Fits(shape[^1], width))
            throw new FormatException(
                $"{what} is {Shape(output)}, and its input {height}×{width} (height, width): a mask is as large as its input");
        return CheckChannels(what, shape.Length == 3 ? 1 : Fixed(shape[1]));
    }

    /// <exception cref="FormatException">There are none, or too many for class indices.</exception>
    internal static int? CheckChannels(string what, int? channels) => channels is null or (>= 1 and <= byte.MaxValue)
        ? channels
        : throw new FormatException($"{what} has {channels} channels: a model separates 1 to {byte.MaxValue} classes");

    private static void CheckNumbers(string what, NodeMetadata value)
    {
        if (value.OnnxValueType != OnnxValueType.ONNX_TYPE_TENSOR)
        {
            var kind = value.OnnxValueType.ToString().Replace("ONNX_TYPE_", "", StringComparison.Ordinal);
            throw new FormatException($"{what} is no tensor but {kind.ToLowerInvariant()}");
        }

        if (value.ElementDataType is not (TensorElementType.Float or TensorElementType.Float16))
            throw new FormatException(
                $"{what} is of {value.ElementDataType.ToString().ToLowerInvariant()}: numbers are float32 or float16");
    }

    private static bool IsHalf(NodeMetadata value) => value.ElementDataType == TensorElementType.Float16;

    private static bool Fits(int output, int? input) => output < 0 || input is null || output == input;

    private static int? Fixed(int size) => size < 0 ? null : size;

    private static string Shape(NodeMetadata value)
    {
        var names = value.SymbolicDimensions;
        string Name(int i) => i < names.Length && names[i].Length > 0 ? names[i] : "?";
        return $"({string.Join(", ", value.Dimensions.Select((size, i) => size >= 0 ? $"{size}" : Name(i)))})";
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Take(8));
}

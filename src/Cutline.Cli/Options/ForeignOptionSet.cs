using System.CommandLine;
using System.CommandLine.Parsing;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Cli.Options;

/// <summary>
/// What has to be said of an ONNX file that Cutline did not write: <c>--normalization</c>, <c>--activation</c>, <c>--input-size</c>,
/// <c>--input-fit</c>.
/// </summary>
internal sealed class ForeignOptionSet
{
    private readonly Option<string?> normalization = new("--normalization")
    {
        Description = "of another program's .onnx file: the normalization of its input, as unit (0 to 1), imagenet, symmetric (-1 to 1), "
            + "bytes, or means/deviations such as 0.5,0.5,0.5/0.2,0.2,0.2",
    };

    private readonly Option<string?> activation = new Option<string?>("--activation")
    {
        Description = "of another program's .onnx file: the activation that turns its output into probabilities [none]",
    }.AcceptOnlyFromAmong("none", "sigmoid", "softmax").Sets("Foreign.Activation");

    private readonly Option<string?> size = new Option<string?>("--input-size")
    {
        Description = "of another program's .onnx file: its input, N or WIDTHxHEIGHT [the file's own]",
    }.Sets("Preprocess.Size");
    private readonly Option<string?> fit = new Option<string?>("--input-fit")
    {
        Description = "of another program's .onnx file: how a photo is fitted into the input [stretch]",
    }.AcceptOnlyFromAmong("stretch", "letterbox").Sets("Preprocess.Fit");

    internal IEnumerable<Option> All => [normalization, activation, size, fit];

    /// <summary>What is said; null for nothing.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    internal ForeignModel? Read(ParseResult parsed)
    {
        if (All.All(option => parsed.GetResult(option) is not { Implicit: false })) return null;
        (int Width, int Height)? typed = parsed.GetValue(size) is { } text ? PictureSize.Parse(text) : null;
        return new ForeignModel
        {
            Normalization = InputNormalization.Parse(parsed.GetValue(normalization) ?? "unit"),
            Activation = Enum.Parse<Activation>(parsed.GetValue(activation) ?? "none", ignoreCase: true),
            Width = typed?.Width,
            Height = typed?.Height,
            Fit = Enum.Parse<Fit>(parsed.GetValue(fit) ?? "stretch", ignoreCase: true),
        };
    }
}

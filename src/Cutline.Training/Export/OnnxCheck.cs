using Cutline.Training.Layers;
using Microsoft.ML.OnnxRuntime;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch.nn;
using static TorchSharp.torch;

namespace Cutline.Training.Export;

/// <summary>
/// Runs an ONNX file in ONNX Runtime and its model in libtorch on the same random pictures of several sizes and batch sizes.
/// </summary>
internal sealed class OnnxCheck
{
    private const int Seed = 20;

    private const string Cause =
        "A value that depends on the picture or its size was taken for a constant (a number read off a shape, detach(), a change in "
        + "place), or a registered ONNX form is wrong: use the functions of Cutline.Training.Layers.F, which record sizes";

    private readonly List<(long[] Shape, float[] Input, float[][] Expected)> cases = [];
    private readonly IReadOnlyList<string> names;

    /// <param name="model">In evaluation mode.</param>
    /// <exception cref="OnnxExportException">The model itself fails on one of the sizes.</exception>
    internal OnnxCheck(Module<Tensor, Tensor> model, OnnxExportOptions options)
    {
        names = OnnxExport.Names(model);
        var (h, w) = (options.Height, options.Width);
        (int, int, int)[] sizes = [(1, h, w), (2, h * 3 / 4 + 1, w * 2 / 3 + 3), (3, w, h / 2), (1, h / 2 + 1, w + 9)];
        foreach (var (n, height, width) in sizes) cases.Add(Run(model, [n, options.Channels, height, width], options.Stride));
    }

    /// <summary>The shapes of the pictures.</summary>
    internal IReadOnlyList<long[]> Inputs => [.. cases.Select(c => c.Shape)];

    /// <summary>The largest difference of a probability.</summary>
    /// <exception cref="OnnxExportException">
    /// The file fails on a picture, or its output has another shape than the model's, or is no number.
    /// </exception>
    internal double LargestDifference(byte[] file)
    {
        using var session = RuntimeSession.Open(file);
        return cases.Max(c => LargestDifference(session, c.Shape, c.Input, c.Expected));
    }

    /// <summary>The error of a file that differs too much.</summary>
    internal static OnnxExportException Disagreement(double difference) => new(
        $"the ONNX file is not the model: a probability differs by {difference:G3}. {Cause}");

    private double LargestDifference(InferenceSession session, long[] shape, float[] input, float[][] expected)
    {
        try
        {
            using var run = new RunOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            using var value = OrtValue.CreateTensorValueFromMemory(input, shape);
            using var outputs = session.Run(run, [OnnxExport.InputName], [value], names);
            var largest = outputs.Zip(expected).Max(pair => LargestDifference(pair.First.GetTensorDataAsSpan<float>(), pair.Second));
            return !double.IsNaN(largest) ? largest : throw new OnnxExportException(
                $"the ONNX file is not the model: its output of a picture of {string.Join('×', shape)} has another shape, or is no number. "
                + Cause);
        }
        catch (OnnxRuntimeException e)
        {
            throw new OnnxExportException($"the ONNX file fails on a picture of {string.Join('×', shape)}: {e.Message}. {Cause}", e);
        }
    }

    /// <summary>NaN where the lengths differ, or a number is none.</summary>
    private static double LargestDifference(ReadOnlySpan<float> actual, float[] expected)
    {
        if (actual.Length != expected.Length) return double.NaN;
        var largest = 0.0;
        for (var i = 0; i < expected.Length && !double.IsNaN(largest); i++)
            largest = Math.Max(largest, Math.Abs((double)actual[i] - expected[i]));
        return largest;
    }

    private static (long[] Shape, float[] Input, float[][] Expected) Run(Module<Tensor, Tensor> model, long[] shape, int stride)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var generator = new Generator(Seed);
        var contrast = rand([shape[0], shape[1], 1, 1], generator: generator);
        var varied = rand(shape, generator: generator) * contrast;
        var x = varied.Plus(rand([shape[0], shape[1], 1, 1], generator: generator) * Held(2)) - Held(1);
        var outputs = OnnxExport.Probabilities(model, x.to(EvaluationMode.Device(model)), stride);
        return (shape, x.data<float>().ToArray(), [.. outputs.Select(y => y.cpu().contiguous().data<float>().ToArray())]);
    }
}

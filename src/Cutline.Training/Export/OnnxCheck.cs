using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Export;

/// <summary>Runs an ONNX file in ONNX Runtime and its model in libtorch on the same random pictures of several sizes and batch sizes.</summary>
internal sealed class OnnxCheck
{
    private const int Seed = 20;

    private readonly List<(long[] Shape, float[] Input, float[] Expected)> cases = [];
    private long[] worst = [];

    /// <param name="model">In evaluation mode.</param>
    /// <exception cref="OnnxExportException">The model itself fails on one of the sizes.</exception>
    internal OnnxCheck(Module<Tensor, Tensor> model, OnnxExportOptions options)
    {
        var (h, w) = (options.Height, options.Width);
        foreach (var (n, height, width) in new (int, int, int)[] { (1, h, w), (2, h * 3 / 4 + 1, w * 2 / 3 + 3), (3, w, h / 2), (1, h / 2 + 1, w + 9) })
            cases.Add(Run(model, [n, options.Channels, height, width], options.Stride));
    }

    /// <summary>The shapes of the pictures.</summary>
    internal IReadOnlyList<long[]> Inputs => [.. cases.Select(c => c.Shape)];

    /// <summary>The largest difference of a probability; NaN where one is none.</summary>
    internal double LargestDifference(byte[] file)
    {
        using var session = new InferenceSession(file);
        using var run = new RunOptions();
        var largest = 0.0;
        foreach (var (shape, input, expected) in cases)
        {
            using var value = OrtValue.CreateTensorValueFromMemory(input, shape);
            using var outputs = session.Run(run, [OnnxExport.InputName], [value], [OnnxExport.OutputName]);
            var actual = outputs[0].GetTensorDataAsSpan<float>();
            if (actual.Length != expected.Length) return Fail(shape);
            for (var i = 0; i < expected.Length; i++)
            {
                var difference = Math.Abs((double)actual[i] - expected[i]);
                if (double.IsNaN(difference)) return Fail(shape);
                if (difference > largest) (largest, worst) = (difference, shape);
            }
        }

        return largest;
    }

    internal OnnxExportException Disagreement(double difference) => new(
        $"the ONNX file is not the model: a probability differs by {difference:G3} on a picture of {string.Join('×', worst)}. A value that "
        + "depends on the picture or its size was taken for a constant (a number read off a shape, detach(), a change in place), or a "
        + "registered ONNX form is wrong: use the functions of Cutline.Training.Layers.F, which record sizes");

    private static (long[] Shape, float[] Input, float[] Expected) Run(Module<Tensor, Tensor> model, long[] shape, int stride)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var generator = new Generator(Seed);
        var contrast = rand([shape[0], shape[1], 1, 1], generator: generator);
        var x = rand(shape, generator: generator) * contrast + rand([shape[0], shape[1], 1, 1], generator: generator) * 2 - 1;
        var y = OnnxExport.Probabilities(model, x.to(EvaluationMode.Device(model)), stride).cpu();
        return (shape, x.data<float>().ToArray(), y.contiguous().data<float>().ToArray());
    }

    private double Fail(long[] shape)
    {
        worst = shape;
        return double.NaN;
    }
}

using Cutline.Training.Export;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Tests.Export;

/// <summary>A model and the ONNX file that it was exported to, to be run side by side.</summary>
internal sealed class Exported : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Module<Tensor, Tensor> model;
    private readonly InferenceSession session;

    internal Exported(Module<Tensor, Tensor> model, OnnxExportOptions? options = null)
    {
        this.model = model;
        Result = OnnxExport.Write(model, folder.At("model.onnx"), options);
        session = new(Result.Path);
    }

    internal OnnxExportResult Result { get; }

    internal IReadOnlyDictionary<string, string> Metadata => session.ModelMetadata.CustomMetadataMap;

    internal InferenceSession Session => session;

    /// <summary>The largest difference of a probability on a random picture, and how much the model's probabilities spread on it.</summary>
    internal (double Difference, double Spread) Compare(long batch, long height, long width, int channels = 3)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        model.eval();
        var x = randn(batch, channels, height, width);
        var logits = model.call(x);
        var expected = (logits.shape[1] == 1 ? logits.sigmoid() : functional.softmax(logits, 1)).ToArray<float>();
        var actual = Run(x.ToArray<float>(), [batch, channels, height, width]);
        Assert.Equal([batch, logits.shape[1], height, width], actual.Shape);
        return (expected.Zip(actual.Values, (e, a) => Math.Abs(e - a)).Max(), expected.Max() - expected.Min());
    }

    internal (float[] Values, long[] Shape) Run(float[] input, long[] shape)
    {
        using var run = new RunOptions();
        using var value = OrtValue.CreateTensorValueFromMemory(input, shape);
        using var outputs = session.Run(run, [OnnxExport.InputName], [value], [OnnxExport.OutputName]);
        return (outputs[0].GetTensorDataAsSpan<float>().ToArray(), outputs[0].GetTensorTypeAndShape().Shape);
    }

    public void Dispose()
    {
        session.Dispose();
        folder.Dispose();
        model.Dispose();
    }

    /// <summary>Gives batch norm statistics as of training, and the last layer weights that make its probabilities spread.</summary>
    internal static T Trained<T>(T model) where T : Module
    {
        using var _ = no_grad();
        foreach (var (name, buffer) in model.named_buffers())
        {
            if (name.EndsWith("running_mean", StringComparison.Ordinal)) buffer.uniform_(-0.3, 0.3);
            if (name.EndsWith("running_var", StringComparison.Ordinal)) buffer.uniform_(0.5, 1.5);
        }

        foreach (var (name, parameter) in model.named_parameters())
            if (name.EndsWith("weight", StringComparison.Ordinal) && parameter.ndim == 4) parameter.mul_(1.6);
        return model;
    }
}

using System.Runtime.InteropServices;
using Cutline.Imaging;
using Cutline.Training.Layers;
using Cutline.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Export;

/// <summary>
/// Writes a model as an ONNX file of operator set 17. Its input is <c>image</c>, float (batch, channels, height, width), normalised as the
/// model was trained; its output <c>probabilities</c>, float (batch, classes, height, width): the sigmoid of the model's logits where there
/// is one class, else their softmax. Further outputs of the model follow under their names, float (batch, 1, height, width). Batch, height
/// and width are free. The file is run in ONNX Runtime on several sizes before it is written, and must agree with the model.
/// </summary>
public static class OnnxExport
{
    /// <summary>Name of the file's input.</summary>
    public const string InputName = "image";

    /// <summary>Name of the file's first output.</summary>
    public const string OutputName = "probabilities";

    /// <summary>Metadata key of the precision: fp32, fp16 or int8.</summary>
    public const string PrecisionKey = "cutline.precision";

    private const ulong Seed = 19; // of a generator of its own: a training's draws stay as they are

    /// <summary>Exports a model, checks the file against it and writes it, whole or not at all.</summary>
    /// <param name="model">
    /// (N, channels, H, W) → logits (N, classes, H, W), with parameters in 32 bits, made of TorchSharp's layers and the functions of
    /// <see cref="F"/>, or of layers whose ONNX form is registered with <see cref="OnnxOperators"/>. Its mode (training or evaluation) is
    /// as before when this returns.
    /// </param>
    /// <param name="path">The .onnx file.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="OnnxExportException">
    /// An operation of the model has no ONNX form, or the file does not agree with the model.
    /// </exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static OnnxExportResult Write(Module<Tensor, Tensor> model, string path, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        options = (options ?? new()).Validated();
        using var evaluation = new EvaluationMode(model);

        var (graph, folded) = Record(model, options);
        var file = graph.ToBytes();
        var check = new OnnxCheck(model, options);
        var difference = check.LargestDifference(file);
        if (!(difference <= options.Tolerance)) throw OnnxCheck.Disagreement(difference);

        QuantizationReport? quantization = null;
        if (options.Precision == OnnxPrecision.Half)
        {
            HalfPrecision.Apply(graph, folded);
            graph.Metadata[PrecisionKey] = "fp16";
        }
        else if (options.Precision == OnnxPrecision.Quantized)
        {
            (graph, quantization) = Quantization.Apply(graph, options.Calibration!);
            graph.Metadata[PrecisionKey] = "int8";
        }

        if (options.Precision != OnnxPrecision.Full) file = graph.ToBytes();
        var written = options.Precision == OnnxPrecision.Half
            ? check.LargestDifference(file) : quantization?.LargestDifference ?? difference;
        AtomicFile.Write(path, file);
        return new(path, file.Length, difference, written, check.Inputs, quantization);
    }

    /// <summary>The graph of a model in 32 bits.</summary>
    internal static OnnxGraph Graph(Module<Tensor, Tensor> model, OnnxExportOptions options)
    {
        using var evaluation = new EvaluationMode(model);
        return Record(model, options).Graph;
    }

    /// <summary>The names of the outputs of a model's file.</summary>
    internal static IReadOnlyList<string> Names(Module<Tensor, Tensor> model) =>
        model is ModelEnsemble ensemble ? Names(ensemble.Members[0])
        : model is SegmentationModel own ? [OutputName, .. own.Options.Outputs] : [OutputName];

    /// <summary>(N, channels, H, W) → the model's probabilities (N, classes, H, W), then those of its further outputs.</summary>
    internal static IReadOnlyList<Tensor> Probabilities(Module<Tensor, Tensor> model, Tensor x, int stride)
    {
        if (model is ModelEnsemble ensemble) return ensemble.Mean(member => Probabilities(member, x, stride));
        var padded = stride == 1 ? x : F.PadToMultiple(x, stride);
        return [.. Run(model, padded).Select(logits => Probabilities(logits, padded, x))];
    }

    private static Tensor Probabilities(Tensor logits, Tensor padded, Tensor x)
    {
        var (height, width) = (padded.shape[2], padded.shape[3]);
        if (logits.shape is not [_, _, var h, var w] || h != height || w != width)
        {
            throw new OnnxExportException(
                $"the model's output has the shape ({string.Join(", ", logits.shape)}) for a picture of {height}×{width}: its logits must "
                + "be (N, classes, H, W) of the picture's size; enlarge them with F.Interpolate(logits, x)");
        }

        if (!ReferenceEquals(padded, x)) logits = F.CropLike(logits, x);
        return logits.shape[1] == 1 ? F.Sigmoid(logits) : F.Softmax(logits);
    }

    private static IReadOnlyList<Tensor> Run(Module<Tensor, Tensor> model, Tensor x)
    {
        try
        {
            return model is SegmentationModel { Options.Outputs.Count: > 0 } own ? own.AllLogits(x) : [model.call(x)];
        }
        catch (ExternalException e) // libtorch's, of which the first line says what is wrong
        {
            throw new OnnxExportException(
                $"the model fails on a picture of {string.Join('×', x.shape)}: {e.Message.Split('\n')[0]}. Set "
                + $"{nameof(OnnxExportOptions.Stride)} to the number whose multiples it takes, or {nameof(OnnxExportOptions.Height)} and "
                + $"{nameof(OnnxExportOptions.Width)} to larger sizes", e);
        }
    }

    private static (OnnxGraph Graph, IReadOnlyDictionary<string, FoldedWeights> Folded) Record(
        Module<Tensor, Tensor> model, OnnxExportOptions options)
    {
        using var scope = NewDisposeScope();
        using var tape = new Tape();
        using var gradients = enable_grad();
        using var generator = new Generator(Seed);
        var picture = rand([1, options.Channels, Prime(options.Height), Prime(options.Width)], generator: generator);
        var x = picture.to(EvaluationMode.Device(model)).requires_grad_(true).alias();
        tape.Input(x, InputName);
        tape.Attach(model);
        List<(string Value, long Classes)> outputs;
        using (FunctionRecorder.Use(tape))
            outputs = [.. Probabilities(model, x, options.Stride).Select(y => (tape.Value(y), y.shape[1]))];

        var graph = tape.Graph;
        foreach (var (key, value) in options.Metadata) graph.Metadata[key] = value;
        graph.Metadata[PrecisionKey] = "fp32";
        graph.Inputs.Add(new(InputName, OnnxElementType.Float, "batch", options.Channels, "height", "width"));
        foreach (var (name, (value, classes)) in Names(model).Zip(outputs))
        {
            graph.Nodes.Add(new("Identity", [value], [name], []));
            graph.Outputs.Add(new(name, OnnxElementType.Float, "batch", classes, "height", "width"));
        }

        var folded = BatchNormFolding.Apply(graph);
        Pruning.Apply(graph);
        return (graph, folded);
    }

    /// <summary>The smallest prime from a number on.</summary>
    private static int Prime(int from)
    {
        while (Enumerable.Range(2, (int)Math.Sqrt(from) - 1).Any(divisor => from % divisor == 0)) from++;
        return from;
    }
}

using System.Numerics.Tensors;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Runs;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Cutline.Segmentation.Inference;

/// <summary>
/// A segmentation model in ONNX Runtime: photos in, probabilities out, at the model's size. <see cref="Predictor"/> does the rest of the
/// way from a photo to its mask. Not for several threads at once.
/// </summary>
public sealed class OnnxModel : IDisposable
{
    private readonly InferenceSession session;
    private readonly OnnxSignature signature;
    private readonly RunOptions settings;
    private readonly InputNormalization normalization;
    private readonly ForeignModel? foreign;
    private float[] input = [];

    private OnnxModel(
        string file, InferenceSession session, OnnxSignature signature, ModelMetadata metadata, PreprocessOptions preprocess,
        OnnxOptions options)
    {
        (FilePath, this.session, this.signature, Metadata, Preprocess) = (file, session, signature, metadata, preprocess);
        foreign = options.Foreign;
        normalization = foreign?.Normalization ?? InputNormalization.Of(preprocess.Normalization);
        ClassNames = foreign?.Classes ?? metadata.Classes;
        settings = OnnxSession.RunSettings();
    }

    /// <summary>The .onnx file.</summary>
    public string FilePath { get; }

    /// <summary>The file's metadata.</summary>
    public ModelMetadata Metadata { get; }

    /// <summary>How photos are prepared.</summary>
    public PreprocessOptions Preprocess { get; }

    /// <summary>K, channels of the output: 1 for a foreground against background, else the number of classes.</summary>
    public int Classes { get; private set; }

    /// <summary>Names and colours of the classes; null where they are not known.</summary>
    public ClassSet? ClassNames { get; }

    /// <summary>
    /// Names of further outputs, such as a car's windows: each gives a probability of its own in every run. None where
    /// <see cref="OnnxOptions.Output"/> names the one to use.
    /// </summary>
    public IReadOnlyList<string> Outputs => signature.Further;

    /// <summary>Whether the model takes photos of one size only, that of <see cref="Preprocess"/>.</summary>
    public bool HasFixedSize => signature.Height is not null || signature.Width is not null;

    /// <summary>
    /// Whether its pictures are an <see cref="EdgePicture"/>: it refines edges that another model predicts, and predicts nothing by itself.
    /// </summary>
    public bool RefinesEdges => Metadata.Architecture == EdgePicture.ModelName;

    /// <summary>Loads the model of a run (its best epoch) or of a file.</summary>
    /// <param name="path">A run folder or an .onnx file.</param>
    /// <param name="options">How the model runs; null for all cores.</param>
    /// <exception cref="ModelException">There is none, it is damaged, or it does not segment photos; the message says why.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static OnnxModel Load(string path, OnnxOptions? options = null)
    {
        options = (options ?? new()).Validated();
        var file = ModelFile.Locate(path);
        var session = OnnxSession.Open(file, options);
        OnnxModel? model = null;
        try
        {
            var metadata = ModelMetadata.Read(session.ModelMetadata.CustomMetadataMap);
            if (metadata.Preprocess is not null && options.Foreign is not null)
                throw new FormatException("its metadata says how it is used: leave out the options for files of other programs");
            if (metadata.Preprocess is null && options.Foreign is null)
                throw new FormatException(
                    $"it does not say how photos are prepared for it ({ModelMetadata.PreprocessKey} is missing): name its normalization");
            var signature = OnnxSignature.Of(session, options.Output ?? TrainedOutput(path), own: metadata.Preprocess is not null);
            model = new(file, session, signature, metadata, metadata.Preprocess ?? InputSize(signature, options.Foreign!), options);
            model.CheckSize(model.Preprocess.Height, model.Preprocess.Width);
            model.Classes = signature.Channels ?? model.Probe();
            model.CheckClasses();
            return model;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OnnxRuntimeException)
        {
            if (model is null) session.Dispose();
            model?.Dispose();
            throw new ModelException(
                $"{file} cannot be used: {(e is OnnxRuntimeException fault ? OnnxSession.Reason(fault) : e.Message)}", e);
        }
    }

    /// <summary>Predicts photos of the model's size.</summary>
    /// <param name="photos">RGB bytes (N, H, W, 3).</param>
    /// <param name="count">N.</param>
    /// <param name="height">H, in pixels.</param>
    /// <param name="width">W, in pixels.</param>
    /// <returns>Probabilities (N, K, H, W), to be disposed of before the next run.</returns>
    /// <exception cref="ArgumentException">The bytes do not fit the shape, or the model takes another size only.</exception>
    /// <exception cref="ModelException">The model fails, or its output is no mask of its input.</exception>
    public ModelOutput Run(ReadOnlySpan<byte> photos, int count, int height, int width)
    {
        if (input.Length < photos.Length) input = GC.AllocateUninitializedArray<float>(photos.Length);
        ToInput(photos, count, height, width, input.AsSpan(0, photos.Length));
        return Run(input.AsMemory(0, photos.Length), count, height, width);
    }

    /// <summary>Predicts photos that are normalized already.</summary>
    /// <param name="normalized">(N, 3, H, W), by <see cref="ToInput"/>.</param>
    /// <param name="count">N.</param>
    /// <param name="height">H, in pixels.</param>
    /// <param name="width">W, in pixels.</param>
    /// <returns>Probabilities (N, K, H, W), to be disposed of before the next run.</returns>
    /// <exception cref="ArgumentException">The numbers do not fit the shape, or the model takes another size only.</exception>
    /// <exception cref="ModelException">The model fails, or its output is no mask of its input.</exception>
    public ModelOutput Run(Memory<float> normalized, int count, int height, int width)
    {
        if (count < 1 || normalized.Length != (long)count * 3 * height * width)
            throw new ArgumentException($"{normalized.Length} numbers are not {count} photos of {width}×{height}: give N·3·H·W");
        CheckSize(height, width);
        try
        {
            using var value = signature.HalfInput
                ? OrtValue.CreateTensorValueFromMemory(Half(normalized.Span), [count, 3, height, width])
                : OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, normalized, [count, 3, height, width]);
            return Activated(session.Run(settings, [signature.Input], [value], signature.Outputs), count, height, width);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelException($"{FilePath} fails on {count} photos of {width}×{height}: {OnnxSession.Reason(e)}", e);
        }
    }

    /// <summary>Normalizes photos as the model takes them.</summary>
    /// <param name="photos">RGB bytes (N, H, W, 3).</param>
    /// <param name="count">N.</param>
    /// <param name="height">H, in pixels.</param>
    /// <param name="width">W, in pixels.</param>
    /// <param name="normalized">Receives (N, 3, H, W).</param>
    public void ToInput(ReadOnlySpan<byte> photos, int count, int height, int width, Span<float> normalized) =>
        Preprocessing.Preprocess.ToInput(photos, count, height, width, [.. normalization.Mean], [.. normalization.Deviation], normalized);

    /// <summary>Releases the model.</summary>
    public void Dispose()
    {
        settings.Dispose();
        session.Dispose();
    }

    /// <summary>The further output that a run trained; null for files, and for runs that trained the model itself.</summary>
    private static string? TrainedOutput(string path) =>
        Directory.Exists(path) && new SavedRun(path).Members() is [var run, ..] ? (string?)run.ReadJson(RunFiles.Options)?["output"] : null;

    /// <summary>The input size of a file that does not say how it is used.</summary>
    private static PreprocessOptions InputSize(OnnxSignature signature, ForeignModel foreign)
    {
        var (width, height) = (foreign.Width ?? signature.Width, foreign.Height ?? signature.Height);
        if (width is null || height is null)
            throw new FormatException("it takes photos of any size: name the width and the height that it was trained with");
        var options = new PreprocessOptions(width.Value, height.Value, foreign.Fit);
        options.Validate();
        return options;
    }

    /// <exception cref="ArgumentException">The model takes photos of another size only.</exception>
    private void CheckSize(int height, int width)
    {
        if ((signature.Height ?? height) != height || (signature.Width ?? width) != width)
            throw new ArgumentException(
                $"{FilePath} takes photos of {signature.Width}×{signature.Height} alone, not of {width}×{height}: "
                + "use that size, without scales and tiles");
    }

    /// <summary>The channels of the output, by a run on a black photo.</summary>
    private int Probe()
    {
        using var output = Run(new float[3 * Preprocess.Height * Preprocess.Width], 1, Preprocess.Height, Preprocess.Width);
        return output.Classes;
    }

    private void CheckClasses()
    {
        var named = ClassNames?.Count ?? Classes;
        if (named != Classes) throw new FormatException($"{named} classes are named and {Classes} separated: name each output channel");
        if (foreign?.Activation == Activation.Softmax && Classes == 1)
            throw new FormatException("its output has one channel, which softmax makes 1 everywhere: use sigmoid");
    }

    private ModelOutput Activated(IDisposableReadOnlyCollection<OrtValue> results, int count, int height, int width)
    {
        try
        {
            var shape = results[0].GetTensorTypeAndShape().Shape;
            var classes = shape.Length == 4 ? (int)Math.Min(shape[1], int.MaxValue) : 1;
            if (shape.Length is not (3 or 4) || shape[0] != count || shape[^2] != height || shape[^1] != width
                || (Classes > 0 && classes != Classes))
                throw new ModelException(
                    $"{FilePath} makes ({string.Join(", ", shape)}) of {count} photos of {width}×{height}: "
                    + "a mask is as large as its input, (batch, classes, height, width)");
            OnnxSignature.CheckChannels($"its output '{signature.Output}'", classes);
            foreach (var (name, further) in signature.Further.Zip(results.Skip(1)))
                if (!further.GetTensorTypeAndShape().Shape.AsSpan().SequenceEqual([count, 1, height, width]))
                    throw new ModelException($"{FilePath}: its output '{name}' is not as large as its input {width}×{height}");
            var output = new ModelOutput(
                results, signature.HalfOutput ? Single(results[0].GetTensorDataAsSpan<Float16>()) : null, count, classes, height, width);
            if (float.IsNaN(TensorPrimitives.Max(output.Values)))
                throw new ModelException(
                    $"{FilePath} predicts NaN (not a number): its weights are damaged, or too large for 16 bits; use another file");
            if (foreign is not null) Probabilities.Activate(foreign.Activation, output.Mutable, classes, height * width, FilePath);
            return output;
        }
        catch
        {
            results.Dispose();
            throw;
        }
    }

    private static Float16[] Half(ReadOnlySpan<float> values)
    {
        var half = new Float16[values.Length];
        for (var i = 0; i < half.Length; i++) half[i] = (Float16)values[i];
        return half;
    }

    private static float[] Single(ReadOnlySpan<Float16> values)
    {
        var single = new float[values.Length];
        for (var i = 0; i < single.Length; i++) single[i] = (float)values[i];
        return single;
    }
}

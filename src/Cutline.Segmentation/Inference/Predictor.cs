using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Preprocessing;
using Cutline.Torch;

namespace Cutline.Segmentation.Inference;

/// <summary>
/// A model made ready to predict: batch norm folded, memory channels-last, bf16 where the processor multiplies it natively.
/// One at a time: not for several threads at once.
/// </summary>
public sealed class Predictor : IDisposable
{
    private readonly LoadedModel loaded;
    private readonly Device device;
    private readonly DType type;
    private readonly PredictorOptions options;
    private readonly TestTimeAugmentation looks;

    private TiledInference Tiling => new(options.Tile, options.Overlap);

    /// <param name="loaded">Owned from now on, and changed: use it for nothing else.</param>
    /// <param name="type">Arithmetic; null for the fastest that this device has.</param>
    /// <param name="options">Null for one look at the model's size.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public Predictor(LoadedModel loaded, Device device = default, DType? type = null, PredictorOptions? options = null)
    {
        (this.loaded, this.device, this.options) = (loaded, device, (options ?? new PredictorOptions()).Validated());
        looks = new(this.options.Flip, this.options.Scales);
        this.type = type ?? (device.IsCuda || Processor.MultipliesBFloat16 ? DType.BFloat16 : DType.Float32);
        loaded.Model.Fold(this.type);
        loaded.Model.ToChannelsLast();
    }

    public string ModelFile => loaded.File;

    /// <summary>Logits for each pixel: 1 for object against background, otherwise one for each class.</summary>
    public int Classes => loaded.Model.Options.Classes;

    /// <summary>Names and colours of the classes, where the model file has them.</summary>
    public ClassSet? Named => loaded.Classes;

    /// <summary>Decodes a photo no larger than the model needs; for a moving window, as it is. JPEGs are reduced while they are decoded.</summary>
    /// <exception cref="PhotoException">It cannot be read.</exception>
    public Photo Load(ReadOnlyMemory<byte> bytes, string? name = null)
    {
        if (options.Tile > 0) return Photo.Load(bytes, name: name);
        var info = Photo.Probe(bytes, name: name);
        var geometry = Geometry(info.Width, info.Height);
        return Photo.Load(bytes, new PhotoLoad { ShrinkTo = (geometry.ContentWidth, geometry.ContentHeight) }, name);
    }

    /// <summary>The probability of car for every pixel of a photo.</summary>
    /// <param name="photo">RGB, at its native size or reduced.</param>
    /// <param name="native">The native size, when the photo was reduced while it was decoded.</param>
    /// <exception cref="InvalidOperationException">The model tells several classes apart.</exception>
    public ProbabilityMap Predict(Photo photo, (int Width, int Height)? native = null)
    {
        if (Classes > 1) throw new InvalidOperationException($"{ModelFile} tells {Classes} classes apart: ask it to Classify");
        using var scope = new TensorScope();
        using var _ = LibTorch.NoGrad();
        var (width, height) = native ?? (photo.Width, photo.Height);
        var seen = options.Tile > 0 ? Tiling.Predict(Tile, Pixels(photo)) : Whole(photo, width, height);             // (1, 1, h, w)
        return new(seen.To(Device.Cpu).Contiguous().View(seen.Shape[2], seen.Shape[3]), width, height);
    }

    /// <summary>The most probable class of every pixel of a photo, at its native size. Of a model with one logit, 0 and 1.</summary>
    /// <inheritdoc cref="Predict"/>
    /// <returns>Grey, each value a class index.</returns>
    public Photo Classify(Photo photo, (int Width, int Height)? native = null)
    {
        using var scope = new TensorScope();
        using var _ = LibTorch.NoGrad();
        var (width, height) = native ?? (photo.Width, photo.Height);
        if (options.Tile == 0) return ClassMap.Of(Whole(photo, width, height), width, height);
        if ((width, height) != (photo.Width, photo.Height)) return ClassMap.Of(Tiling.Predict(Tile, Pixels(photo)), width, height);
        var indices = new byte[width * height];
        Tiling.Predict(Tile, Pixels(photo), (y, band) => ClassMap.Indices(band).CopyTo(indices, y * width));
        return Photo.FromPixels(indices, width, height, PixelFormat.Grey);
    }

    public void Dispose() => loaded.Dispose();

    /// <summary>Where a photo lies in the input. A letterbox stands upright for an upright photo.</summary>
    private Letterbox Geometry(int width, int height)
    {
        var options = loaded.Preprocess;
        var turned = options.Fit == Fit.Letterbox && (width < height) != (options.Width < options.Height) && width != height;
        return Letterbox.For(width, height, turned ? options with { Width = options.Height, Height = options.Width } : options);
    }

    /// <summary>The whole photo in the model's input; the probabilities of its content, fp32 (1, K, h, w).</summary>
    private Tensor Whole(Photo photo, int width, int height)
    {
        var geometry = Geometry(width, height);
        var pixels = Tensor.Empty([1, geometry.Height, geometry.Width, 3], DType.UInt8);
        Preprocess.Fill(photo, geometry, pixels.Bytes);
        return Look(pixels).Narrow(2, geometry.Y, geometry.ContentHeight).Narrow(3, geometry.X, geometry.ContentWidth);
    }

    /// <summary>A window of the photo, uint8 (1, 3, h, w) → fp32 (1, K, h, w).</summary>
    private Tensor Tile(Tensor window) => Look(window.Permute(0, 2, 3, 1));

    /// <summary>uint8 (1, h, w, 3) → fp32 (1, K, h, w).</summary>
    private Tensor Look(Tensor pixels) => looks.Predict(
        x => Probabilities.Of(loaded.Model.Forward(x)), Preprocess.ToInput(pixels, loaded.Preprocess.Normalization, type, device));

    /// <summary>uint8 (1, 3, H, W), not copied again into that order.</summary>
    private static Tensor Pixels(Photo photo) => Tensor.From(photo.Pixels, 1, photo.Height, photo.Width, 3).Permute(0, 3, 1, 2);
}

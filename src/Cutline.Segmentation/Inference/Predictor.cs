using Cutline.Imaging;
using Cutline.Imaging.Decoding;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Segmentation.Inference;

/// <summary>
/// Predicts masks of photos with an ONNX model: resizes and normalizes them, runs the model, and brings its probabilities back. Not for
/// several threads at once.
/// </summary>
public sealed class Predictor : IDisposable
{
    private readonly OnnxModel model;
    private readonly PredictorOptions options;
    private readonly TestTimeAugmentation augmentation;
    private readonly EdgeRefiner? refiner;
    private byte[] pixels = [];

    /// <summary>A predictor of a model that is loaded already.</summary>
    /// <param name="model">Owned from now on.</param>
    /// <param name="options">Null for one prediction at the model's size; how the model runs was decided when it was loaded.</param>
    /// <exception cref="ArgumentException">An option is out of range, or not for a model of this kind.</exception>
    /// <exception cref="ModelException">The model of edges cannot be used.</exception>
    public Predictor(OnnxModel model, PredictorOptions? options = null)
    {
        this.options = (options ?? new()).Validated();
        this.model = model;
        augmentation = new(this.options.Flip, this.options.Scales);
        if (model.HasFixedSize && (this.options.Tile > 0 || this.options.Scales.Any(scale => scale != 1)))
            throw new ArgumentException(
                $"{model.FilePath} takes photos of {model.Preprocess.Width}×{model.Preprocess.Height} alone: leave out tile and scales");
        if (this.options.Refine is not { } edges) return;
        if (model.Classes > 1)
            throw new ArgumentException(
                $"{model.FilePath} separates {model.Classes} classes, and edges are of a foreground: leave Refine out");
        refiner = EdgeRefiner.Load(edges, this.options.Onnx);
    }

    /// <summary>Loads the model of a run (its best epoch) or of a file.</summary>
    /// <param name="path">A run folder or an .onnx file.</param>
    /// <param name="options">Null for one prediction at the model's size, on all cores.</param>
    /// <exception cref="ModelException">There is none, it is damaged, or it does not segment photos.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static Predictor Load(string path, PredictorOptions? options = null)
    {
        options = (options ?? new()).Validated();
        var model = OnnxModel.Load(path, options.Onnx);
        try
        {
            return new(model, options);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>The model that predicts.</summary>
    public OnnxModel Model => model;

    /// <summary>What refines edges; null where <see cref="PredictorOptions.Refine"/> names none.</summary>
    public EdgeRefiner? Refiner => refiner;

    /// <summary>The file of the model.</summary>
    public string ModelFile => model.FilePath;

    /// <summary>Probabilities for each pixel: 1 for a foreground against background, otherwise one for each class.</summary>
    public int Classes => model.Classes;

    /// <summary>Names and colours of the classes, where they are known.</summary>
    public ClassSet? Named => model.ClassNames;

    /// <summary>
    /// Decodes a photo no larger than the model needs; for tiles as it is, for refined edges as large as the refiner needs. JPEGs are
    /// reduced while they are decoded.
    /// </summary>
    /// <param name="bytes">The photo's file.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="decoder">Null for this process.</param>
    /// <param name="cancel">Ends the decoding, as far as the decoder can.</param>
    /// <exception cref="PhotoException">It cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Photo Load(
        ReadOnlyMemory<byte> bytes, string? name = null, PhotoDecoder? decoder = null, CancellationToken cancel = default)
    {
        decoder ??= PhotoDecoder.InProcess;
        if (options.Tile > 0) return decoder.Load(bytes, name: name, cancel: cancel);
        var info = decoder.Probe(bytes, name: name, cancel: cancel);
        var geometry = Geometry(info.Width, info.Height);
        var size = (geometry.ContentWidth, geometry.ContentHeight);
        if (refiner is not null) size = EdgeRefiner.Size(info.Width, info.Height);
        return decoder.Load(bytes, new PhotoLoad { ShrinkTo = size }, name, cancel);
    }

    /// <summary>The probability of the foreground for every pixel of a photo.</summary>
    /// <param name="photo">RGB, at its own size or reduced; the model sees it in sRGB, whatever its profile.</param>
    /// <param name="native">Its own size in pixels, when it was reduced while it was decoded.</param>
    /// <exception cref="InvalidOperationException">The model separates several classes.</exception>
    /// <exception cref="ModelException">The model fails.</exception>
    public ProbabilityMap Predict(Photo photo, (int Width, int Height)? native = null)
    {
        if (Classes > 1) throw new InvalidOperationException($"{ModelFile} separates {Classes} classes: ask it to Classify");
        using var converted = photo.ToSrgbIfProfiled();
        photo = converted ?? photo;
        var (width, height) = native ?? (photo.Width, photo.Height);
        var probabilities = options.Tile > 0 ? Tiled(photo) : Whole(photo, width, height);
        ProbabilityMap Map(int channel) =>
            new(probabilities.Part(channel, 1).Values, probabilities.Width, probabilities.Height, width, height);
        var map = Map(0);
        return new(map.Values, map.Width, map.Height, width, height)
        {
            Refined = refiner?.Refine(photo, map), Further = model.Outputs.Index().ToDictionary(o => o.Item, o => Map(o.Index + 1)),
        };
    }

    /// <summary>The most probable class of every pixel of a photo, at its own size. Of a model of a foreground, 0 and 1.</summary>
    /// <inheritdoc cref="Predict"/>
    /// <returns>Grey, each value a class index.</returns>
    public Photo Classify(Photo photo, (int Width, int Height)? native = null)
    {
        using var converted = photo.ToSrgbIfProfiled();
        photo = converted ?? photo;
        var (width, height) = native ?? (photo.Width, photo.Height);
        if (options.Tile == 0) return ClassMap.Of(Whole(photo, width, height).Part(0, Classes), width, height);
        if ((width, height) != (photo.Width, photo.Height)) return ClassMap.Of(Tiled(photo).Part(0, Classes), width, height);
        var indices = new byte[checked(width * height)];
        Tiles.Predict(
            tile => Tile(photo, tile), width, height,
            (y, band) => ClassMap.Indices(band.Part(0, Classes).Values, Classes, indices.AsSpan(y * width, band.Height * width)));
        return Photo.FromPixels(indices, width, height, PixelFormat.Grey);
    }

    /// <summary>Releases the model, and that of edges.</summary>
    public void Dispose()
    {
        refiner?.Dispose();
        model.Dispose();
    }

    private TiledInference Tiles => new(options.Tile, options.Overlap);

    /// <summary>Where a photo lies in the input. A letterbox stands upright for an upright photo, where the model takes any size.</summary>
    private Letterbox Geometry(int width, int height)
    {
        var input = model.Preprocess;
        var turned = input.Fit == Fit.Letterbox && !model.HasFixedSize && (width < height) != (input.Width < input.Height)
            && width != height;
        return Letterbox.For(width, height, turned ? input with { Width = input.Height, Height = input.Width } : input);
    }

    /// <summary>The whole photo in the model's input; the probabilities of its content, (K + further outputs, h, w).</summary>
    private Planes Whole(Photo photo, int width, int height)
    {
        var geometry = Geometry(width, height);
        var input = Pixels(geometry.Width * geometry.Height * 3);
        Preprocess.Fill(photo, geometry, input);
        return Probabilities(input, geometry.Height, geometry.Width, geometry.X, geometry.Y, geometry.ContentWidth, geometry.ContentHeight);
    }

    private Planes Tiled(Photo photo) => Tiles.Predict(tile => Tile(photo, tile), photo.Width, photo.Height);

    private Planes Tile(Photo photo, Tile tile)
    {
        if (photo.Format != PixelFormat.Rgb) throw new ArgumentException($"the model takes RGB, not {photo.Format}");
        var input = Pixels(tile.Width * tile.Height * 3);
        for (var row = 0; row < tile.Height; row++)
            photo.Pixels.Slice(((tile.Y + row) * photo.Width + tile.X) * 3, tile.Width * 3).CopyTo(input[(row * tile.Width * 3)..]);
        return Probabilities(input, tile.Height, tile.Width, 0, 0, tile.Width, tile.Height);
    }

    /// <summary>RGB bytes (H, W, 3) → the probabilities (K + further outputs, h, w) of a rectangle of them.</summary>
    private Planes Probabilities(ReadOnlySpan<byte> input, int height, int width, int x, int y, int contentWidth, int contentHeight)
    {
        if (augmentation.IsNone)
        {
            using var output = model.Run(input, 1, height, width);
            return output.Crop(x, y, contentWidth, contentHeight);
        }

        var normalized = new Planes(3, height, width);
        model.ToInput(input, 1, height, width, normalized.Values);
        var mean = augmentation.Predict(Run, normalized);
        return (contentWidth, contentHeight) == (width, height) ? mean : mean.Crop(x, y, contentWidth, contentHeight);
    }

    private Planes Run(Planes normalized)
    {
        using var output = model.Run(normalized.Values, 1, normalized.Height, normalized.Width);
        return output.Crop(0, 0, output.Width, output.Height);
    }

    /// <summary>A buffer that the next prediction uses again.</summary>
    private Span<byte> Pixels(int length)
    {
        if (pixels.Length < length) pixels = GC.AllocateUninitializedArray<byte>(length);
        return pixels.AsSpan(0, length);
    }
}

using Cutline.Imaging;
using Cutline.Segmentation.Transforms;
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

    /// <param name="loaded">Owned from now on, and changed: use it for nothing else.</param>
    /// <param name="type">Arithmetic; null for the fastest that this device has.</param>
    public Predictor(LoadedModel loaded, Device device = default, DType? type = null)
    {
        (this.loaded, this.device) = (loaded, device);
        this.type = type ?? (device.IsCuda || Processor.MultipliesBFloat16 ? DType.BFloat16 : DType.Float32);
        loaded.Model.Fold(this.type);
        loaded.Model.ToChannelsLast();
    }

    public string ModelFile => loaded.File;

    /// <summary>Decodes a photo no larger than the model needs. JPEGs are reduced while they are decoded.</summary>
    /// <exception cref="PhotoException">It cannot be read.</exception>
    public Photo Load(ReadOnlyMemory<byte> bytes, string? name = null)
    {
        var info = Photo.Probe(bytes, name: name);
        var geometry = Geometry(info.Width, info.Height);
        return Photo.Load(bytes, new PhotoLoad { ShrinkTo = (geometry.ContentWidth, geometry.ContentHeight) }, name);
    }

    /// <summary>The probability of car for every pixel of a photo.</summary>
    /// <param name="photo">RGB, at its native size or reduced.</param>
    /// <param name="native">The native size, when the photo was reduced while it was decoded.</param>
    public ProbabilityMap Predict(Photo photo, (int Width, int Height)? native = null)
    {
        using var scope = new TensorScope();
        using var _ = LibTorch.NoGrad();
        var (width, height) = native ?? (photo.Width, photo.Height);
        var geometry = Geometry(width, height);
        var pixels = Tensor.Empty([1, geometry.Height, geometry.Width, 3], DType.UInt8);
        Preprocess.Fill(photo, geometry, pixels.Bytes);
        var logits = loaded.Model.Forward(Preprocess.ToInput(pixels, loaded.Preprocess.Normalization, type, device));   // (1, 1, H, W)
        var content = logits.Narrow(2, geometry.Y, geometry.ContentHeight).Narrow(3, geometry.X, geometry.ContentWidth);
        return new(content.To(DType.Float32).Sigmoid().To(Device.Cpu).Contiguous().View(geometry.ContentHeight, geometry.ContentWidth), width, height);
    }

    public void Dispose() => loaded.Dispose();

    /// <summary>Where a photo lies in the input. A letterbox stands upright for an upright photo.</summary>
    private Letterbox Geometry(int width, int height)
    {
        var options = loaded.Preprocess;
        var turned = options.Fit == Fit.Letterbox && (width < height) != (options.Width < options.Height) && width != height;
        return Letterbox.For(width, height, turned ? options with { Width = options.Height, Height = options.Width } : options);
    }
}

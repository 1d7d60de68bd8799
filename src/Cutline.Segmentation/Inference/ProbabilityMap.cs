using Cutline.Imaging;
using Cutline.Torch;

namespace Cutline.Segmentation.Inference;

/// <summary>The probability of car over a whole photo: as the model gave it, and at the photo's own size.</summary>
public sealed class ProbabilityMap : IDisposable
{
    /// <param name="values">fp32 (h, w) on the CPU, covering the photo from edge to edge; owned from now on.</param>
    public ProbabilityMap(Tensor values, int nativeWidth, int nativeHeight) =>
        (Values, NativeWidth, NativeHeight) = (TensorScope.Detach(values), nativeWidth, nativeHeight);

    /// <summary>fp32 (h, w), at the model's resolution.</summary>
    public Tensor Values { get; }

    /// <summary>Columns of <see cref="Values"/>.</summary>
    public int Width => (int)Values.Shape[1];

    /// <summary>Rows of <see cref="Values"/>.</summary>
    public int Height => (int)Values.Shape[0];

    public int NativeWidth { get; }

    public int NativeHeight { get; }

    /// <summary>fp32 (H, W): bilinear, before any threshold, since a mask enlarged after it loses what the probabilities knew.</summary>
    public Tensor AtNativeSize()
    {
        using var scope = new TensorScope();
        return scope.Keep(F.Bilinear(Values.Unsqueeze(0).Unsqueeze(0), NativeHeight, NativeWidth).Squeeze(0).Squeeze(0));
    }

    /// <summary>The mask at native size, grey, 255 where the probability is above 0.5.</summary>
    public Photo Mask()
    {
        using var scope = new TensorScope();
        var mask = (AtNativeSize().Gt(0.5).To(DType.Float32) * 255).To(DType.UInt8);
        return Photo.FromPixels(mask.Bytes, NativeWidth, NativeHeight, PixelFormat.Grey);
    }

    public void Dispose() => Values.Dispose();
}

using Cutline.Imaging;

namespace Cutline.Segmentation.Preprocessing;

public static partial class Preprocess
{
    /// <summary>
    /// Resizes an RGB photo into the model's input, bytes (H, W, 3), as <see cref="Resize"/> does: bilinear, the kernel widened when
    /// reducing, so that every source pixel counts (no aliasing). A letterbox's border is black.
    /// </summary>
    /// <param name="photo">At native size, or reduced while decoding, but not below the geometry's content.</param>
    /// <exception cref="ArgumentException">The photo is not RGB, or the bytes are not H·W·3.</exception>
    public static void Fill(Photo photo, Letterbox geometry, Span<byte> pixels)
    {
        if (photo.Format != PixelFormat.Rgb) throw new ArgumentException($"the model sees RGB, not {photo.Format}");
        if (pixels.Length != geometry.Width * geometry.Height * 3)
            throw new ArgumentException($"{pixels.Length} bytes are no input of {geometry.Width}×{geometry.Height}×3");

        var (stride, start) = (geometry.Width * 3, (geometry.Y * geometry.Width + geometry.X) * 3);
        if (geometry.IsPadded) pixels.Clear();
        Resize(photo.Pixels, photo.Width, photo.Height, pixels[start..], geometry.ContentWidth, geometry.ContentHeight, stride);
    }

    /// <summary>Resizes a mask into the model's target, bytes {0, 1} (H, W), by area and one half; a letterbox's border is background.</summary>
    /// <param name="mask">Grey, at native size, any value above 0 foreground.</param>
    /// <exception cref="ArgumentException">The mask is not grey or of another size than the geometry's photo, or the bytes are not H·W.</exception>
    public static void FillMask(Photo mask, Letterbox geometry, Span<byte> pixels)
    {
        var start = TargetStart(mask, geometry, pixels);
        if (geometry.IsPadded) pixels.Clear();
        ResizeMask(mask.Pixels, mask.Width, mask.Height, pixels[start..],
            geometry.ContentWidth, geometry.ContentHeight, geometry.Width);
    }

    /// <summary>Where in a target the photo begins, once mask and target are seen to fit the geometry.</summary>
    private static int TargetStart(Photo mask, Letterbox geometry, Span<byte> pixels)
    {
        if (mask.Format != PixelFormat.Grey) throw new ArgumentException($"a mask is grey, not {mask.Format}");
        if (mask.Width != geometry.NativeWidth || mask.Height != geometry.NativeHeight)
            throw new ArgumentException($"a mask of {mask.Width}×{mask.Height} does not fit a photo of {geometry.NativeWidth}×{geometry.NativeHeight}");
        if (pixels.Length != geometry.Width * geometry.Height)
            throw new ArgumentException($"{pixels.Length} bytes are no target of {geometry.Width}×{geometry.Height}");
        return geometry.Y * geometry.Width + geometry.X;
    }
}

using Cutline.Imaging;

namespace Cutline.Segmentation.Preprocessing;

public static partial class Preprocess
{
    /// <summary>
    /// Resizes an RGB photo to the model's input by <see cref="Resize"/>. A letterbox's border becomes black.
    /// </summary>
    /// <param name="photo">The photo at native size, or reduced while it was decoded, but not below the size of the content.</param>
    /// <param name="geometry">The photo's position in the input.</param>
    /// <param name="pixels">Receives RGB bytes (H, W, 3).</param>
    /// <exception cref="ArgumentException">The photo is not RGB, or the bytes are not H·W·3.</exception>
    public static void Fill(Photo photo, Letterbox geometry, Span<byte> pixels)
    {
        if (photo.Format != PixelFormat.Rgb)
            throw new ArgumentException($"the model's input is RGB, the photo is {photo.Format}: decode it as RGB");
        if (pixels.Length != geometry.Width * geometry.Height * 3)
            throw new ArgumentException(
                $"{pixels.Length} bytes are not an input of {geometry.Width}×{geometry.Height} RGB pixels: give H·W·3");

        var (stride, start) = (geometry.Width * 3, (geometry.Y * geometry.Width + geometry.X) * 3);
        if (geometry.IsPadded) pixels.Clear();
        Resize(photo.Pixels, photo.Width, photo.Height, pixels[start..], geometry.ContentWidth, geometry.ContentHeight, stride);
    }

    /// <summary>Resizes a mask to the model's target by <see cref="ResizeMask"/>. A letterbox's border becomes background.</summary>
    /// <param name="mask">Grey, at native size; any value above 0 is foreground.</param>
    /// <param name="geometry">The photo's position in the input.</param>
    /// <param name="pixels">Receives bytes (H, W), 0 or 1.</param>
    /// <exception cref="ArgumentException">
    /// The mask is not grey or of another size than the geometry's photo, or the bytes are not H·W.
    /// </exception>
    public static void FillMask(Photo mask, Letterbox geometry, Span<byte> pixels)
    {
        var start = TargetStart(mask, geometry, pixels);
        if (geometry.IsPadded) pixels.Clear();
        ResizeMask(mask.Pixels, mask.Width, mask.Height, pixels[start..],
            geometry.ContentWidth, geometry.ContentHeight, geometry.Width);
    }

    /// <summary>The index of the first target pixel that shows the photo. Checks that mask and target fit the geometry.</summary>
    private static int TargetStart(Photo mask, Letterbox geometry, Span<byte> pixels)
    {
        if (mask.Format != PixelFormat.Grey)
            throw new ArgumentException($"a mask is grey, this one is {mask.Format}: load it by Photo.LoadIndices");
        if (mask.Width != geometry.NativeWidth || mask.Height != geometry.NativeHeight)
            throw new ArgumentException(
                $"a mask of {mask.Width}×{mask.Height} does not fit a photo of {geometry.NativeWidth}×{geometry.NativeHeight}");
        if (pixels.Length != geometry.Width * geometry.Height)
            throw new ArgumentException($"{pixels.Length} bytes are not a target of {geometry.Width}×{geometry.Height} pixels: give H·W");
        return geometry.Y * geometry.Width + geometry.X;
    }
}

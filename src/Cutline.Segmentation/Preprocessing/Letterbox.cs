namespace Cutline.Segmentation.Preprocessing;

/// <summary>
/// The position of a photo in the model's input, and the mapping between the two. It is computed from the photo's native size, never from
/// the size of a reduced decode, so that training and prediction agree to the pixel. Without a border it describes a stretched photo.
/// </summary>
/// <remarks>
/// Pixel i covers the coordinates [i, i + 1), its centre is at i + 0.5: the convention of bilinear sampling without aligned corners. The
/// two mappings are exact inverses of each other.
/// </remarks>
/// <param name="NativeWidth">Width of the upright photo, in pixels.</param>
/// <param name="NativeHeight">Height of the upright photo, in pixels.</param>
/// <param name="Width">Width of the input, in pixels.</param>
/// <param name="Height">Height of the input, in pixels.</param>
/// <param name="X">The first column of the input that shows the photo.</param>
/// <param name="Y">The first row of the input that shows the photo.</param>
/// <param name="ContentWidth">The number of columns that show the photo.</param>
/// <param name="ContentHeight">The number of rows that show the photo.</param>
public sealed record Letterbox(int NativeWidth, int NativeHeight, int Width, int Height, int X, int Y, int ContentWidth, int ContentHeight)
{
    /// <summary>Horizontal scale: input pixels for each native pixel.</summary>
    public double ScaleX => (double)ContentWidth / NativeWidth;

    /// <summary>Vertical scale: input pixels for each native pixel.</summary>
    public double ScaleY => (double)ContentHeight / NativeHeight;

    /// <summary>Whether the input has borders beside the photo.</summary>
    public bool IsPadded => ContentWidth != Width || ContentHeight != Height;

    /// <summary>
    /// Computes the position of a photo of a given native size. Opposite borders are equal; of an odd number of pixels the right or lower
    /// border gets one more.
    /// </summary>
    /// <exception cref="ArgumentException">The native size is empty.</exception>
    public static Letterbox For(int nativeWidth, int nativeHeight, PreprocessOptions options)
    {
        if (nativeWidth < 1 || nativeHeight < 1)
            throw new ArgumentException($"a photo of {nativeWidth}×{nativeHeight} pixels is empty: give its width and height");
        var (width, height) = (options.Width, options.Height);
        if (options.Fit == Fit.Stretch) return new(nativeWidth, nativeHeight, width, height, 0, 0, width, height);

        var scale = Math.Min((double)width / nativeWidth, (double)height / nativeHeight);
        var contentWidth = Math.Clamp((int)Math.Round(nativeWidth * scale), 1, width);
        var contentHeight = Math.Clamp((int)Math.Round(nativeHeight * scale), 1, height);
        return new(
            nativeWidth,
            nativeHeight,
            width,
            height,
            (width - contentWidth) / 2,
            (height - contentHeight) / 2,
            contentWidth,
            contentHeight);
    }

    /// <summary>Maps a point of the photo to the input.</summary>
    public (double X, double Y) ToModel(double x, double y) => (X + x * ScaleX, Y + y * ScaleY);

    /// <summary>Maps a point of the input to the photo. A point in the border lies outside the photo.</summary>
    public (double X, double Y) ToNative(double x, double y) => ((x - X) / ScaleX, (y - Y) / ScaleY);
}

namespace Cutline.Segmentation.Preprocessing;

/// <summary>
/// Where a photo lies within the model's input, and the way back. Made from the photo's native size, never from a shrunken decode,
/// so that training and prediction agree to the pixel. Stretching is the case without a border.
/// </summary>
/// <remarks>
/// Points are in edge coordinates: pixel i covers [i, i + 1), its centre is i + 0.5. Both maps are exact inverses
/// and are those of bilinear sampling without aligned corners.
/// </remarks>
/// <param name="NativeWidth">Width of the photo, upright.</param>
/// <param name="NativeHeight">Height of the photo, upright.</param>
/// <param name="Width">Width of the input.</param>
/// <param name="Height">Height of the input.</param>
/// <param name="X">First column of the input that is photo.</param>
/// <param name="Y">First row of the input that is photo.</param>
/// <param name="ContentWidth">Columns of the input that are photo.</param>
/// <param name="ContentHeight">Rows of the input that are photo.</param>
public sealed record Letterbox(int NativeWidth, int NativeHeight, int Width, int Height, int X, int Y, int ContentWidth, int ContentHeight)
{
    /// <summary>Input pixels for each native pixel, across.</summary>
    public double ScaleX => (double)ContentWidth / NativeWidth;

    /// <summary>Input pixels for each native pixel, down.</summary>
    public double ScaleY => (double)ContentHeight / NativeHeight;

    /// <summary>Whether part of the input is no photo.</summary>
    public bool IsPadded => ContentWidth != Width || ContentHeight != Height;

    /// <summary>The geometry of a photo of this native size under these options. A border is shared evenly, an odd pixel goes right and below.</summary>
    /// <exception cref="ArgumentException">The native size is empty.</exception>
    public static Letterbox For(int nativeWidth, int nativeHeight, PreprocessOptions options)
    {
        if (nativeWidth < 1 || nativeHeight < 1) throw new ArgumentException($"a photo of {nativeWidth}×{nativeHeight} pixels has no geometry");
        var (width, height) = (options.Width, options.Height);
        if (options.Fit == Fit.Stretch) return new(nativeWidth, nativeHeight, width, height, 0, 0, width, height);

        var scale = Math.Min((double)width / nativeWidth, (double)height / nativeHeight);
        var contentWidth = Math.Clamp((int)Math.Round(nativeWidth * scale), 1, width);
        var contentHeight = Math.Clamp((int)Math.Round(nativeHeight * scale), 1, height);
        return new(nativeWidth, nativeHeight, width, height, (width - contentWidth) / 2, (height - contentHeight) / 2, contentWidth, contentHeight);
    }

    /// <summary>A point of the photo, as a point of the input.</summary>
    public (double X, double Y) ToModel(double x, double y) => (X + x * ScaleX, Y + y * ScaleY);

    /// <summary>A point of the input, as a point of the photo; outside the photo when it lies in the border.</summary>
    public (double X, double Y) ToNative(double x, double y) => ((x - X) / ScaleX, (y - Y) / ScaleY);
}

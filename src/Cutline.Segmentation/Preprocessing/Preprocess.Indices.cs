using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Preprocessing;

public static partial class Preprocess
{
    /// <summary>
    /// Resizes a mask of class indices to the model's target by <see cref="ResizeIndices"/>. A letterbox's border becomes void.
    /// </summary>
    /// <param name="mask">Grey class indices at native size.</param>
    /// <param name="geometry">The photo's position in the input.</param>
    /// <param name="pixels">Receives class indices and <see cref="ClassSet.Void"/>, bytes (H, W).</param>
    /// <exception cref="ArgumentException">
    /// The mask is not grey or of another size than the geometry's photo, or the bytes are not H·W.
    /// </exception>
    public static void FillIndices(Photo mask, Letterbox geometry, Span<byte> pixels)
    {
        var start = TargetStart(mask, geometry, pixels);
        if (geometry.IsPadded) pixels.Fill(ClassSet.Void);
        ResizeIndices(mask.Pixels, mask.Width, mask.Height, pixels[start..], geometry.ContentWidth, geometry.ContentHeight, geometry.Width);
    }

    /// <summary>
    /// Resizes class indices by majority: an output pixel gets the class that covers the largest part of its area, the lowest index of
    /// equal ones, and void only where void covers more than any class. Not nearest neighbour, since photos are reduced by area too: this
    /// way the label is that of what the pixel mostly shows, and whether a thin line is kept does not depend on its position in the grid.
    /// For two classes the result is that of <see cref="ResizeMask"/>, except for exact halves. The areas are computed exactly, in whole
    /// numbers.
    /// </summary>
    /// <param name="indices">Rows of <paramref name="width"/> values.</param>
    /// <param name="width">Width of the mask, in pixels.</param>
    /// <param name="height">Height of the mask, in pixels.</param>
    /// <param name="resized">
    /// Receives <paramref name="toHeight"/> rows of <paramref name="toWidth"/> values, <paramref name="stride"/> apart.
    /// </param>
    /// <param name="toWidth">Width of the result, in pixels.</param>
    /// <param name="toHeight">Height of the result, in pixels.</param>
    /// <param name="stride">The distance of two rows in the result.</param>
    /// <exception cref="ArgumentException">A size is empty or over 30,000, or a span is too short.</exception>
    public static void ResizeIndices(
        ReadOnlySpan<byte> indices, int width, int height, Span<byte> resized, int toWidth, int toHeight, int stride)
    {
        CheckMaskSizes(indices, width, height, resized, toWidth, toHeight, stride);

        // The unit of area is 1/toWidth × 1/toHeight of an input pixel, so that an output pixel covers width × height units.
        Span<long> units = stackalloc long[256];
        Span<byte> found = stackalloc byte[256];
        for (var y = 0; y < toHeight; y++)
        {
            var (top, bottom) = ((long)y * height, (y + 1L) * height);
            for (var x = 0; x < toWidth; x++)
            {
                var (left, right) = ((long)x * width, (x + 1L) * width);
                var kinds = 0;
                for (var row = (int)(top / toHeight); (long)row * toHeight < bottom; row++)
                {
                    var tall = Math.Min(bottom, (row + 1L) * toHeight) - Math.Max(top, (long)row * toHeight);
                    for (var column = (int)(left / toWidth); (long)column * toWidth < right; column++)
                    {
                        var wide = Math.Min(right, (column + 1L) * toWidth) - Math.Max(left, (long)column * toWidth);
                        var index = indices[row * width + column];
                        if (units[index] == 0) found[kinds++] = index;
                        units[index] += wide * tall;
                    }
                }

                resized[y * stride + x] = Majority(found[..kinds], units);
            }
        }
    }

    /// <summary>The index with the most units, the lowest of equal ones. Sets the units back to zero.</summary>
    private static byte Majority(ReadOnlySpan<byte> found, Span<long> units)
    {
        var best = found[0];
        foreach (var index in found)
            if (units[index] > units[best] || (units[index] == units[best] && index < best)) best = index;
        foreach (var index in found) units[index] = 0;
        return best;
    }
}

using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Preprocessing;

public static partial class Preprocess
{
    /// <summary>Resizes a mask of class indices into the model's target, bytes (H, W), by <see cref="ResizeIndices"/>; a letterbox's border is void.</summary>
    /// <param name="mask">Grey, at native size.</param>
    /// <exception cref="ArgumentException">The mask is not grey or of another size than the geometry's photo, or the bytes are not H·W.</exception>
    public static void FillIndices(Photo mask, Letterbox geometry, Span<byte> pixels)
    {
        var start = TargetStart(mask, geometry, pixels);
        if (geometry.IsPadded) pixels.Fill(ClassSet.Void);
        ResizeIndices(mask.Pixels, mask.Width, mask.Height, pixels[start..], geometry.ContentWidth, geometry.ContentHeight, geometry.Width);
    }

    /// <summary>
    /// Resizes class indices by majority: an output pixel is the class that covers most of its area, the lower index of equals,
    /// void only where it covers more than every class. Chosen over nearest neighbour because the photo is reduced by area too: the
    /// label is then that of what the pixel mostly shows, and a line of a pixel's width neither survives nor vanishes by where the grid
    /// falls. Of two classes it agrees with <see cref="ResizeMask"/> but for exact halves. Exact: the parts of pixels covered are counted in
    /// whole numbers.
    /// </summary>
    /// <param name="indices">Rows of <paramref name="width"/> values.</param>
    /// <param name="resized">Receives <paramref name="toHeight"/> rows of <paramref name="toWidth"/> values, <paramref name="stride"/> apart.</param>
    /// <exception cref="ArgumentException">A size is empty or over 30,000, or a span is too short.</exception>
    public static void ResizeIndices(ReadOnlySpan<byte> indices, int width, int height, Span<byte> resized, int toWidth, int toHeight, int stride)
    {
        CheckMaskSizes(indices, width, height, resized, toWidth, toHeight, stride);

        // The unit is 1/toWidth × 1/toHeight of an input pixel, so that an output pixel covers width × height units.
        Span<long> units = stackalloc long[256];
        Span<byte> met = stackalloc byte[256];
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
                        if (units[index] == 0) met[kinds++] = index;
                        units[index] += wide * tall;
                    }
                }

                resized[y * stride + x] = Majority(met[..kinds], units);
            }
        }
    }

    /// <summary>The index of most units, the lowest of equals; empties the units.</summary>
    private static byte Majority(ReadOnlySpan<byte> met, Span<long> units)
    {
        var best = met[0];
        foreach (var index in met)
            if (units[index] > units[best] || (units[index] == units[best] && index < best)) best = index;
        foreach (var index in met) units[index] = 0;
        return best;
    }
}

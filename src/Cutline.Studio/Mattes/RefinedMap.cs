using System.Runtime.Intrinsics;

namespace Cutline.Studio.Mattes;

/// <summary>
/// The subject's probabilities with an outline that was refined at the photo's own size, or nearly: in the zone along the outline alpha
/// follows it instead of the model's coarser map.
/// </summary>
public sealed class RefinedMap
{
    private readonly ReadOnlyMemory<float> values;

    /// <param name="values">(height, width) in row order, 0 to 1, covering the whole photo.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <exception cref="ArgumentException">The map is empty, or its length is not width · height.</exception>
    public RefinedMap(ReadOnlyMemory<float> values, int width, int height)
    {
        if (width < 1 || height < 1 || values.Length != (long)width * height)
            throw new ArgumentException(
                $"{values.Length} probabilities do not fill a refined map of {width}×{height}: give height · width values");
        (this.values, Width, Height) = (values, width, height);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>
    /// A cell of <see cref="EdgeCells"/> with this map's probability and slope at a pixel. The variance is at most that of the probability.
    /// </summary>
    internal Vector256<float> Into(Vector256<float> cell, int x, int y, GridAxis across, GridAxis down)
    {
        var p = At(x, y, across, down);
        var slopeX = (At(x + 1, y, across, down) - At(x - 1, y, across, down)) / 2;
        var slopeY = (At(x, y + 1, across, down) - At(x, y - 1, across, down)) / 2;
        var variance = Math.Min(cell.GetElement(5), p * (1 - p) * EdgeCells.LargestVariance);
        return cell.WithElement(5, variance).WithElement(6, p).WithElement(7, MathF.Sqrt(slopeX * slopeX + slopeY * slopeY));
    }

    /// <summary>The probability at a pixel of the photo; beyond the photo that of its border.</summary>
    private float At(int x, int y, GridAxis across, GridAxis down)
    {
        var span = values.Span;
        var (left, right, shareX) = across.Between(x);
        var (top, bottom, shareY) = down.Between(y);
        (left, right, top, bottom) = (Math.Min(left, Width - 1), Math.Max(right, 0), Math.Min(top, Height - 1), Math.Max(bottom, 0));
        var first = span.Slice(top * Width, Width);
        var second = span.Slice(bottom * Width, Width);
        var upper = first[left] + (first[right] - first[left]) * shareX;
        var lower = second[left] + (second[right] - second[left]) * shareX;
        return Math.Clamp(upper + (lower - upper) * shareY, 0, 1);
    }
}

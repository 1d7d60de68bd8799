using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cutline.Imaging;

namespace Cutline.Studio.Mattes;

/// <summary>Computes alpha at the photo's size from the grid's cells: in runs away from the outline, pixel by pixel along it.</summary>
internal sealed class MattePainter(
    EdgeZone zone, EdgeCells cells, GridAxis across, GridAxis down, float softness, RefinedMap? refined = null,
    bool[]? leftOut = null)
{
    private const float LeastSlope = 1e-4f;

    /// <summary>Alpha closer than this to 0 or 1 is treated as noise and set to 0 or 1.</summary>
    private const float Clip = 0.06f;

    public void Paint(Photo photo, Matte matte)
    {
        var (width, height) = (photo.Width, photo.Height);
        var columns = new (int Before, int After, float Fraction)[width];
        for (var x = 0; x < width; x++) columns[x] = across.Between(x);
        var (fineAcross, fineDown) = (new GridAxis(width, refined?.Width ?? 1), new GridAxis(height, refined?.Height ?? 1));

        Parallel.For(0, height, y =>
            PaintRow(
                y, columns, photo.Pixels.Slice(y * width * 3, width * 3), matte.Writable.Slice(y * width, width), fineAcross, fineDown));
        matte.Measure();
    }

    private void PaintRow(
        int y, (int Before, int After, float Fraction)[] columns, ReadOnlySpan<byte> rgb, Span<byte> alpha, GridAxis fineAcross,
        GridAxis fineDown)
    {
        var (top, bottom, fraction) = down.Between(y);
        var above = cells.Row(top);
        var below = cells.Row(bottom);
        var zoneAbove = zone.Contains.AsSpan(top * cells.Width, cells.Width);
        var nearest = (fraction < 0.5f ? top : bottom) * cells.Width;
        var zoneBelow = zone.Contains.AsSpan(bottom * cells.Width, cells.Width);
        for (var x = 0; x < columns.Length;)
        {
            var (left, right, _) = columns[x];
            var end = x + 1;
            while (end < columns.Length && columns[end].Before == left && columns[end].After == right) end++;

            if (zoneAbove[left] || zoneAbove[right] || zoneBelow[left] || zoneBelow[right])
            {
                var (start, stop) = (Mix(above[left], below[left], fraction), Mix(above[right], below[right], fraction));
                for (; x < end; x++)
                {
                    if (leftOut is not null && leftOut[nearest + (columns[x].Fraction < 0.5f ? left : right)])
                    {
                        alpha[x] = 0; // the refined map still has the cars that were left out
                        continue;
                    }

                    var cell = Mix(start, stop, columns[x].Fraction);
                    if (refined is not null) cell = refined.Into(cell, x, y, fineAcross, fineDown);
                    alpha[x] = Alpha(cell, Vector128.Create(rgb[x * 3], rgb[x * 3 + 1], rgb[x * 3 + 2], 255f));
                }
            }
            else
            {
                alpha[x..end].Fill(above[left].GetElement(6) > 0.5f ? (byte)255 : (byte)0);
                x = end;
            }
        }
    }

    /// <summary>Inverse-variance mean of the two alpha estimates.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte Alpha(Vector256<float> cell, Vector128<float> colour)
    {
        var (precision, variance, p, slope) = (cell.GetElement(4), cell.GetElement(5), cell.GetElement(6), cell.GetElement(7));
        var alpha = Math.Clamp(0.5f + (p - 0.5f) / (Math.Max(slope, LeastSlope) * softness), 0, 1);
        if (precision > 0)
        {
            var byColour = Math.Clamp(Vector128.Dot(cell.GetLower(), colour) / (255 * precision), 0, 1);
            var weight = precision * variance;
            alpha = (byColour * weight + alpha) / (weight + 1);
        }

        return (byte)(Math.Clamp((alpha - Clip) / (1 - 2 * Clip), 0, 1) * 255 + 0.5f);
    }

    private static Vector256<float> Mix(Vector256<float> a, Vector256<float> b, float fraction) => a + (b - a) * fraction;
}

using System.Buffers;
using System.Runtime.Intrinsics;
using Cutline.Imaging;

namespace Cutline.Studio.Mattes;

/// <summary>
/// Colour samples of the cells near the outline: mean R, G, B (0 to 1), and as the fourth component the signed weight of the sample,
/// +1 well inside the subject to −1 well outside. It is 0 on the outline, where colours are mixed.
/// </summary>
internal sealed class CellColours : IDisposable
{
    private Vector128<float>[] cells;

    /// <param name="photo">RGB.</param>
    /// <param name="zone">Cells near the outline.</param>
    /// <param name="reach">Cells around the zone that are computed too; the values of all others are undefined.</param>
    public CellColours(Photo photo, EdgeZone zone, int reach)
    {
        var (width, height) = (zone.Membership.Width, zone.Membership.Height);
        Width = width;
        cells = ArrayPool<Vector128<float>>.Shared.Rent(width * height);
        var wanted = Dilated(zone.Contains, width, height, reach);
        Parallel.For(0, height, y =>
        {
            var (top, bottom) = Covered(y, photo.Height, height);
            for (var x = 0; x < width; x++)
            {
                if (!wanted[y * width + x]) continue;
                var (left, right) = Covered(x, photo.Width, width);
                var side = 2 * zone.Membership.Values[y * width + x] - 1;
                cells[y * width + x] = Mean(photo, left, top, right, bottom).WithElement(3, side * Math.Abs(side));
            }
        });
    }

    public int Width { get; }

    public ReadOnlySpan<Vector128<float>> Row(int y) => cells.AsSpan(y * Width, Width);

    public void Dispose()
    {
        var rented = Interlocked.Exchange(ref cells, []);
        if (rented.Length > 0) ArrayPool<Vector128<float>>.Shared.Return(rented);
    }

    private static Vector128<float> Mean(Photo photo, int left, int top, int right, int bottom)
    {
        var (r, g, b) = (0, 0, 0);
        for (var y = top; y < bottom; y++)
        {
            var row = photo.Pixels.Slice((y * photo.Width + left) * 3, (right - left) * 3);
            for (var i = 0; i + 2 < row.Length; i += 3)
            {
                r += row[i];
                g += row[i + 1];
                b += row[i + 2];
            }
        }

        return Vector128.Create(r, g, b, 0f) / (255f * (bottom - top) * (right - left));
    }

    /// <summary>The pixels that a cell covers: at least one, since there are never more cells than pixels.</summary>
    private static (int From, int To) Covered(int cell, int pixels, int cells) =>
        ((int)((long)cell * pixels / cells), (int)((long)(cell + 1) * pixels / cells));

    /// <summary>Dilates the zone by a square of 2·reach + 1 cells.</summary>
    private static bool[] Dilated(bool[] zone, int width, int height, int reach)
    {
        var (across, both) = (new bool[zone.Length], new bool[zone.Length]);
        for (var i = 0; i < zone.Length; i++)
        {
            if (!zone[i]) continue;
            var (x, row) = (i % width, i - i % width);
            across.AsSpan(row + Math.Max(x - reach, 0), Math.Min(x + reach, width - 1) - Math.Max(x - reach, 0) + 1).Fill(true);
        }

        for (var y = 0; y < height; y++)
        {
            var to = both.AsSpan(y * width, width);
            for (var ny = Math.Max(y - reach, 0); ny <= Math.Min(y + reach, height - 1); ny++)
            {
                var from = across.AsSpan(ny * width, width);
                for (var x = 0; x < width; x++) to[x] |= from[x];
            }
        }

        return both;
    }
}

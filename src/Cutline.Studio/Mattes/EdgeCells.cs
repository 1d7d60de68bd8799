using System.Buffers;
using System.Runtime.Intrinsics;

namespace Cutline.Studio.Mattes;

/// <summary>
/// The eight values of each cell that alpha is computed from, interpolated together:
/// 0–3 the <see cref="ColourAlphaModel"/> (R, G, B, offset), 4 its precision, 5 the variance of the probability-based estimate,
/// 6 the probability, 7 its slope per pixel.
/// </summary>
internal sealed class EdgeCells : IDisposable
{
    /// <summary>Radius of the neighbourhood that colours are sampled from, in cells.</summary>
    public const int Reach = 5;

    // of the probability-based estimate on the outline; one cell away a third of it, two cells away almost 0
    internal const float LargestVariance = 0.1f;
    private const float LeastWeight = 0.001f;

    /// <summary>Weights of the cells in the neighbourhood: e^(−d²/16), d in cells.</summary>
    private static readonly float[] Weights =
    [
        .. from dy in Enumerable.Range(-Reach, 2 * Reach + 1)
           from dx in Enumerable.Range(-Reach, 2 * Reach + 1)
           select MathF.Exp(-(dx * dx + dy * dy) / 16f),
    ];

    private Vector256<float>[] cells;

    /// <param name="zone">Cells near the outline.</param>
    /// <param name="colours">Colour samples; null to use the probabilities alone.</param>
    /// <param name="pixelsX">Columns of the photo per cell.</param>
    /// <param name="pixelsY">Rows of the photo per cell.</param>
    public EdgeCells(EdgeZone zone, CellColours? colours, double pixelsX, double pixelsY)
    {
        var p = zone.Probabilities;
        Width = p.Width;
        cells = ArrayPool<Vector256<float>>.Shared.Rent(p.Width * p.Height);
        Parallel.For(0, p.Height, y =>
        {
            var row = cells.AsSpan(y * p.Width, p.Width);
            var above = p.Row(Math.Max(y - 1, 0));
            var here = p.Row(y);
            var below = p.Row(Math.Min(y + 1, p.Height - 1));
            for (var x = 0; x < p.Width; x++)
            {
                if (!zone.Contains[y * p.Width + x])
                {
                    row[x] = Vector256.Create(0, 0, 0, 0, 0, 0, here[x], 0);
                    continue;
                }

                var slopeX = (here[Math.Min(x + 1, p.Width - 1)] - here[Math.Max(x - 1, 0)]) / (2 * pixelsX);
                var slopeY = (below[x] - above[x]) / (2 * pixelsY);
                var inside = zone.Membership.Row(y)[x];
                var nearness = MathF.Pow(4 * inside * (1 - inside), 6);
                var model = colours is null ? default : ModelAt(x, y, p.Height, colours);
                row[x] = Vector256.Create(
                    model.R, model.G, model.B, model.Offset, model.Precision, LargestVariance * nearness, here[x],
                    (float)Math.Sqrt(slopeX * slopeX + slopeY * slopeY));
            }
        });
    }

    public int Width { get; }

    public ReadOnlySpan<Vector256<float>> Row(int y) => cells.AsSpan(y * Width, Width);

    public void Dispose()
    {
        var rented = Interlocked.Exchange(ref cells, []);
        if (rented.Length > 0) ArrayPool<Vector256<float>>.Shared.Return(rented);
    }

    private static ColourAlphaModel ModelAt(int x, int y, int height, CellColours colours)
    {
        ColourSamples foreground = default, background = default;
        var (left, right) = (Math.Max(x - Reach, 0), Math.Min(x + Reach, colours.Width - 1));
        for (var ny = Math.Max(y - Reach, 0); ny <= Math.Min(y + Reach, height - 1); ny++)
        {
            var row = colours.Row(ny);
            var weights = Weights.AsSpan((ny - y + Reach) * (2 * Reach + 1), 2 * Reach + 1);
            for (var nx = left; nx <= right; nx++)
            {
                var cell = row[nx];
                var side = cell.GetElement(3) * weights[nx - x + Reach];
                if (side > LeastWeight) foreground.Add(cell.GetElement(0), cell.GetElement(1), cell.GetElement(2), side);
                else if (side < -LeastWeight) background.Add(cell.GetElement(0), cell.GetElement(1), cell.GetElement(2), -side);
            }
        }

        return ColourAlphaModel.Fit(foreground, background);
    }
}

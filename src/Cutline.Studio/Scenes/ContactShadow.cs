using Cutline.Studio.Pixels;

namespace Cutline.Studio.Scenes;

/// <summary>
/// The contact shadow of a subject in diffuse light: darkest and sharpest where the wheels touch the ground, dark below the body,
/// wide and faint around it.
/// </summary>
internal static class ContactShadow
{
    /// <summary>Columns of the grid that the shadow is computed on; the result has no finer detail.</summary>
    private const int Cells = 480;

    private const float Contact = 0.85f, Below = 0.75f, Around = 0.5f; // darkness of the three parts at full strength

    /// <summary>Darkens the canvas where the shadow falls.</summary>
    /// <param name="canvas">The scene, without its subject.</param>
    /// <param name="strength">0 for none to 1.</param>
    public static void Paint(SceneCanvas canvas, double strength)
    {
        if (strength <= 0 || canvas.Ground.Width == 0) return;
        var cell = Math.Max(1, (canvas.Width + Cells - 1) / Cells);
        var shadow = Darkness(canvas, cell);
        canvas.EachRow((y, row) =>
        {
            var pixels = row.Span;
            for (var x = 0; x < canvas.Width; x++)
            {
                var dark = shadow.At((x + 0.5f) / cell - 0.5f, (y + 0.5f) / cell - 0.5f) * (float)strength;
                if (dark <= 0.001f) continue;
                for (var i = 3 * x; i < 3 * x + 3; i++) pixels[i] = (byte)(pixels[i] * (1 - dark) + Dither.At(x, y));
            }
        });
    }

    /// <summary>The darkness of each grid cell, 0 to 1.</summary>
    private static Plane Darkness(SceneCanvas canvas, int cell)
    {
        var (width, height) = ((canvas.Width + cell - 1) / cell, (canvas.Height + cell - 1) / cell);
        var (touch, below) = (new Plane(width, height), new Plane(width, height));
        var length = (float)canvas.Ground.Width / cell;
        for (var x = 0; x < width; x++)
        {
            var (row, gap) = canvas.Ground.At(x * cell + cell / 2 + canvas.Frame.X);
            if (float.IsNaN(row)) continue;
            var (at, above) = ((row - canvas.Frame.Y) / cell, gap / cell);
            var contact = canvas.Ground.Contact(x * cell + cell / 2 + canvas.Frame.X);
            FillColumn(touch, x, at - 0.012f * length, at + 0.004f * length, contact * MathF.Exp(-above / (0.01f * length)));
            FillColumn(below, x, at - Math.Min(above, 0.08f * length) - 0.02f * length, at + 0.006f * length, contact);
        }

        int Cell(float share) => Math.Max(1, (int)MathF.Round(share * length));
        var sharp = touch.BoxBlur(Cell(0.006f), Cell(0.003f));
        var soft = below.BoxBlur(Cell(0.012f), Cell(0.007f));
        var wide = below.BoxBlur(Cell(0.05f), Cell(0.022f));
        var dark = new Plane(width, height);
        for (var i = 0; i < dark.Values.Length; i++)
            dark.Values[i] = 1 - (1 - Contact * Math.Min(sharp.Values[i], 1)) * (1 - Below * Math.Min(soft.Values[i], 1))
                * (1 - Around * Math.Min(wide.Values[i], 1));
        return dark;
    }

    /// <summary>Fills a column between two rows, with partial coverage of the cells at the ends.</summary>
    private static void FillColumn(Plane plane, int x, float top, float bottom, float value)
    {
        for (var y = Math.Max(0, (int)MathF.Floor(top)); y < Math.Min(plane.Height, bottom); y++)
            plane.Row(y)[x] = value * Math.Clamp(Math.Min(bottom, y + 1) - Math.Max(top, y), 0, 1);
    }
}

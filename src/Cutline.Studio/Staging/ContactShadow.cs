namespace Cutline.Studio.Staging;

/// <summary>
/// The shadow below a subject in the soft light of a studio: darkest and sharpest where the wheels touch the ground, wide and faint around,
/// and full below the body, where no light reaches.
/// </summary>
internal static class ContactShadow
{
    /// <summary>Columns of the grid that the shadow is computed on; it has no finer detail.</summary>
    private const int Cells = 480;

    private const float Contact = 0.85f, Below = 0.75f, Around = 0.5f; // darkness of each part at full strength

    /// <summary>Darkens the stage where the shadow falls.</summary>
    public static void Paint(Stage stage, double strength)
    {
        if (strength <= 0 || stage.Ground.Width == 0) return;
        var cell = Math.Max(1, (stage.Width + Cells - 1) / Cells);
        var shadow = Darkness(stage, cell);
        stage.EachRow((y, row) =>
        {
            var pixels = row.Span;
            for (var x = 0; x < stage.Width; x++)
            {
                var dark = shadow.At((x + 0.5f) / cell - 0.5f, (y + 0.5f) / cell - 0.5f) * (float)strength;
                if (dark <= 0.001f) continue;
                for (var i = 3 * x; i < 3 * x + 3; i++) pixels[i] = (byte)(pixels[i] * (1 - dark) + Dither.At(x, y));
            }
        });
    }

    private static Plane Darkness(Stage stage, int cell)
    {
        var (width, height) = ((stage.Width + cell - 1) / cell, (stage.Height + cell - 1) / cell);
        var (touch, below) = (new Plane(width, height), new Plane(width, height));
        var length = (float)stage.Ground.Width / cell;
        for (var x = 0; x < width; x++)
        {
            var (row, gap) = stage.Ground.At(x * cell + cell / 2 + stage.Frame.X);
            if (float.IsNaN(row)) continue;
            var (at, above) = ((row - stage.Frame.Y) / cell, gap / cell);
            var bearing = stage.Ground.Bearing(x * cell + cell / 2 + stage.Frame.X);
            Strip(touch, x, at - 0.012f * length, at + 0.004f * length, bearing * MathF.Exp(-above / (0.01f * length)));
            Strip(below, x, at - Math.Min(above, 0.08f * length) - 0.02f * length, at + 0.006f * length, bearing);
        }

        int Cell(float share) => Math.Max(1, (int)MathF.Round(share * length));
        var (sharp, soft, wide) = (touch.Soften(Cell(0.006f), Cell(0.003f)), below.Soften(Cell(0.012f), Cell(0.007f)), below.Soften(Cell(0.05f), Cell(0.022f)));
        var dark = new Plane(width, height);
        for (var i = 0; i < dark.Values.Length; i++)
            dark.Values[i] = 1 - (1 - Contact * Math.Min(sharp.Values[i], 1)) * (1 - Below * Math.Min(soft.Values[i], 1)) * (1 - Around * Math.Min(wide.Values[i], 1));
        return dark;
    }

    /// <summary>Covers a column from one row to another, cells at the ends in part.</summary>
    private static void Strip(Plane plane, int x, float top, float bottom, float value)
    {
        for (var y = Math.Max(0, (int)MathF.Floor(top)); y < Math.Min(plane.Height, bottom); y++)
            plane.Row(y)[x] = value * Math.Clamp(Math.Min(bottom, y + 1) - Math.Max(top, y), 0, 1);
    }
}

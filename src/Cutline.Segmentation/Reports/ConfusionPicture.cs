using System.Globalization;
using Cutline.Imaging;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Reports.Drawing;
using SkiaSharp;

namespace Cutline.Segmentation.Reports;

/// <summary>
/// A confusion matrix as a picture: each row is a true class, its cells the shares of its pixels predicted as each class.
/// </summary>
public static class ConfusionPicture
{
    private const int Margin = 28, Head = 74, ShareWidth = 84, LongestName = 230;

    private static readonly TextStyle Right = TextStyle.Note with { Align = SKTextAlign.Right },
        Middle = TextStyle.Note with { Align = SKTextAlign.Center };

    /// <summary>Draws the matrix; RGB. Rows of classes that do not occur are grey.</summary>
    /// <exception cref="ArgumentException">The names are of other classes.</exception>
    public static Photo Render(ConfusionMatrix counts, ClassSet classes, string title = "Confusion matrix")
    {
        if (classes.Count != counts.Classes)
            throw new ArgumentException($"{classes.Count} names do not fit a matrix of {counts.Classes} classes");
        classes = DisplayColours.Of(classes);
        var names = classes.Classes.Select(c => TextStyle.Body.Fit(c.Name, LongestName)).ToArray();
        var room = (int)names.Max(TextStyle.Body.Measure) + 40;
        var cell = Math.Clamp(900 / classes.Count, 34, 96);
        var (left, top, side) = (Margin + 26 + room, Head + 26 + room, cell * classes.Count);
        using var canvas = new Canvas(Math.Max(left + side + ShareWidth + Margin, 560), top + side + 74);
        canvas.Text(TextStyle.Title.Fit(title, canvas.Width - 2 * Margin), Margin, 44, TextStyle.Title);
        canvas.Text("predicted as", left + side / 2.0, Head + 14, Middle);
        canvas.UprightText("truth", Margin + 14, top + side / 2.0, Middle);
        canvas.Text("of all", left + side + ShareWidth - 4, top - 12, Right);
        for (var i = 0; i < classes.Count; i++)
        {
            var (column, row) = (left + i * cell + cell / 2.0, top + i * cell + cell / 2.0);
            DrawName(canvas, names[i], classes.Classes[i].Colour, left, top, row, column);
            DrawRow(canvas, counts, i, left, top + i * cell, cell);
            canvas.Text(
                Percent((double)counts.True(i) / Math.Max(1, counts.Pixels), 1) + " %", left + side + ShareWidth - 4, row + 5, Right);
        }

        using var pen = new SKPaint { Color = Palette.Frame, IsStroke = true, StrokeWidth = 1 };
        canvas.Skia.DrawRect(left - 0.5f, top - 0.5f, side + 1, side + 1, pen);
        DrawScale(canvas, left, top + side + 24);
        return canvas.ToPhoto();
    }

    /// <summary>The text of a cell: the share in percent; empty for no pixels, or where there is no room.</summary>
    /// <param name="counts">The matrix.</param>
    /// <param name="truth">Index of the true class.</param>
    /// <param name="predicted">Index of the predicted class.</param>
    /// <param name="cell">Side of the cell in pixels.</param>
    internal static string CellText(ConfusionMatrix counts, int truth, int predicted, int cell)
    {
        var whole = counts.True(truth);
        if (whole == 0) return truth == predicted ? "–" : "";
        var share = (double)counts[truth, predicted] / whole;
        return counts[truth, predicted] == 0 || (share < 0.005 && cell < 60) ? "" : Percent(share, cell >= 60 ? 1 : 0);
    }

    /// <summary>The class's name and colour, before its row and above its column.</summary>
    private static void DrawName(Canvas canvas, string name, (byte, byte, byte) colour, int left, int top, double row, double column)
    {
        canvas.Text(name, left - 34, row + 5, TextStyle.Body with { Align = SKTextAlign.Right });
        canvas.UprightText(name, column + 5, top - 34, TextStyle.Body);
        canvas.Rectangle(left - 26, row - 8, 16, 16, Palette.Of(colour), radius: 3, outline: Palette.Frame);
        canvas.Rectangle(column - 8, top - 26, 16, 16, Palette.Of(colour), radius: 3, outline: Palette.Frame);
    }

    private static void DrawRow(Canvas canvas, ConfusionMatrix counts, int truth, int left, int y, int cell)
    {
        var whole = counts.True(truth);
        var size = cell >= 60 ? 17 : cell >= 44 ? 14 : 13;
        for (var c = 0; c < counts.Classes; c++)
        {
            var share = whole == 0 ? 0 : (double)counts[truth, c] / whole;
            var x = left + c * cell;
            canvas.Rectangle(x + 0.5, y + 0.5, cell - 1, cell - 1, whole == 0 ? Palette.Grid : Shade(share));
            var style = new TextStyle(size, share > 0.65 ? Palette.Paper : Palette.Ink, Align: SKTextAlign.Center);
            canvas.Text(CellText(counts, truth, c, cell), x + cell / 2.0, y + cell / 2.0 + size * 0.36, style);
        }
    }

    /// <summary>What the shades mean.</summary>
    private static void DrawScale(Canvas canvas, int x, int y)
    {
        const int step = 18, steps = 11;
        for (var i = 0; i < steps; i++) canvas.Rectangle(x + i * step, y, step, 14, Shade(i / (steps - 1.0)));
        canvas.Text("0 to 100 % of the true class's pixels", x, y + 34, TextStyle.Note with { Size = 14 });
    }

    /// <summary>From paper to blue; small shares are lifted by a root, so that rare confusions can be seen.</summary>
    private static SKColor Shade(double share)
    {
        var t = Math.Sqrt(Math.Clamp(share, 0, 1)) * 0.35 + Math.Clamp(share, 0, 1) * 0.65;
        static byte Mix(int from, int to, double t) => (byte)Math.Round(from + (to - from) * t);
        return new(Mix(0xF6, 0x00, t), Mix(0xF8, 0x5A, t), Mix(0xFA, 0x96, t));
    }

    private static string Percent(double share, int decimals) => (share * 100).ToString($"F{decimals}", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;

namespace Cutline.Segmentation.Reports;

/// <summary>Samples below each other: photo, truth and prediction side by side, wrong pixels coloured, with name and Dice of each.</summary>
public sealed record SampleSheet(string Title)
{
    private const int Margin = 28, Gap = 14, Head = 112, Caption = 34, Below = 18;

    /// <summary>Width of each of the three pictures in pixels.</summary>
    public int PanelWidth { get; init; } = 400;

    /// <summary>How high a picture may be; a higher one is narrower instead.</summary>
    public int MaxPanelHeight { get; init; } = 400;

    private int Width => 2 * Margin + 3 * PanelWidth + 2 * Gap;

    /// <summary>The sheet of what a model says of some samples at their native size, in this order; a picture, RGB.</summary>
    /// <exception cref="DatasetException">A sample cannot be decoded.</exception>
    public Photo Render(Predictor predictor, SegmentationDataset data, IEnumerable<int> indices)
    {
        var rows = new List<SheetRow>();
        try
        {
            foreach (var index in indices) rows.Add(SheetRow.Predict(predictor, data, index));
            return Render(rows);
        }
        finally
        {
            rows.ForEach(row => row.Dispose());
        }
    }

    /// <summary>The sheet as a picture, RGB.</summary>
    /// <param name="rows">Shown in this order; they remain the caller's to dispose of. None: the sheet says so.</param>
    public Photo Render(IReadOnlyList<SheetRow> rows)
    {
        var places = Places(rows, out var height);
        using var page = Photo.FromSvg(Page(rows, places, height));
        var canvas = new Canvas(page);
        for (var i = 0; i < rows.Count; i++)
        {
            using var truth = ErrorPicture.Truth(rows[i]);
            using var errors = ErrorPicture.Errors(rows[i]);
            Photo[] panels = [rows[i].Photo, truth, errors];
            for (var panel = 0; panel < panels.Length; panel++)
            {
                var (y, width, tall) = places[i];
                using var sized = panels[panel].Resize(width, tall, width < panels[panel].Width ? Kernel.Area : Kernel.Bilinear);
                canvas.Put(sized, Left(panel) + (PanelWidth - width) / 2, y);
            }
        }

        return canvas.ToPhoto();
    }

    private int Left(int panel) => Margin + panel * (PanelWidth + Gap);

    private List<(int Y, int Width, int Height)> Places(IReadOnlyList<SheetRow> rows, out int height)
    {
        var places = new List<(int, int, int)>();
        var y = Head;
        foreach (var row in rows)
        {
            var scale = Math.Min((double)PanelWidth / row.Photo.Width, (double)MaxPanelHeight / row.Photo.Height);
            var tall = Math.Max(1, (int)Math.Round(row.Photo.Height * scale));
            places.Add((y, Math.Max(1, (int)Math.Round(row.Photo.Width * scale)), tall));
            y += tall + Caption + Below;
        }

        height = Math.Max(y, Head + 60);
        return places;
    }

    private string Page(IReadOnlyList<SheetRow> rows, List<(int Y, int Width, int Height)> places, int height)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{height}" viewBox="0 0 {Width} {height}" font-family="{SvgText.Family}"><rect width="{Width}" height="{height}" fill="{Palette.Paper}"/>""");
        svg.Append(SvgText.Line(Margin, 44, SvgText.Fit(Title, Width - 2 * Margin, 24), 24, more: "font-weight=\"bold\""));
        string[] heads = ["photo", "truth", "prediction"];
        for (var panel = 0; panel < heads.Length; panel++) svg.Append(SvgText.Line(Left(panel), 94, heads[panel], 16, Palette.Muted));
        AppendKey(svg);
        if (rows.Count == 0) svg.Append(SvgText.Line(Width / 2, Head + 30, "There are no samples to show.", 18, Palette.Muted, "middle"));
        for (var i = 0; i < rows.Count; i++) AppendCaption(svg, rows[i], places[i].Y + places[i].Height + 24);
        return svg.Append("</svg>").ToString();
    }

    /// <summary>What the colours mean, above the predictions, flush right.</summary>
    private void AppendKey(StringBuilder svg)
    {
        var x = Width - Margin;
        foreach (var (colour, text) in new[] { (Palette.FalseNegative, "missed"), (Palette.FalsePositive, "too much") })
        {
            x -= (int)(text.Length * 8.6) + 2;
            svg.Append(SvgText.Line(x, 94, text, 15));
            x -= 24;
            svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{x}" y="80" width="16" height="16" rx="3" fill="{Palette.Hex(colour)}"/>""");
            x -= 20;
        }
    }

    private void AppendCaption(StringBuilder svg, SheetRow row, int y)
    {
        svg.Append(SvgText.Line(Margin, y, SvgText.Fit(row.Name, 2 * PanelWidth, 16), 16, more: "font-weight=\"bold\""));
        svg.Append(SvgText.Line(Left(2), y, string.Create(CultureInfo.InvariantCulture, $"Dice {row.Score.Dice:F4} · IoU {row.Score.Iou:F4}"), 16));
    }
}

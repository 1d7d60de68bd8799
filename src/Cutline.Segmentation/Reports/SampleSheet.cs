using System.Globalization;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Reports.Drawing;

namespace Cutline.Segmentation.Reports;

/// <summary>
/// Samples below each other: photo, truth and prediction side by side, wrong pixels coloured, with name and Dice of each.
/// </summary>
public sealed record SampleSheet(string Title)
{
    /// <summary>Width of each of the three pictures in pixels.</summary>
    public int PanelWidth { get; init; } = 400;

    /// <summary>How high a picture may be; a higher one is narrower instead.</summary>
    public int MaxPanelHeight { get; init; } = 400;

    /// <summary>Predicts some samples at their own size and draws them in this order; RGB.</summary>
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

    /// <summary>Draws the sheet; RGB.</summary>
    /// <param name="rows">Shown in this order; they remain the caller's to dispose of. None: the sheet says so.</param>
    public Photo Render(IReadOnlyList<SheetRow> rows) =>
        new SheetPage(Title, PanelWidth, MaxPanelHeight, [(Palette.FalseNegative, "missed"), (Palette.FalsePositive, "too much")], [])
            .Render([.. rows.Select(Line)]);

    private static SheetLine Line(SheetRow row) => new(
        row.Photo.Width, row.Photo.Height, row.Name,
        string.Create(CultureInfo.InvariantCulture, $"Dice {row.Score.Dice:F4} · IoU {row.Score.Iou:F4}"),
        () => new([ErrorPicture.Photo(row.Photo), ErrorPicture.Truth(row), ErrorPicture.Errors(row)]));
}

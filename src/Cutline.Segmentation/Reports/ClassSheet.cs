using System.Globalization;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Reports.Drawing;

namespace Cutline.Segmentation.Reports;

/// <summary>
/// Samples below each other: photo, truth and prediction in class colours, with a legend of the classes shown, and name and mean IoU of
/// each.
/// </summary>
public sealed record ClassSheet(string Title, ClassSet Classes)
{
    /// <summary>Width of each of the three pictures in pixels.</summary>
    public int PanelWidth { get; init; } = 400;

    /// <summary>How high a picture may be; a higher one is narrower instead.</summary>
    public int MaxPanelHeight { get; init; } = 400;

    /// <summary>Predicts some samples at their own size and draws them in this order; RGB.</summary>
    /// <exception cref="DatasetException">A sample cannot be decoded.</exception>
    public Photo Render(Predictor predictor, SegmentationDataset data, IEnumerable<int> indices)
    {
        var rows = new List<ClassRow>();
        try
        {
            foreach (var index in indices) rows.Add(ClassRow.Predict(predictor, data, index, Classes.Count));
            return Render(rows);
        }
        finally
        {
            rows.ForEach(row => row.Dispose());
        }
    }

    /// <summary>Draws the sheet; RGB.</summary>
    /// <param name="rows">Shown in this order; they remain the caller's to dispose of. None: the sheet says so.</param>
    public Photo Render(IReadOnlyList<ClassRow> rows) =>
        new SheetPage(Title, PanelWidth, MaxPanelHeight, [], [.. Meanings(rows)], Kernel.Nearest).Render([.. rows.Select(Line)]);

    /// <summary>The classes that any of the pictures shows.</summary>
    private IEnumerable<((byte, byte, byte), string)> Meanings(IReadOnlyList<ClassRow> rows) =>
        Legend.Of(DisplayColours.Of(Classes), index => rows.Any(r => r.Truth.Pixels.Contains(index) || r.Predicted.Pixels.Contains(index)));

    private SheetLine Line(ClassRow row) => new(
        row.Photo.Width, row.Photo.Height, row.Name,
        row.Scores is { } scores
            ? string.Create(CultureInfo.InvariantCulture, $"mean IoU {scores.MeanIou:F4} · pixel accuracy {scores.PixelAccuracy:P1}")
            : "void all over",
        () => new([ErrorPicture.Photo(row.Photo), Coloured(row.Truth), Coloured(row.Predicted)]));

    private Photo Coloured(Photo indices) => ErrorPicture.Classes(indices, DisplayColours.Of(Classes));
}

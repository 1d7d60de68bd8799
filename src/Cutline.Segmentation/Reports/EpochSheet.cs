using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Runs;

namespace Cutline.Segmentation.Reports;

/// <summary>Predictions of a few samples after an epoch, at the model's size: how a training goes on.</summary>
public static class EpochSheet
{
    /// <summary>How many of them a report shows.</summary>
    private const int Shown = 6;

    /// <summary>Writes the sheet into the run's folder.</summary>
    /// <param name="folder">The run's.</param>
    /// <param name="epoch">Counted from 1.</param>
    /// <param name="data">The samples' dataset.</param>
    /// <param name="samples">With their predictions.</param>
    /// <exception cref="PhotoException">The file cannot be written.</exception>
    public static void Write(string folder, int epoch, SegmentationDataset data, IReadOnlyList<PredictionSample> samples)
    {
        var rows = new List<IDisposable>();
        try
        {
            foreach (var sample in samples) rows.Add(Row(sample, data));
            using var sheet = data.IsBinary
                ? new SampleSheet(Title(epoch)).Render([.. rows.Cast<SheetRow>()])
                : new ClassSheet(Title(epoch), data.Classes).Render([.. rows.Cast<ClassRow>()]);
            Directory.CreateDirectory(Path.Combine(folder, RunFiles.Sheets));
            Photo.Write(Path.Combine(folder, RunFiles.Sheet(epoch)), sheet.Encode(new PhotoEncoding(PhotoFormat.Jpeg) { Quality = 88 }));
        }
        finally
        {
            rows.ForEach(row => row.Dispose());
        }
    }

    /// <summary>Some of the sheets that a run has written, the earliest first.</summary>
    internal static IEnumerable<ReportPicture> Read(SavedRun run)
    {
        var epochs = run.ReadMetrics().Select(m => m.Epoch).Where(epoch => run.Has(RunFiles.Sheet(epoch))).ToArray();
        return EvenSample.Of(epochs, Shown).Select(epoch => new ReportPicture(
            Title(epoch), "Validation samples at the model's size, as predicted then: photo, truth and prediction.",
            File.ReadAllBytes(run.PathOf(RunFiles.Sheet(epoch)))));
    }

    private static string Title(int epoch) => $"After epoch {epoch}";

    private static IDisposable Row(PredictionSample sample, SegmentationDataset data)
    {
        var (name, photo) = (data.Samples[sample.Index].Name, Photo.FromPixels(sample.Photo, sample.Width, sample.Height, PixelFormat.Rgb));
        Photo Grey(byte[] pixels) => Photo.FromPixels(pixels, sample.Width, sample.Height, PixelFormat.Grey);
        return data.IsBinary
            ? SheetRow.Of(name, photo, Grey(sample.Truth), Grey(sample.Predicted))
            : ClassRow.Of(name, photo, Grey(sample.Truth), Grey(sample.Predicted), data.Classes.Count);
    }
}

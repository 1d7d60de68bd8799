using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Evaluation;
using Cutline.Training.Runs;

namespace Cutline.Segmentation.Reports;

/// <summary>What a model said of a few samples after an epoch, at its own input size: how it comes to see.</summary>
public static class EpochSheet
{
    /// <summary>How many of them a report shows.</summary>
    private const int Shown = 6;

    /// <summary>Writes the sheet into the run's folder.</summary>
    /// <exception cref="PhotoException">The file cannot be written.</exception>
    public static void Write(RunFolder run, SegmentationDataset data, SamplesSeen seen)
    {
        var rows = new List<IDisposable>();
        try
        {
            foreach (var sample in seen.Samples) rows.Add(Row(sample, data));
            using var sheet = data.IsBinary
                ? new SampleSheet(Title(seen.Epoch)).Render([.. rows.Cast<SheetRow>()])
                : new ClassSheet(Title(seen.Epoch), data.Classes).Render([.. rows.Cast<ClassRow>()]);
            Directory.CreateDirectory(run.Sheets);
            Photo.Write(run.Sheet(seen.Epoch), sheet.Encode(new PhotoEncoding(PhotoFormat.Jpeg) { Quality = 88 }));
        }
        finally
        {
            rows.ForEach(row => row.Dispose());
        }
    }

    /// <summary>Some of the sheets that a run has written, the earliest first.</summary>
    internal static IEnumerable<ReportPicture> Read(RunFolder run)
    {
        var epochs = run.ReadMetrics().Select(m => m.Epoch).Where(epoch => File.Exists(run.Sheet(epoch))).ToArray();
        return Evenly.Of(epochs, Shown).Select(epoch => new ReportPicture(
            Title(epoch), "Validation samples at the model's size, as it saw them then: photo, truth and prediction.", File.ReadAllBytes(run.Sheet(epoch))));
    }

    private static string Title(int epoch) => $"After epoch {epoch}";

    private static IDisposable Row(SeenSample sample, SegmentationDataset data)
    {
        var (name, photo) = (data.Samples[sample.Index].Name, Photo.FromPixels(sample.Photo, sample.Width, sample.Height, PixelFormat.Rgb));
        Photo Grey(byte[] pixels) => Photo.FromPixels(pixels, sample.Width, sample.Height, PixelFormat.Grey);
        return data.IsBinary
            ? SheetRow.Of(name, photo, Grey(sample.Truth), Grey(sample.Predicted))
            : ClassRow.Of(name, photo, Grey(sample.Truth), Grey(sample.Predicted), data.Classes.Count);
    }
}

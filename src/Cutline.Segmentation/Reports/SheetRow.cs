using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Metrics;

namespace Cutline.Segmentation.Reports;

/// <summary>A photo with its true and its predicted mask, all of one size.</summary>
/// <param name="Name">Shown below it.</param>
/// <param name="Photo">RGB.</param>
/// <param name="Truth">Grey, above 0 is foreground.</param>
/// <param name="Predicted">Grey, above 0 is foreground.</param>
/// <param name="Score">Of <paramref name="Predicted"/> against <paramref name="Truth"/>.</param>
public sealed record SheetRow(string Name, Photo Photo, Photo Truth, Photo Predicted, ImageScore Score) : IDisposable
{
    /// <summary>A row whose score is counted here.</summary>
    /// <exception cref="ArgumentException">The pictures are not of one size, or of other formats.</exception>
    public static SheetRow Of(string name, Photo photo, Photo truth, Photo predicted)
    {
        Check(name, photo, truth, predicted);
        return new(name, photo, truth, predicted, ImageScore.Of(BinaryMask.Of(predicted.Pixels), BinaryMask.Of(truth.Pixels)));
    }

    /// <summary>Predicts a sample at its own size.</summary>
    /// <exception cref="DatasetException">The sample cannot be decoded.</exception>
    public static SheetRow Predict(Predictor predictor, SegmentationDataset data, int index) =>
        Load<SheetRow>(data, index, (photo, native) => predictor.Predict(photo, native).Mask(), data.IsBinary ? Of : OfIndices);

    /// <summary>A row of a sample's photo and mask and of what is predicted; when it fails, none of them stays behind.</summary>
    internal static TRow Load<TRow>(
        SegmentationDataset data, int index, Func<Photo, (int, int)?, Photo> predict, Func<string, Photo, Photo, Photo, TRow> row)
    {
        Photo? photo = null, truth = null, predicted = null;
        try
        {
            (photo, truth) = (data.LoadPhoto(index), data.LoadMask(index));
            predicted = predict(photo, null);
            return row(data.Samples[index].Name, photo, truth, predicted);
        }
        catch
        {
            photo?.Dispose();
            truth?.Dispose();
            predicted?.Dispose();
            throw;
        }
    }

    /// <summary>As above, of a mask of class indices: class 1 is the foreground, and void is neither missed nor too much.</summary>
    private static SheetRow OfIndices(string name, Photo photo, Photo truth, Photo predicted)
    {
        Check(name, photo, truth, predicted);
        var (real, said) = (truth.Pixels.ToArray(), predicted.Pixels.ToArray());
        var score = ImageScore.Of(BinaryMask.Of(said), real);
        for (var i = 0; i < real.Length; i++)
            if (real[i] == ClassSet.Void) real[i] = said[i] = 0;
        using (truth)
        using (predicted)
        {
            return new(
                name, photo, Imaging.Photo.FromPixels(real, truth.Width, truth.Height, PixelFormat.Grey),
                Imaging.Photo.FromPixels(said, truth.Width, truth.Height, PixelFormat.Grey), score);
        }
    }

    /// <exception cref="ArgumentException">The pictures are not of one size, or of other formats.</exception>
    internal static void Check(string name, Photo photo, Photo truth, Photo predicted)
    {
        if (photo.Format != PixelFormat.Rgb || truth.Format != PixelFormat.Grey || predicted.Format != PixelFormat.Grey)
            throw new ArgumentException(
                $"{name}: a row is an RGB photo with two grey masks, not {photo.Format}, {truth.Format} and {predicted.Format}");
        static string Size(Photo picture) => $"{picture.Width}×{picture.Height}";
        if (Size(photo) != Size(truth) || Size(photo) != Size(predicted))
        {
            throw new ArgumentException(
                $"{name}: photo {Size(photo)}, truth {Size(truth)} and prediction {Size(predicted)} differ in size");
        }
    }

    /// <summary>Releases the pictures.</summary>
    public void Dispose()
    {
        Photo.Dispose();
        Truth.Dispose();
        Predicted.Dispose();
    }
}

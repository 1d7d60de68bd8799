using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Metrics;

namespace Cutline.Segmentation.Reports;

/// <summary>A photo with its true and its predicted classes, all of one size.</summary>
/// <param name="Name">Shown below it.</param>
/// <param name="Photo">RGB.</param>
/// <param name="Truth">Grey, class indices or <see cref="ClassSet.Void"/>.</param>
/// <param name="Predicted">Grey, class indices.</param>
/// <param name="Counts">Of <paramref name="Predicted"/> against <paramref name="Truth"/>.</param>
public sealed record ClassRow(string Name, Photo Photo, Photo Truth, Photo Predicted, ConfusionMatrix Counts) : IDisposable
{
    /// <summary>The row's figures; null where it is void all over.</summary>
    public ClassScores? Scores { get; } = Counts.Pixels > 0 ? ClassScores.Of(Counts) : null;

    /// <summary>A row whose pixels are counted here.</summary>
    /// <exception cref="ArgumentException">
    /// The pictures are not of one size, or of other formats, or an index is beyond the classes.
    /// </exception>
    public static ClassRow Of(string name, Photo photo, Photo truth, Photo predicted, int classes)
    {
        SheetRow.Check(name, photo, truth, predicted);
        return new(name, photo, truth, predicted, ConfusionMatrix.Of(predicted.Pixels, truth.Pixels, classes));
    }

    /// <summary>Predicts a sample at its own size.</summary>
    /// <exception cref="DatasetException">The sample cannot be decoded.</exception>
    public static ClassRow Predict(Predictor predictor, SegmentationDataset data, int index, int classes) =>
        SheetRow.Load(data, index, predictor.Classify, (name, photo, truth, predicted) => Of(name, photo, truth, predicted, classes));

    /// <summary>The row of one class against all others; void is neither. Its pictures are copies.</summary>
    public SheetRow Against(int index, string className)
    {
        var truth = Truth.Pixels;
        var (real, said) = (new byte[truth.Length], new byte[truth.Length]);
        for (var i = 0; i < truth.Length; i++)
        {
            if (truth[i] == ClassSet.Void) continue;
            real[i] = truth[i] == index ? (byte)255 : (byte)0;
            said[i] = Predicted.Pixels[i] == index ? (byte)255 : (byte)0;
        }

        var (width, height) = (Photo.Width, Photo.Height);
        return new($"{className} · {Name}", ErrorPicture.Photo(Photo),
            Photo.FromPixels(real, width, height, PixelFormat.Grey), Photo.FromPixels(said, width, height, PixelFormat.Grey),
            Counts.Of(index));
    }

    /// <summary>Releases the pictures.</summary>
    public void Dispose()
    {
        Photo.Dispose();
        Truth.Dispose();
        Predicted.Dispose();
    }
}

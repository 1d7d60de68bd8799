using Cutline.Imaging;
using Cutline.Segmentation.Inference;
using Cutline.Studio;

namespace Cutline.Web.Cutting;

/// <summary>Cuts with a model.</summary>
/// <param name="predictor">Used by this cutter alone.</param>
/// <param name="limits">What a photo may have at most.</param>
public sealed class PhotoCutter(Predictor predictor, PhotoLimits limits) : ICutter
{
    private const string Name = "the photo";

    public CutPhoto Cut(ReadOnlyMemory<byte> photo, CutOrder order, CancellationToken cancel)
    {
        using var decoded = Photo.Load(photo, new PhotoLoad { KeepProfile = true, Limits = limits }, Name);
        cancel.ThrowIfCancellationRequested();
        using var map = predictor.Predict(decoded);
        cancel.ThrowIfCancellationRequested();
        using var cut = CutOut.From(decoded, map.Values, order.Options);
        cancel.ThrowIfCancellationRequested();
        return new(cut.Photo.Encode(order.Encoding), cut.Part, cut.Subject, cut.Confidence);
    }
}

using Cutline.Imaging;
using Cutline.Segmentation.Inference;
using Cutline.Studio;
using Cutline.Web.Telemetry;

namespace Cutline.Web.Cutting;

/// <summary>Cuts with a model: it predicts for one photo at a time, and whoever asks decodes, cuts and encodes meanwhile.</summary>
/// <param name="predictor">Used by this cutter alone.</param>
/// <param name="limits">What a photo may have at most.</param>
public sealed class PhotoCutter(Predictor predictor, PhotoLimits limits) : ICutter, IDisposable
{
    private const string Name = "the photo";

    private readonly ModelThread model = new(predictor);

    public CutPhoto Cut(ReadOnlyMemory<byte> photo, CutOrder order, CancellationToken cancel)
    {
        using var whole = CutMeter.Stage("photo");
        using var decoded = Staged("decode", () => Photo.Load(photo, new PhotoLoad { KeepProfile = true, Limits = limits }, Name));
        cancel.ThrowIfCancellationRequested();
        using var map = Staged("predict", () => model.Predict(decoded, cancel));
        cancel.ThrowIfCancellationRequested();
        using var cut = Staged("cut", () => order.Finish.Apply(decoded, map.Values));
        cancel.ThrowIfCancellationRequested();
        return new(Staged("encode", () => cut.Photo.Encode(order.Encoding, photo.Span)), cut.Part, cut.Subject, cut.Confidence) { Plate = cut.Plate, Review = cut.Review };
    }

    public void Dispose() => model.Dispose();

    private static T Staged<T>(string stage, Func<T> work)
    {
        using var _ = CutMeter.Stage(stage);
        return work();
    }
}

using Cutline.Imaging;
using Cutline.Imaging.Decoding;
using Cutline.Segmentation.Inference;
using Cutline.Web.Problems;
using Cutline.Web.Telemetry;

namespace Cutline.Web.Cutting;

/// <summary>Cuts photos with a model, which predicts one photo at a time, while the calling threads decode, cut and encode.</summary>
/// <param name="predictor">Used by this cutter only.</param>
/// <param name="limits">The limits of a photo.</param>
/// <param name="plates">Predicts number plates, used by this cutter only; null to detect none.</param>
/// <param name="decoder">Reads the photos; null for this process.</param>
public sealed class PhotoCutter(Predictor predictor, PhotoLimits limits, Predictor? plates = null, PhotoDecoder? decoder = null)
    : ICutter, IDisposable
{
    private const string Name = "the photo";

    private readonly InferenceThread model = new(predictor);
    private readonly InferenceThread? plateModel = plates is null ? null : new(plates);
    private readonly OnnxModel? plateFile = plates?.Model;
    private readonly double? leastConfidence = predictor.Model.Metadata.LeastConfidence;

    public ModelCard? Model { get; } = ModelCard.Of(predictor.Model);

    public CutResult Cut(ReadOnlyMemory<byte> photo, CutSettings settings, CancellationToken cancel)
    {
        if (settings.Pipeline.DetectsPlate && plateFile is null)
            throw new ProblemException(Problem.BadOption("there is no model that detects plates: give the plate's corners"));
        using var whole = CutMetrics.Stage("photo");
        var load = new PhotoLoad { KeepProfile = settings.Pipeline.IsTransparent, Limits = limits }; // backgrounds are sRGB
        using var decoded = Traced("decode", () => (decoder ?? PhotoDecoder.InProcess).Load(photo, load, Name, cancel));
        cancel.ThrowIfCancellationRequested();
        var map = Traced("predict", () => model.Predict(decoded, cancel));
        cancel.ThrowIfCancellationRequested();
        var detector = plateFile?.Detector(part => plateModel!.Predict(part, cancel));
        using var cut = Traced("cut", () => settings.Pipeline.Run(decoded, map, leastConfidence, detector, decoder, cancel));
        cancel.ThrowIfCancellationRequested();
        var bytes = Traced("encode", () => cut.Photo.Encode(settings.Encoding, photo.Span));
        return new(bytes, cut.Part, cut.Subject, cut.Confidence) { Plate = cut.Plate, Review = cut.Review };
    }

    public void Dispose()
    {
        model.Dispose();
        plateModel?.Dispose();
    }

    private static T Traced<T>(string stage, Func<T> work)
    {
        using var _ = CutMetrics.Stage(stage);
        return work();
    }
}

using Cutline.Imaging;
using Cutline.Imaging.Decoding;
using Cutline.Segmentation.Inference;
using Cutline.Studio;
using Cutline.Studio.Mattes;
using Cutline.Studio.Options;
using Cutline.Studio.Plates;
using Cutline.Studio.Scenes;

namespace Cutline.Web.Cutting;

/// <summary>Runs a scene pipeline on what a model predicts.</summary>
public static class PredictedScene
{
    /// <summary>Runs all steps on one photo, with the outline that was refined and the windows that were found, where there are.</summary>
    /// <param name="pipeline">Such that <see cref="Missing"/> finds nothing missing from the model.</param>
    /// <param name="photo">RGB, of any size.</param>
    /// <param name="map">The model's prediction of it.</param>
    /// <param name="leastConfidence">
    /// The model's confidence below which its outline counts as uncertain, 0 to 1; null for <see cref="MatteReview.LeastConfidence"/>.
    /// </param>
    /// <param name="plates">Detects the licence plate; null where none is to be detected.</param>
    /// <param name="decoder">Reads the background picture and the retouch; null for this process.</param>
    /// <param name="cancel">Ends their decoding.</param>
    /// <exception cref="NothingToCutException">No probability reaches one half, or the retouch erases the whole subject.</exception>
    /// <exception cref="PhotoException">The background picture or the retouch cannot be read, or the result would be too large.</exception>
    public static CutOut Run(this ScenePipeline pipeline, Photo photo, ProbabilityMap map, double? leastConfidence = null,
        PlateDetector? plates = null, PhotoDecoder? decoder = null, CancellationToken cancel = default)
    {
        var refined = map.Refined is { } fine ? new RefinedMap(fine.Values, fine.Width, fine.Height) : null;
        var windows = map.Further.GetValueOrDefault(Glass.Output);
        var glass = windows is null ? null : new Glass(windows.Values, windows.Width, windows.Height);
        return pipeline.Run(photo, map.Values, map.Width, map.Height, refined, glass, leastConfidence, plates, decoder, cancel);
    }

    /// <summary>The detector of plates by a model that predicts them, with the threshold that its file names.</summary>
    /// <param name="model">A model of a foreground, which is plates.</param>
    /// <param name="predict">Predicts a part of a photo with it.</param>
    public static PlateDetector Detector(this OnnxModel model, Func<Photo, ProbabilityMap> predict)
    {
        PlateMap Map(Photo part)
        {
            var map = predict(part);
            return new(map.Values, map.Width, map.Height);
        }

        return new(Map, model.Metadata.LeastConfidence);
    }

    /// <summary>What a pipeline needs and a model does not give, as an option and its repair; null for nothing.</summary>
    /// <param name="pipeline">The steps.</param>
    /// <param name="model">Null for one of which nothing is known.</param>
    public static string? Missing(this ScenePipeline pipeline, ModelCard? model) =>
        !pipeline.SeesThroughGlass || model?.Outputs.Contains(Glass.Output) == true
            ? null
            : $"{CutOptionTable.Glass} needs a model with an output {Glass.Output}, and {model?.Name ?? "this one"} has none: leave it "
                + $"out, or add one with cutline train --add-output {Glass.Output}";
}

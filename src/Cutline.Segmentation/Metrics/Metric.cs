using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Metrics;

/// <summary>
/// A figure that is accumulated over images. Derive from it for a metric of your own: training's validation and evaluation
/// call <see cref="Reset"/> once, <see cref="Add"/> for each image, and then read <see cref="Value"/>. A metric is used by one thread at a
/// time.
/// </summary>
public abstract class Metric
{
    /// <summary>
    /// The metric's name, unique among the metrics that are used together; the key of its value in JSON, such as <c>hausdorff</c>.
    /// </summary>
    public abstract string Name { get; }

    /// <summary>The value for the images added since the last reset; <see cref="double.NaN"/> where there is none.</summary>
    public abstract double Value { get; }

    /// <summary>Adds one image.</summary>
    /// <param name="predicted">Row after row: 0 or 1 for a binary mask, else class indices.</param>
    /// <param name="truth">
    /// Of the same size: 0 or 1 for a binary mask, else class indices; or <see cref="ClassSet.Void"/>, for pixels that do not count.
    /// </param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    public abstract void Add(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth, int width, int height);

    /// <summary>Forgets all images.</summary>
    public abstract void Reset();
}

namespace Cutline.Segmentation.Datasets.Formats;

/// <summary>A way in which photos and masks are laid out on disk, for <see cref="DatasetFormats"/>.</summary>
/// <param name="Name">A short unique name, such as <c>coco</c>.</param>
/// <param name="Layout">How to recognize it, for the message that lists the known formats, such as <c>annotations.json (COCO)</c>.</param>
/// <param name="Matches">
/// Whether data with the given path and options is of this format. It is asked for every path that is opened, and so must be cheap, accept
/// any text, and not throw.
/// </param>
/// <param name="Open">Opens data for which <paramref name="Matches"/> is true.</param>
public sealed record DatasetFormat(
    string Name, string Layout, Func<string, DatasetOptions, bool> Matches, Func<string, DatasetOptions, SegmentationDataset> Open)
{
    /// <summary>Whether the format reads classes from <see cref="DatasetOptions.Classes"/>; otherwise the option is an error.</summary>
    public bool TakesClasses { get; init; }

    /// <summary>The values that <see cref="DatasetOptions.Task"/> can have; empty where the format has no tasks.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];
}

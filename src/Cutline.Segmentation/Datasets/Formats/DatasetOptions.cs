using Cutline.Segmentation.Datasets.Cityscapes;

namespace Cutline.Segmentation.Datasets.Formats;

/// <summary>What a folder's masks are to tell apart, where the folder leaves it open.</summary>
public sealed record DatasetOptions
{
    /// <summary>A <see cref="ClassFile"/>; null for the <c>classes.json</c> in the folder, if there is one.</summary>
    public string? Classes { get; init; }

    /// <summary>A task of Cityscapes by name; null for its 19 classes.</summary>
    public string? Task { get; init; }

    /// <exception cref="ArgumentException">The task is unknown.</exception>
    public void Validate()
    {
        if (Task is not null) CityscapesTask.Parse(Task);
    }
}

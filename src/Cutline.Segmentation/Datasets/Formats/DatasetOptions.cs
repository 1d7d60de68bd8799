using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.Formats;

/// <summary>How a dataset's masks are read, where its folder does not determine it.</summary>
public sealed record DatasetOptions
{
    /// <summary>The path of a <see cref="ClassFile"/>; null for the <c>classes.json</c> in the dataset's folder, if there is one.</summary>
    public string? Classes { get; init; }

    /// <summary>
    /// Which classes to tell apart, by name, for formats that offer a choice (see <see cref="DatasetFormat.Tasks"/>); null for the format's
    /// default.
    /// </summary>
    public string? Task { get; init; }

    /// <summary>
    /// Whether COCO's crowds (<c>iscrowd</c> 1) are objects; otherwise they are void. CVAT marks so what is drawn with its brush. Other
    /// formats have none.
    /// </summary>
    public bool Crowds { get; init; }

    /// <summary>
    /// Whether all values above 0 in the masks of a folder without a <see cref="ClassFile"/> are one foreground, however many there are.
    /// Other masks of a foreground are so anyway.
    /// </summary>
    public bool Binary { get; init; }

    /// <summary>On which pixels of photos that their EXIF orientation turns the masks were drawn; for files of masks alone.</summary>
    public MaskOrientation MaskOrientation { get; init; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">No format has such a task.</exception>
    public void Validate()
    {
        if (Task is null) return;
        var known = DatasetFormats.All.SelectMany(f => f.Tasks).Distinct().ToArray();
        if (!known.Contains(Task)) throw new ArgumentException($"Task is '{Task}': choose {string.Join(", ", known)}");
    }
}

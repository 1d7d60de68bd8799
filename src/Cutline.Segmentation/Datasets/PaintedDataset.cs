using Cutline.Imaging;

namespace Cutline.Segmentation.Datasets;

/// <summary>Photos whose masks are painted from the shapes of annotations.</summary>
public abstract class PaintedDataset : ClassDataset
{
    /// <param name="root">The folder, for messages.</param>
    /// <param name="samples">The samples, and the part of the split that each one's file names; null for none.</param>
    /// <param name="problems">What is wrong with the annotations.</param>
    /// <param name="limits">Of photos; null for the usual ones.</param>
    protected PaintedDataset(
        string root, IReadOnlyList<(SampleId Id, string? Part)> samples, IReadOnlyList<DataProblem> problems, PhotoLimits? limits)
        : base(root, samples, problems, limits)
    {
    }

    /// <summary>On which pixels of photos that EXIF turns the shapes were drawn.</summary>
    public MaskOrientation MaskOrientation { get; set; }

    /// <summary>The end of <see cref="SegmentationDataset.LabelKey"/>.</summary>
    protected string OrientationKey => MaskOrientation == MaskOrientation.Auto ? "" : $" masks as {MaskOrientation}";
}

using Cutline.Imaging;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// Photos in <c>images/</c> and masks of the same names in <c>masks/</c>, whatever their extensions; any value above 0 is foreground,
/// so that masks of parts serve as masks of the whole. Every photo is its own group.
/// </summary>
public sealed class FolderDataset : PairedDataset
{
    private const string Photos = "images";
    private const string Masks = "masks";

    private FolderDataset(string root, PhotoLimits? limits)
        : base(root, new FolderSource(Path.Combine(root, Photos)), new FolderSource(Path.Combine(root, Masks)), new StemPairing(), MaskValues.AnyPositive, limits)
    {
    }

    /// <summary>Whether both folders are here.</summary>
    public static bool IsAt(string root) => Directory.Exists(Path.Combine(root, Photos)) && Directory.Exists(Path.Combine(root, Masks));

    /// <summary>Opens the folder that holds both. Nothing is decoded yet: see <see cref="SegmentationDataset.Validate"/>.</summary>
    /// <param name="limits">What is read and decoded at most; null for the usual limits.</param>
    /// <exception cref="DatasetException">One of them is missing.</exception>
    public static FolderDataset Open(string root, PhotoLimits? limits = null)
    {
        if (!IsAt(root)) throw new DatasetException($"{root} lacks {Photos}/ or {Masks}/; put photos in the one, masks of the same names in the other");
        return new(root, limits);
    }
}

using Cutline.Imaging;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// Photos in <c>images/</c> and masks of the same names, with any extensions, in <c>masks/</c>. Any value above 0 is foreground, so that
/// masks of parts can be used as masks of the whole. Every photo is a group of its own.
/// </summary>
public sealed class FolderDataset : PairedDataset
{
    private const string Photos = "images";
    private const string Masks = "masks";

    private FolderDataset(string root, PhotoLimits? limits)
        : base(
            root,
            new FolderSource(Path.Combine(root, Photos)),
            new FolderSource(Path.Combine(root, Masks)),
            new StemPairing(),
            MaskValues.AnyPositive,
            limits)
    {
    }

    /// <summary>Whether a folder holds both folders.</summary>
    public static bool IsAt(string root) => Directory.Exists(Path.Combine(root, Photos)) && Directory.Exists(Path.Combine(root, Masks));

    /// <summary>Opens a folder. Nothing is decoded yet: see <see cref="SegmentationDataset.Validate"/>.</summary>
    /// <param name="root">The folder that holds both folders.</param>
    /// <param name="limits">Limits on what is read and decoded; null for the defaults.</param>
    /// <exception cref="DatasetException">One of the folders is missing.</exception>
    public static FolderDataset Open(string root, PhotoLimits? limits = null)
    {
        if (!IsAt(root))
        {
            throw new DatasetException(
                $"{root} lacks {Photos}/ or {Masks}/; put photos into the first and masks of the same names into the second");
        }
        return new(root, limits);
    }
}

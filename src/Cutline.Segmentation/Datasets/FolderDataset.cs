using Cutline.Imaging;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// Photos in <c>images/</c> and masks of the same names, with any extensions, in <c>masks/</c>. Any value above 0 is foreground, so that
/// masks of parts can be used as masks of the whole. The parts of a split can be folders: <c>train/images</c> or <c>images/train</c>,
/// likewise <c>val</c> or <c>valid</c> and <c>test</c>. Every photo is a group of its own.
/// </summary>
public sealed class FolderDataset : PairedDataset
{
    private FolderDataset(string root, IReadOnlyList<PhotoMaskFolder> folders, PhotoLimits? limits)
        : base(
            root,
            new FolderSource(root, folders.Select(f => (f.Photos, f.Prefix)), recursive: true),
            new FolderSource(root, folders.Select(f => (f.Masks, f.Prefix)), recursive: true),
            new StemPairing(folders),
            MaskValues.AnyPositive,
            limits)
    {
        var parts = Array.ConvertAll([.. Samples], s => GivenParts.OfName(s.Name));
        GivenSplit = GivenParts.Split(parts);
        Notes = [.. PhotoMaskFolders.Common.Unused(root), .. GivenParts.Notes(Samples.Zip(parts))];
    }

    /// <inheritdoc/>
    public override Split? GivenSplit { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<DataNote> Notes { get; }

    /// <summary>Whether a folder holds both folders, or the folder of a part there does.</summary>
    public static bool IsAt(string root) => PhotoMaskFolders.Common.Find(root).Count > 0;

    /// <summary>Opens a folder. Nothing is decoded yet: see <see cref="SegmentationDataset.Validate"/>.</summary>
    /// <param name="root">The folder that holds both folders.</param>
    /// <param name="limits">Limits on what is read and decoded; null for the defaults.</param>
    /// <exception cref="DatasetException">One of the folders is missing.</exception>
    public static FolderDataset Open(string root, PhotoLimits? limits = null)
    {
        var folders = PhotoMaskFolders.Common.Find(root);
        if (folders.Count > 0) return new(root, folders, limits);
        throw new DatasetException(
            $"{root} lacks images/ or masks/; put photos into the first and masks of the same names into the second");
    }
}

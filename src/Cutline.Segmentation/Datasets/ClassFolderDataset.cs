using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// Photos in <c>images/</c> and masks of the same names, with any extensions, in <c>masks/</c>, or in <c>img_dir/</c> and <c>ann_dir/</c>
/// as mmsegmentation has them, with the classes of a <see cref="ClassFile"/>. The parts of a split can be folders: <c>train/images</c> or
/// <c>images/train</c>, likewise <c>val</c> or <c>valid</c> and <c>test</c>. The names of other folders become part of the samples' names.
/// Every photo is a group of its own.
/// </summary>
public sealed class ClassFolderDataset : FilePairDataset
{
    private ClassFolderDataset(
        string root, IReadOnlyList<FilePair> pairs, List<DataProblem> problems, List<string> others, LabelMap labels, PhotoLimits? limits)
        : base(root, pairs, labels, problems, limits) =>
        Notes =
        [
            .. PhotoMaskFolders.All.Unused(root), .. GivenParts.Notes(pairs.Select(p => (p.Id, p.Part))), .. PairedByName.Skipped(others),
        ];

    /// <inheritdoc/>
    public override IReadOnlyList<DataNote> Notes { get; }

    /// <summary>Whether a folder holds <c>images/</c> and <c>masks/</c>, or the folder of a part there does.</summary>
    public static bool IsAt(string root) => PhotoMaskFolders.All.Find(root).Count > 0;

    /// <summary>Opens a folder. Nothing is decoded yet: see <see cref="ClassDataset.Validate"/>.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="labels">How masks are read.</param>
    /// <param name="limits">Limits on what is read and decoded; null for the defaults.</param>
    /// <exception cref="DatasetException">It holds no such folders, or they cannot be listed.</exception>
    public static ClassFolderDataset Open(string root, LabelMap labels, PhotoLimits? limits = null)
    {
        var folders = PhotoMaskFolders.All.Find(root);
        if (folders.Count == 0)
        {
            throw new DatasetException(
                $"{root} lacks images/ or masks/; put photos into the first and masks of the same names into the second");
        }

        var (problems, others) = (new List<DataProblem>(), new List<string>());
        var pairs = folders.SelectMany(folder => PairedByName.Pairs(root, folder, problems, others)).ToArray();
        return new(root, pairs, problems, others, labels, limits);
    }
}

using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.NnUnet;

/// <summary>
/// Photos in the layout of nnU-Net: <c>dataset.json</c> names the labels, <c>imagesTr/NAME_0000.png</c> has the mask
/// <c>labelsTr/NAME.png</c>. Where there is a <c>labelsTs/</c>, <c>imagesTs/</c> is the test part. The label <c>ignore</c> is void. Every
/// photo is a group of its own.
/// </summary>
public sealed class NnUnetDataset : FilePairDataset
{
    private const string Channel = "_0000", SecondChannel = "_0001";

    private static readonly (PhotoMaskFolder Folder, string Part)[] Folders =
        [(new("imagesTr", "labelsTr", ""), "train"), (new("imagesTs", "labelsTs", ""), "test")];

    private NnUnetDataset(
        string root, IReadOnlyList<FilePair> pairs, LabelMap labels, List<DataProblem> problems, DataNote[] notes, PhotoLimits? limits)
        : base(root, pairs, labels, problems, limits) => Notes = notes;

    /// <inheritdoc/>
    public override IReadOnlyList<DataNote> Notes { get; }

    /// <summary>Whether a folder holds <c>dataset.json</c>, <c>imagesTr/</c> and <c>labelsTr/</c>.</summary>
    public static bool IsAt(string root) => File.Exists(Path.Combine(root, NnUnetFile.Name)) && Has(root, Folders[0].Folder);

    /// <summary>Opens a folder. Nothing is decoded yet: see <see cref="ClassDataset.Validate"/>.</summary>
    /// <param name="root">The folder that holds <c>dataset.json</c>.</param>
    /// <param name="labels">How masks are read; null for the labels of <c>dataset.json</c>.</param>
    /// <param name="limits">Limits on what is read and decoded; null for the defaults.</param>
    /// <exception cref="DatasetException">
    /// A file is missing or invalid, or the data is of volumes or of channels in separate files; the message has the repair.
    /// </exception>
    public static NnUnetDataset Open(string root, LabelMap? labels = null, PhotoLimits? limits = null)
    {
        if (!IsAt(root))
            throw new DatasetException($"{root} lacks {NnUnetFile.Name}, imagesTr/ or labelsTr/; name the folder of one data set");
        labels ??= NnUnetFile.Read(root);
        var (problems, others) = (new List<DataProblem>(), new List<string>());
        var present = Folders.Where(f => Has(root, f.Folder)).ToArray();
        foreach (var (folder, _) in present) CheckChannels(root, folder.Photos);
        var pairs = present
            .SelectMany(f => PairedByName.Pairs(root, f.Folder, problems, others, Channel, present.Length > 1 ? f.Part : null)).ToArray();
        return new(root, pairs, labels, problems, [.. PairedByName.Skipped(others), .. WithoutLabels(root)], limits);
    }

    private static bool Has(string root, PhotoMaskFolder folder) =>
        Directory.Exists(Path.Combine(root, folder.Photos)) && Directory.Exists(Path.Combine(root, folder.Masks));

    /// <summary>A word on test photos that nothing can be measured on.</summary>
    private static IEnumerable<DataNote> WithoutLabels(string root)
    {
        var (photos, masks) = (Folders[1].Folder.Photos, Folders[1].Folder.Masks);
        if (Directory.Exists(Path.Combine(root, masks)) || !Directory.Exists(Path.Combine(root, photos))) yield break;
        if (PictureFiles.Find(root, photos, recursive: true).Count is > 0 and var count)
            yield return new(
                $"{count} photos of {photos}/ are not used: there is no {masks}/ with their masks", $"add {masks}/ to test on them");
    }

    private static void CheckChannels(string root, string folder)
    {
        if (PictureFiles.Find(root, folder, recursive: true).FirstOrDefault(IsSecond) is { } second)
        {
            throw new DatasetException(new DataProblem(
                second, "is a second channel in a file of its own", $"join the channels of each photo to one RGB file, *{Channel}.png"));
        }
    }

    private static bool IsSecond(string file) => Path.GetFileNameWithoutExtension(file).EndsWith(SecondChannel, StringComparison.Ordinal);
}

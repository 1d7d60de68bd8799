using Cutline.Imaging;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// Photos in <c>images/</c> and masks of the same names, with any extensions, in <c>masks/</c>. No file says what the masks' values mean,
/// so that all masks are looked at before the first is read: of two values or colours the one that is not black is foreground; soft edges
/// and the traces of compression are cut at half; 255 beside one other value is void; the alpha of a cut-out photo is its mask. More
/// values than that are refused, unless they are said to be one foreground. The parts of a split can be folders: <c>train/images</c> or
/// <c>images/train</c>, likewise <c>val</c> or <c>valid</c> and <c>test</c>. Every photo is a group of its own.
/// </summary>
public sealed class FolderDataset : PairedDataset
{
    /// <summary>Background and foreground, with void beside them.</summary>
    private static readonly ClassSet WithVoid = ClassSet.Foreground with { IsForeground = false };

    private readonly Lazy<(MaskReading Reading, string Content)> found;
    private readonly DataNote[] folderNotes;

    private FolderDataset(string root, IReadOnlyList<PhotoMaskFolder> folders, bool isBinary, PhotoLimits? limits)
        : base(
            root,
            new FolderSource(root, folders.Select(f => (f.Photos, f.Prefix)), recursive: true),
            new FolderSource(root, folders.Select(f => (f.Masks, f.Prefix)), recursive: true),
            new StemPairing(folders),
            MaskValues.Surveyed,
            limits)
    {
        found = new(() => Survey(isBinary));
        var parts = Array.ConvertAll([.. Samples], s => GivenParts.OfName(s.Name));
        GivenSplit = GivenParts.Split(parts);
        folderNotes = [.. PhotoMaskFolders.Common.Unused(root), .. GivenParts.Notes(Samples.Zip(parts))];
    }

    /// <inheritdoc/>
    /// <remarks>Not binary where masks hold void, too.</remarks>
    public override ClassSet Classes => Reading.HasVoid ? WithVoid : ClassSet.Foreground;

    /// <inheritdoc/>
    public override string LabelKey => Reading.Key + base.LabelKey;

    /// <inheritdoc/>
    public override Split? GivenSplit { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<DataNote> Notes => Reading.Note is { } note ? [.. folderNotes, note] : folderNotes;

    /// <summary>The values and colours in the masks with their shares, such as <c>0 (86.67 %), 255 (13.33 %)</c>.</summary>
    public string MaskContent => found.Value.Content;

    private protected override MaskReading Reading => found.Value.Reading;

    /// <summary>Whether a folder holds both folders, or the folder of a part there does.</summary>
    public static bool IsAt(string root) => PhotoMaskFolders.Common.Find(root).Count > 0;

    /// <summary>Opens a folder. Nothing is decoded yet: see <see cref="SegmentationDataset.Validate"/>.</summary>
    /// <param name="root">The folder that holds both folders.</param>
    /// <param name="limits">Limits on what is read and decoded; null for the defaults.</param>
    /// <param name="isBinary">Whether all values above 0 are one foreground, however many there are.</param>
    /// <exception cref="DatasetException">One of the folders is missing.</exception>
    public static FolderDataset Open(string root, PhotoLimits? limits = null, bool isBinary = false)
    {
        var folders = PhotoMaskFolders.Common.Find(root);
        if (folders.Count > 0) return new(root, folders, isBinary, limits);
        throw new DatasetException(
            $"{root} lacks images/ or masks/; put photos into the first and masks of the same names into the second");
    }

    private (MaskReading, string) Survey(bool isBinary)
    {
        var survey = new MaskSurvey();
        SampleLoop.Run(
            Samples.Count,
            i =>
            {
                if (TryDecodeMask(i) is { } mask) survey.Add(mask);
                return true;
            },
            null,
            CancellationToken.None);
        var decision = new MaskDecision(survey, isBinary);
        return (decision.Decide(), decision.Listing());
    }
}

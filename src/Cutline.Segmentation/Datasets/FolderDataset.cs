using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// Photos in <c>images/</c> and masks of the same names, with any extensions, in <c>masks/</c>. No file says what the masks' values mean,
/// so that all masks are looked at before the first is read: of two values or colours the one that is not black is foreground; soft edges
/// and the traces of compression are cut at half; 255 beside one other value is void; the alpha of a cut-out photo is its mask. More
/// values than that are refused, unless they are said to be one foreground. Every photo is a group of its own.
/// </summary>
public sealed class FolderDataset : PairedDataset
{
    private const string Photos = "images";
    private const string Masks = "masks";

    /// <summary>Background and foreground, with void beside them.</summary>
    private static readonly ClassSet WithVoid = ClassSet.Foreground with { IsForeground = false };

    private readonly Lazy<(MaskReading Reading, string Content)> found;

    private FolderDataset(string root, bool isBinary, PhotoLimits? limits)
        : base(
            root,
            new FolderSource(Path.Combine(root, Photos)),
            new FolderSource(Path.Combine(root, Masks)),
            new StemPairing(),
            MaskValues.Surveyed,
            limits) => found = new(() => Survey(isBinary));

    /// <inheritdoc/>
    /// <remarks>Not binary where masks hold void, too.</remarks>
    public override ClassSet Classes => Reading.HasVoid ? WithVoid : ClassSet.Foreground;

    /// <inheritdoc/>
    public override string LabelKey => Reading.Key + base.LabelKey;

    /// <inheritdoc/>
    public override IReadOnlyList<DataNote> Notes => Reading.Note is { } note ? [note] : [];

    /// <summary>The values and colours in the masks with their shares, such as <c>0 (86.67 %), 255 (13.33 %)</c>.</summary>
    public string MaskContent => found.Value.Content;

    private protected override MaskReading Reading => found.Value.Reading;

    /// <summary>Whether a folder holds both folders.</summary>
    public static bool IsAt(string root) => Directory.Exists(Path.Combine(root, Photos)) && Directory.Exists(Path.Combine(root, Masks));

    /// <summary>Opens a folder. Nothing is decoded yet: see <see cref="SegmentationDataset.Validate"/>.</summary>
    /// <param name="root">The folder that holds both folders.</param>
    /// <param name="limits">Limits on what is read and decoded; null for the defaults.</param>
    /// <param name="isBinary">Whether all values above 0 are one foreground, however many there are.</param>
    /// <exception cref="DatasetException">One of the folders is missing.</exception>
    public static FolderDataset Open(string root, PhotoLimits? limits = null, bool isBinary = false)
    {
        if (!IsAt(root))
        {
            throw new DatasetException(
                $"{root} lacks {Photos}/ or {Masks}/; put photos into the first and masks of the same names into the second");
        }
        return new(root, isBinary, limits);
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

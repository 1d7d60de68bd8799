using Cutline.Segmentation;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Splits;

namespace Cutline.Training.Refinement;

/// <summary>
/// What a model of edges is trained on: squares at the outlines of another dataset's masks, each an <see cref="EdgePicture"/> of the
/// photo, enlarged and degraded at random, and of a coarse mask drawn for it. Each number of a square gives the same square every time.
/// </summary>
public sealed class EdgeDataset : SegmentationDataset
{
    /// <summary>Side of a square in pixels.</summary>
    public const int Side = 64;

    /// <summary>Squares of each photo.</summary>
    public const int SquaresPerPhoto = 8;

    private readonly SegmentationDataset photos;
    private readonly long seed;
    private readonly int[] squares; // number of the photo · SquaresPerPhoto + square

    /// <summary>Squares of some photos.</summary>
    /// <param name="photos">Photos with masks of their foreground. Owned by this from now on.</param>
    /// <param name="seed">Decides where the squares lie and how they are changed.</param>
    /// <exception cref="ArgumentException">The masks hold several classes.</exception>
    public EdgeDataset(SegmentationDataset photos, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(photos);
        if (!photos.IsBinary)
            throw new ArgumentException($"the masks of {photos.Root} hold {photos.Classes.Count} classes: edges are of a foreground");
        (this.photos, this.seed) = (photos, seed);
        string Name(int square) => $"{photos.Samples[square / SquaresPerPhoto].Name}#{square % SquaresPerPhoto}";
        squares = [.. Enumerable.Range(0, photos.Samples.Count * SquaresPerPhoto).OrderBy(Name, StringComparer.Ordinal)];
        Samples = [.. squares.Select(square => new SampleId(Name(square), photos.Samples[square / SquaresPerPhoto].Group))];
        GivenSplit = photos.GivenSplit is { } split ? new(Of(split.Train), Of(split.Val), Of(split.Test)) : null;
    }

    /// <summary>The photos that the squares are of.</summary>
    public SegmentationDataset Photos => photos;

    /// <inheritdoc/>
    public override string Root => photos.Root;

    /// <inheritdoc/>
    public override ClassSet Classes => photos.Classes;

    /// <inheritdoc/>
    public override IReadOnlyList<SampleId> Samples { get; }

    /// <inheritdoc/>
    public override Split? GivenSplit { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<DataNote> Notes => photos.Notes;

    /// <inheritdoc/>
    public override Sample Read(int index) => new EdgeSample(photos.Read(squares[index] / SquaresPerPhoto), seed, squares[index]);

    /// <inheritdoc/>
    public override IReadOnlyList<DataProblem> Validate(
        ValidationDepth depth = ValidationDepth.Decode, IProgress<DataProgress>? progress = null, CancellationToken cancel = default) =>
        photos.Validate(depth, progress, cancel);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        photos.Dispose();
    }

    /// <summary>Where the squares of some photos are.</summary>
    private int[] Of(int[] chosen)
    {
        var wanted = chosen.ToHashSet();
        return [.. Enumerable.Range(0, squares.Length).Where(i => wanted.Contains(squares[i] / SquaresPerPhoto))];
    }
}

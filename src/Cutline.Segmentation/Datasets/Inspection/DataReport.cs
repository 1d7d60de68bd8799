using System.Text.Json.Serialization;

namespace Cutline.Segmentation.Datasets.Inspection;

/// <summary>A size of photos.</summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Photos">The number of photos of this size.</param>
public sealed record SizeCount(int Width, int Height, int Photos);

/// <summary>How often a class occurs.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Pixels">The number of its pixels.</param>
/// <param name="Share">Its share of all pixels that are not void, 0 to 1; for void itself, of all pixels.</param>
/// <param name="Photos">The number of photos in which it occurs.</param>
public sealed record ClassShare(string Name, long Pixels, double Share, int Photos);

/// <summary>How often a value or colour occurs that belongs to no class.</summary>
/// <param name="Value">The value, or the colour.</param>
/// <param name="Pixels">The number of pixels that have it.</param>
/// <param name="Photos">The number of photos in whose masks it occurs.</param>
/// <param name="First">The name of the first of them.</param>
public sealed record UnknownLabelCount(string Value, long Pixels, int Photos, string First);

/// <summary>Two photos that are the same, or look the same.</summary>
/// <param name="First">The first sample's name.</param>
/// <param name="Second">The second sample's name.</param>
/// <param name="Distance">The number of bits in which their hashes differ; null where photos and masks are byte for byte the same.</param>
/// <param name="Parts">The parts of the split that they are in.</param>
public sealed record DuplicatePair(string First, string Second, int? Distance, string Parts);

/// <summary>The result of <see cref="DataDoctor.Examine"/>.</summary>
/// <param name="Root">Where the data comes from.</param>
/// <param name="Photos">The number of photos with masks.</param>
/// <param name="Groups">The number of groups.</param>
/// <param name="Parts">The number of photos in train, val and test.</param>
/// <param name="Sizes">The sizes of the photos, the most frequent first.</param>
/// <param name="Classes">The classes in their order, void last.</param>
/// <param name="UnknownLabels">Values and colours that belong to no class, the most frequent first.</param>
/// <param name="DistantShare">The share of pixels whose colour is far from the colour of every class.</param>
/// <param name="Duplicates">Pairs in different parts first; at most <see cref="DataDoctor.MaxDuplicates"/>.</param>
/// <param name="Problems">Problems of single files.</param>
/// <param name="Findings">Problems of the data as a whole, the most severe first.</param>
public sealed record DataReport(
    string Root,
    int Photos,
    int Groups,
    IReadOnlyDictionary<string, int> Parts,
    IReadOnlyList<SizeCount> Sizes,
    IReadOnlyList<ClassShare> Classes,
    IReadOnlyList<UnknownLabelCount> UnknownLabels,
    double DistantShare,
    IReadOnlyList<DuplicatePair> Duplicates,
    IReadOnlyList<DataProblem> Problems,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>The perceptual hashes of the photos by the samples' names; without photos of a single colour, which have none.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, PhotoHash> Looks { get; init; } = new Dictionary<string, PhotoHash>();

    /// <summary>Whether a model can be trained on the data; warnings do not prevent it.</summary>
    public bool IsSound => Problems.Count == 0 && Findings.All(f => f.Severity < Severity.Error);

    /// <summary>Throws where the data is not sound.</summary>
    /// <exception cref="DatasetException">The message lists all problems of files and all findings that are errors.</exception>
    public void ThrowIfUnsound()
    {
        if (IsSound) return;
        var errors = Findings.Where(f => f.Severity == Severity.Error).Select(f => $"{f.What}; {f.Repair}");
        throw new DatasetException(Root, Problems, [.. errors]) { NamesOptions = true };
    }
}

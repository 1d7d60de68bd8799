namespace Cutline.Segmentation.Datasets.Inspection;

/// <summary>A size of photos, and how many have it.</summary>
public sealed record SizeCount(int Width, int Height, int Photos);

/// <summary>A class's part in the data.</summary>
/// <param name="Share">Of all pixels that are not void, 0 to 1; of void itself, of all pixels.</param>
/// <param name="Photos">In how many photos it occurs.</param>
public sealed record ClassShare(string Name, long Pixels, double Share, int Photos);

/// <summary>A value or colour that belongs to no class.</summary>
/// <param name="Photos">In how many photos' masks it occurs.</param>
/// <param name="First">The first of them.</param>
public sealed record UnknownLabelCount(string Value, long Pixels, int Photos, string First);

/// <summary>Two photos that are, or look, the same.</summary>
/// <param name="Distance">Bits in which their hashes differ; null where photo and mask are the same bytes.</param>
/// <param name="Parts">The parts of the split that they are in.</param>
public sealed record Twins(string First, string Second, int? Distance, string Parts);

/// <summary>What a look at all the data found.</summary>
/// <param name="Photos">Photos with masks.</param>
/// <param name="Parts">Photos in train, val and test.</param>
/// <param name="Sizes">Commonest first.</param>
/// <param name="Classes">In their order, void last.</param>
/// <param name="FarShare">The share of pixels whose colour is far from every class's.</param>
/// <param name="Twins">Those across parts first; at most <see cref="DataDoctor.MaxTwins"/>.</param>
/// <param name="Problems">What is wrong with single files.</param>
public sealed record DataReport(
    string Root, int Photos, int Groups, IReadOnlyDictionary<string, int> Parts, IReadOnlyList<SizeCount> Sizes, IReadOnlyList<ClassShare> Classes,
    IReadOnlyList<UnknownLabelCount> UnknownLabels, double FarShare, IReadOnlyList<Twins> Twins, IReadOnlyList<DataProblem> Problems, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether nothing keeps the data from being trained on; warnings do not.</summary>
    public bool IsSound => Problems.Count == 0 && Findings.All(f => f.Gravity < Gravity.Error);
}

using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.Cityscapes;

/// <summary>
/// A choice of classes for Cityscapes, and the class, or <see cref="ClassSet.Void"/>, of each of its 35 labels. A colour that several
/// labels have stands for the first of them: the five black labels are unlabeled, pole groups are poles, licence plates are cars.
/// </summary>
public sealed class CityscapesTask
{
    // For each category the label whose colour it gets.
    private static readonly string[] ColourOfCategory =
        ["unlabeled", "road", "building", "traffic sign", "vegetation", "sky", "person", "car"];

    private readonly byte[] indexOfLabel;
    private readonly byte[] indexOfColour;
    private readonly NearestColour nearest;

    /// <param name="name">The task's name.</param>
    /// <param name="classes">Its classes.</param>
    /// <param name="index">The class index of a label and its position among the 35.</param>
    private CityscapesTask(string name, ClassSet classes, Func<CityscapesLabel, int, int> index)
    {
        (Name, Classes) = (name, classes);
        indexOfLabel = [.. CityscapesLabels.All.Select((label, position) => (byte)index(label, position))];
        var first = CityscapesLabels.All.Select((label, position) => (label.Colour, position)).DistinctBy(c => c.Colour).ToArray();
        indexOfColour = [.. first.Select(c => indexOfLabel[c.position])];
        nearest = new([.. first.Select(c => c.Colour)]);
        byte[][] values = [.. Enumerable.Range(0, classes.Count).Select(c => LabelIdsOf(c))];
        LabelIds = new LabelMap(classes, values, [.. values.Select(_ => Array.Empty<(byte, byte, byte)>())], LabelIdsOf(ClassSet.Void), []);
    }

    /// <summary>All 35 labels. A label's index is its id; the licence plate, which has no id and is in no mask, has index 34.</summary>
    public static CityscapesTask Ids35 { get; } = new(
        "ids",
        new ClassSet([.. CityscapesLabels.All.Select(l => new SegmentClass(l.Name, l.Colour))]),
        (_, position) => position);

    /// <summary>The 8 categories, one of which is named void.</summary>
    public static CityscapesTask Categories { get; } = new(
        "categories",
        new ClassSet([.. CityscapesLabels.All.DistinctBy(l => l.CategoryId)
            .Select(l => new SegmentClass(l.Category, ColourOf(l.CategoryId)))]),
        (label, _) => label.CategoryId);

    /// <summary>The 19 classes of the benchmark; labels that it does not evaluate are void.</summary>
    public static CityscapesTask Official { get; } = new(
        "classes",
        new ClassSet([.. CityscapesLabels.All.Where(IsEvaluated).OrderBy(l => l.TrainId).Select(l => new SegmentClass(l.Name, l.Colour))]),
        (label, _) => IsEvaluated(label) ? label.TrainId : ClassSet.Void);

    /// <summary>The names of all tasks.</summary>
    public static IReadOnlyList<string> Names => [Ids35.Name, Categories.Name, Official.Name];

    /// <summary>ids, categories or classes.</summary>
    public string Name { get; }

    /// <summary>The classes to tell apart.</summary>
    public ClassSet Classes { get; }

    /// <summary>The class of each value in <c>*_labelIds.png</c>.</summary>
    public LabelMap LabelIds { get; }

    /// <summary>The task of this name.</summary>
    /// <exception cref="ArgumentException">There is no such task.</exception>
    public static CityscapesTask Parse(string name) => new[] { Ids35, Categories, Official }.FirstOrDefault(t => t.Name == name)
        ?? throw new ArgumentException($"Cityscapes has no task '{name}': choose {string.Join(", ", Names)}");

    /// <summary>The class index of a label.</summary>
    /// <param name="label">Its position among the 35.</param>
    public byte IndexOf(int label) => indexOfLabel[label];

    /// <summary>Replaces labels in colours by class indices, each by the nearest colour.</summary>
    /// <param name="colours">RGB, 3 bytes for each pixel.</param>
    /// <param name="indices">Receives one byte for each pixel.</param>
    /// <returns>The number of pixels that lie more than <see cref="NearestColour.MaxDistance"/> from any colour.</returns>
    public long Map(ReadOnlySpan<byte> colours, Span<byte> indices)
    {
        var distant = nearest.Map(colours, indices);
        for (var i = 0; i < indices.Length; i++) indices[i] = indexOfColour[indices[i]];
        return distant;
    }

    private static bool IsEvaluated(CityscapesLabel label) => label.TrainId is >= 0 and < 19;

    private static (byte R, byte G, byte B) ColourOf(int category) =>
        CityscapesLabels.All.First(l => l.Name == ColourOfCategory[category]).Colour;

    private byte[] LabelIdsOf(int index) =>
        [.. CityscapesLabels.All.Where((l, position) => l.Id >= 0 && indexOfLabel[position] == index).Select(l => (byte)l.Id)];
}

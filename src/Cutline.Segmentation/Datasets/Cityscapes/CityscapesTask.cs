using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.Cityscapes;

/// <summary>
/// What of Cityscapes is told apart: classes, and which of them, or <see cref="ClassSet.Void"/>, each of the 35 labels is. Colours that
/// several labels share are the first's: the five black ones are unlabeled, pole groups poles, licence plates cars.
/// </summary>
public sealed class CityscapesTask
{
    // Colours of the categories: that of a label each is known by.
    private static readonly string[] Faces = ["unlabeled", "road", "building", "traffic sign", "vegetation", "sky", "person", "car"];

    private readonly byte[] ofLabel;
    private readonly byte[] ofColour;
    private readonly NearestColour nearest;

    private CityscapesTask(string name, ClassSet classes, Func<CityscapesLabel, int, int> index)
    {
        (Name, Classes) = (name, classes);
        ofLabel = [.. CityscapesLabels.All.Select((label, place) => (byte)index(label, place))];
        var first = CityscapesLabels.All.Select((label, place) => (label.Colour, place)).DistinctBy(c => c.Colour).ToArray();
        ofColour = [.. first.Select(c => ofLabel[c.place])];
        nearest = new([.. first.Select(c => c.Colour)]);
        byte[][] values = [.. Enumerable.Range(0, classes.Count).Select(c => Ids(c))];
        LabelIds = new LabelMap(classes, values, [.. values.Select(_ => Array.Empty<(byte, byte, byte)>())], Ids(ClassSet.Void), []);
    }

    /// <summary>All 35 labels, the id being the index; the licence plate, which has none and is in no mask, is 34.</summary>
    public static CityscapesTask Ids35 { get; } = new("ids", new ClassSet([.. CityscapesLabels.All.Select(l => new SegmentClass(l.Name, l.Colour))]), (_, place) => place);

    /// <summary>The 8 categories, void among them.</summary>
    public static CityscapesTask Categories { get; } = new("categories",
        new ClassSet([.. CityscapesLabels.All.DistinctBy(l => l.CategoryId).Select(l => new SegmentClass(l.Category, CityscapesLabels.All.First(f => f.Name == Faces[l.CategoryId]).Colour))]),
        (label, _) => label.CategoryId);

    /// <summary>The 19 classes of the benchmark; what it does not evaluate is void.</summary>
    public static CityscapesTask Official { get; } = new("classes",
        new ClassSet([.. CityscapesLabels.All.Where(l => l.TrainId is >= 0 and < 19).OrderBy(l => l.TrainId).Select(l => new SegmentClass(l.Name, l.Colour))]),
        (label, _) => label.TrainId is >= 0 and < 19 ? label.TrainId : ClassSet.Void);

    /// <summary>The tasks' names on the command line.</summary>
    public static IReadOnlyList<string> Names => [Ids35.Name, Categories.Name, Official.Name];

    /// <summary>ids, categories or classes.</summary>
    public string Name { get; }

    public ClassSet Classes { get; }

    /// <summary>How <c>*_labelIds.png</c> are read.</summary>
    public LabelMap LabelIds { get; }

    /// <exception cref="ArgumentException">There is no task of this name.</exception>
    public static CityscapesTask Parse(string name) =>
        new[] { Ids35, Categories, Official }.FirstOrDefault(t => t.Name == name) ?? throw new ArgumentException($"Cityscapes has no task '{name}': choose {string.Join(", ", Names)}");

    /// <summary>The class of a label by its place among the 35.</summary>
    public byte IndexOf(int label) => ofLabel[label];

    /// <summary>Maps coloured labels, 3 bytes a pixel, to class indices by the nearest colour.</summary>
    /// <returns>How many pixels lie more than <see cref="NearestColour.FarAway"/> from any colour.</returns>
    public long Map(ReadOnlySpan<byte> colours, Span<byte> indices)
    {
        var far = nearest.Map(colours, indices);
        for (var i = 0; i < indices.Length; i++) indices[i] = ofColour[indices[i]];
        return far;
    }

    private byte[] Ids(int index) => [.. CityscapesLabels.All.Where((l, place) => l.Id >= 0 && ofLabel[place] == index).Select(l => (byte)l.Id)];
}

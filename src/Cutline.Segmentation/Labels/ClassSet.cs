using System.Text.Json.Nodes;

namespace Cutline.Segmentation.Labels;

/// <summary>A class that pixels can belong to.</summary>
/// <param name="Name">As shown in tables and legends.</param>
/// <param name="Colour">Its colour in colour masks and in pictures of results.</param>
public sealed record SegmentClass(string Name, (byte R, byte G, byte B) Colour);

/// <summary>
/// The classes of a dataset or a model. A class index is a position in this list. <see cref="Void"/> is no class: pixels with this index
/// count neither in a loss nor in a metric.
/// </summary>
/// <param name="Classes">2 to 255 classes in the order of their indices, with different names.</param>
public sealed record ClassSet(IReadOnlyList<SegmentClass> Classes)
{
    /// <summary>The index of pixels that belong to no class.</summary>
    public const byte Void = 255;

    /// <summary>Background and a foreground that nobody has named.</summary>
    public static ClassSet Foreground { get; } = ForegroundOf("foreground");

    /// <summary>Background and car: the classes of data that is known to be of cars.</summary>
    public static ClassSet Car { get; } = ForegroundOf("car");

    /// <summary>
    /// Whether the masks tell a foreground from its background and hold nothing else, so that a model with one output is for them.
    /// </summary>
    public bool IsForeground { get; init; }

    /// <summary>Background and a foreground of this name, as binary masks hold them.</summary>
    public static ClassSet ForegroundOf(string name) =>
        new([new("background", (0, 0, 0)), new(name, (0x00, 0x72, 0xB2))]) { IsForeground = true };

    /// <summary>Classes without known names, in the colours of PASCAL VOC.</summary>
    public static ClassSet Numbered(int count) =>
        new([.. Enumerable.Range(0, count).Select(i => new SegmentClass($"class {i}", ClassPalette.Voc(i)))]);

    /// <summary>The number of classes.</summary>
    public int Count => Classes.Count;

    /// <summary>A JSON object with a number for each class, by the classes' names.</summary>
    public JsonObject Named(IReadOnlyList<double?> figures) =>
        new(Classes.Zip(figures, (c, figure) => KeyValuePair.Create(c.Name, (JsonNode?)figure)));

    /// <summary>This set, after a check.</summary>
    /// <exception cref="ArgumentException">There are too few or too many classes, or two have the same name.</exception>
    public ClassSet Validated()
    {
        if (Classes.Count is < 2 or > Void)
            throw new ArgumentException($"{Classes.Count} classes are too few or too many: name 2 to {Void}");
        foreach (var same in Classes.GroupBy(c => c.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            throw new ArgumentException($"{same.Count()} classes have the name '{same.Key}': give each a different one");
        return this;
    }
}

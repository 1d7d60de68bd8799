using System.Text.Json.Nodes;

namespace Cutline.Segmentation.Labels;

/// <summary>One kind of thing that a pixel can belong to.</summary>
/// <param name="Name">As people read it in tables and legends.</param>
/// <param name="Colour">Its colour in masks and pictures.</param>
public sealed record SegmentClass(string Name, (byte R, byte G, byte B) Colour);

/// <summary>
/// What the pixels of a mask can be. A class index is a place in this list; <see cref="Void"/> is none of them and is never counted,
/// neither in a loss nor in a score.
/// </summary>
/// <param name="Classes">2 to 255 of them, in the order of their indices, with different names.</param>
public sealed record ClassSet(IReadOnlyList<SegmentClass> Classes)
{
    /// <summary>The index of pixels that belong to no class.</summary>
    public const byte Void = 255;

    /// <summary>Background and car: what a model with a single logit tells apart.</summary>
    public static ClassSet Car { get; } = new([new("background", (0, 0, 0)), new("car", (0x00, 0x72, 0xB2))]);

    /// <summary>Classes of which only the number is known, in the colours of PASCAL VOC.</summary>
    public static ClassSet Numbered(int count) => new([.. Enumerable.Range(0, count).Select(i => new SegmentClass($"class {i}", ClassPalette.Voc(i)))]);

    public int Count => Classes.Count;

    /// <summary>A figure for each class, under its name.</summary>
    public JsonObject Named(IReadOnlyList<double?> figures) => new(Classes.Zip(figures, (c, figure) => KeyValuePair.Create(c.Name, (JsonNode?)figure)));

    /// <exception cref="ArgumentException">There are too few or too many classes, or two of one name.</exception>
    public ClassSet Validated()
    {
        if (Classes.Count is < 2 or > Void) throw new ArgumentException($"{Classes.Count} classes cannot be told apart: name 2 to {Void}");
        foreach (var same in Classes.GroupBy(c => c.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            throw new ArgumentException($"{same.Count()} classes are called '{same.Key}': give each a name of its own");
        return this;
    }
}

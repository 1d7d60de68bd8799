using System.Globalization;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.Voc;

/// <summary>
/// The classes of a VOC folder: those of <c>labelmap.txt</c>, which CVAT writes with a line <c>name:red,green,blue:parts:actions</c> for
/// each, or the 21 of the challenge.
/// </summary>
internal static class VocLabelMap
{
    private const string Name = "labelmap.txt", Background = "background";
    private const int MaxBytes = 1 << 20;

    /// <summary>The colour of the outlines that count as neither object nor background.</summary>
    private static readonly (byte, byte, byte) Outline = (224, 224, 192);

    private static readonly string[] Challenge =
    [
        Background, "aeroplane", "bicycle", "bird", "boat", "bottle", "bus", "car", "cat", "chair", "cow", "diningtable", "dog", "horse",
        "motorbike", "person", "pottedplant", "sheep", "sofa", "train", "tvmonitor",
    ];

    /// <exception cref="DatasetException">The file cannot be read; the message names the line and the repair.</exception>
    public static LabelMap Of(string root)
    {
        if (!File.Exists(Path.Combine(root, Name)))
        {
            var challenge = Challenge.Select((name, i) => (new SegmentClass(name, ClassPalette.Voc(i)), (byte)i));
            return Map([.. challenge], [Outline], byColour: false);
        }

        var lines = BoundedFile.ReadText(root, Name, MaxBytes).Split('\n')
            .Select((line, i) => (Text: line.Trim(), Number: i + 1)).Where(l => l.Text.Length > 0 && !l.Text.StartsWith('#'));
        var all = lines.Select(l => Read(l.Text, l.Number)).ToLookup(c => c.Name.ToLowerInvariant() is "ignored" or "ignore" or "void");
        var voids = all[true].Select(c => c.Colour).Append(Outline).Distinct().Except(all[false].Select(c => c.Colour));
        var classes = all[false].Select((c, i) => (Class: c, Value: (byte)i))
            .OrderBy(c => !c.Class.Name.Equals(Background, StringComparison.OrdinalIgnoreCase));
        try
        {
            return Map([.. classes], [.. voids], byColour: true);
        }
        catch (ArgumentException e)
        {
            throw new DatasetException(new DataProblem(Name, e.Message, "correct it, or name the classes in classes.json"), e);
        }
    }

    private static LabelMap Map((SegmentClass Class, byte Value)[] classes, (byte, byte, byte)[] voids, bool byColour) => new(
        new ClassSet([.. classes.Select(c => c.Class)]).Validated(),
        [.. classes.Select(c => (byte[])[c.Value])],
        [.. classes.Select(c => ((byte, byte, byte)[])[c.Class.Colour])],
        [ClassSet.Void],
        voids)
    {
        PaletteByColour = byColour,
    };

    private static SegmentClass Read(string line, int number)
    {
        var fields = line.Split(':');
        var colour = fields.Length > 1 ? fields[1].Split(',') : [];
        if (fields[0].Trim() is { Length: > 0 } name && colour.Length == 3 && Byte(colour[0]) is { } r && Byte(colour[1]) is { } g
            && Byte(colour[2]) is { } b)
            return new(name, (r, g, b));
        throw new DatasetException(new DataProblem($"{Name} line {number}", $"is '{line}'", "write name:red,green,blue:: with 0 to 255"));
    }

    private static byte? Byte(string text) => byte.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;
}

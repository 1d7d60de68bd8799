using System.Globalization;
using System.Text.Json;

namespace Cutline.Segmentation.Labels;

/// <summary>
/// Reads the classes of a dataset from a <c>classes.json</c>:
/// <code>
/// { "classes": [ "background", { "name": "wheel", "colour": "#e69f00", "values": [2], "maskColours": ["#ff0000"] } ],
///   "void": { "values": [255], "colours": ["#ffffff"] } }
/// </code>
/// Only a class's name is required. Defaults: the colour of PASCAL VOC's colour map; as its value in masks its position in the list; as
/// its colour in masks its colour. If there are any <c>maskColours</c>, palette PNGs are read by their colours. The value 255 is void
/// unless a class or <c>void</c> says otherwise.
/// </summary>
public static class ClassFile
{
    /// <summary>The file's name in a dataset's folder.</summary>
    public const string Name = "classes.json";

    private const int MaxBytes = 1 << 20;

    /// <summary>As editors leave a file that is written by hand.</summary>
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Reads a class file.</summary>
    /// <exception cref="DatasetException">The file cannot be read, or is not valid; the message has the repair.</exception>
    public static LabelMap Read(string path)
    {
        if (!File.Exists(path)) throw new DatasetException($"there is no file {path} that names the classes: correct its name");
        BoundedFile.CheckKind(path, path);
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
                throw new FormatException($"it is longer than {MaxBytes >> 20} MiB: list up to 255 classes");
            using var json = JsonDocument.Parse(File.ReadAllText(path), Lenient);
            return Map(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException
            or IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path} is not a valid list of classes: {JsonReason.Of(e)}", e);
        }
    }

    /// <summary>Writes names and colours as a JSON array, for a model's metadata.</summary>
    public static string ToJson(ClassSet classes) =>
        JsonSerializer.Serialize(classes.Classes.Select(c => new { name = c.Name, colour = Hex(c.Colour) }));

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FormatException">It is not such an array; the message has the repair.</exception>
    public static ClassSet FromJson(string json)
    {
        try
        {
            using var list = JsonDocument.Parse(json);
            return Classes([.. list.RootElement.EnumerateArray().Select(ClassEntry.Read)]);
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw new FormatException($"not a valid list of classes: {JsonReason.Of(e)}", e);
        }
    }

    private static ClassSet Classes(ClassEntry[] entries) =>
        new ClassSet([.. entries.Select((e, i) => new SegmentClass(e.Name, e.Colour ?? ClassPalette.Voc(i)))]).Validated();

    private static LabelMap Map(JsonElement root)
    {
        ClassEntry.CheckKeys(root, "the file", "classes", "void");
        if (!root.TryGetProperty("classes", out var list) || list.ValueKind != JsonValueKind.Array)
            throw new FormatException("\"classes\" is missing: write { \"classes\": [\"background\", \"car\"] } with your names");
        var entries = list.EnumerateArray().Select(ClassEntry.Read).ToArray();
        var classes = Classes(entries);
        if (classes.Classes.GroupBy(c => c.Colour).FirstOrDefault(g => g.Count() > 1) is { } same)
            throw new FormatException(
                $"'{same.First().Name}' and '{same.Last().Name}' have the same colour, {Hex(same.Key)}: give each a colour of its own");

        var values = entries.Select((e, i) => e.Values ?? [(byte)i]).ToArray();
        var colours = entries.Select((e, i) => e.MaskColours ?? [classes.Classes[i].Colour]).ToArray();
        byte[]? voidValues = null;
        (byte, byte, byte)[]? voidColours = null;
        if (root.TryGetProperty("void", out var none))
        {
            ClassEntry.CheckKeys(none, "\"void\"", "values", "colours");
            (voidValues, voidColours) = (ClassEntry.ReadValues(none, "\"void\""), ClassEntry.ReadColours(none, "colours", "\"void\""));
        }

        voidValues ??= values.Any(v => v.Contains(ClassSet.Void)) ? [] : [ClassSet.Void];
        return new LabelMap(classes, values, colours, voidValues, voidColours ?? [])
        {
            PaletteByColour = entries.Any(e => e.MaskColours is not null),
        };
    }

    private static string Hex((byte R, byte G, byte B) colour) =>
        string.Create(CultureInfo.InvariantCulture, $"#{colour.R:x2}{colour.G:x2}{colour.B:x2}");
}

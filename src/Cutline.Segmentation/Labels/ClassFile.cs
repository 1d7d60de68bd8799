using System.Globalization;
using System.Text.Json;

namespace Cutline.Segmentation.Labels;

/// <summary>
/// The classes of a data set of one's own, as its <c>classes.json</c> lists them:
/// <code>
/// { "classes": [ "background", { "name": "wheel", "colour": "#e69f00", "values": [2], "maskColours": ["#ff0000"] } ],
///   "void": { "values": [255], "colours": ["#ffffff"] } }
/// </code>
/// A class needs only its name. Its colour is otherwise the PASCAL VOC colour map's; its value in masks is its place in the list;
/// its colour in masks is its colour. Where any <c>maskColours</c> are listed, palette PNGs are read by their colours.
/// Void is 255 unless a class or <c>void</c> says otherwise.
/// </summary>
public static class ClassFile
{
    /// <summary>What the file is called beside the data.</summary>
    public const string Name = "classes.json";

    private const int MaxBytes = 1 << 20;

    /// <exception cref="DatasetException">The file cannot be read or does not say what classes there are; the message has the repair.</exception>
    public static LabelMap Read(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxBytes }) throw new FormatException($"it is longer than {MaxBytes >> 20} MiB: list up to 255 classes");
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return Coding(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new DatasetException($"{path} does not list classes: {e.Message}", e);
        }
    }

    /// <summary>Names and colours of classes as a list of JSON, for <see cref="Listed"/>.</summary>
    internal static string List(ClassSet classes) => JsonSerializer.Serialize(classes.Classes.Select(c => new { name = c.Name, colour = Hex(c.Colour) }));

    /// <exception cref="FormatException">It is no such list; the message has the repair.</exception>
    internal static ClassSet Listed(string list)
    {
        try
        {
            using var json = JsonDocument.Parse(list);
            return Classes([.. json.RootElement.EnumerateArray().Select(Entry.Of)]);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new FormatException($"no list of classes: {e.Message}", e);
        }
    }

    private static ClassSet Classes(Entry[] entries) => new ClassSet([.. entries.Select((e, i) => new SegmentClass(e.Name, e.Colour ?? ClassPalette.Voc(i)))]).Validated();

    private static LabelMap Coding(JsonElement root)
    {
        Only(root, "the file", "classes", "void");
        if (!root.TryGetProperty("classes", out var list) || list.ValueKind != JsonValueKind.Array)
            throw new FormatException("\"classes\" is missing: write { \"classes\": [\"background\", \"car\"] } with your names");
        var entries = list.EnumerateArray().Select(Entry.Of).ToArray();
        var classes = Classes(entries);
        if (classes.Classes.GroupBy(c => c.Colour).FirstOrDefault(g => g.Count() > 1) is { } same)
            throw new FormatException($"'{same.First().Name}' and '{same.Last().Name}' have one colour, {Hex(same.Key)}: give each a colour of its own");

        var values = entries.Select((e, i) => e.Values ?? [(byte)i]).ToArray();
        var byColour = entries.Any(e => e.MaskColours is not null);
        var colours = entries.Select((e, i) => e.MaskColours ?? [classes.Classes[i].Colour]).ToArray();
        byte[]? voidValues = null;
        (byte, byte, byte)[]? voidColours = null;
        if (root.TryGetProperty("void", out var none))
        {
            Only(none, "\"void\"", "values", "colours");
            (voidValues, voidColours) = (Values(none, "\"void\""), Colours(none, "colours", "\"void\""));
        }

        voidValues ??= values.Any(v => v.Contains(ClassSet.Void)) ? [] : [ClassSet.Void];
        return new LabelMap(classes, values, colours, voidValues, voidColours ?? []) { PaletteByColour = byColour };
    }

    /// <summary>A colour as hexadecimal digits.</summary>
    internal static string Hex((byte R, byte G, byte B) colour) => $"#{colour.R:x2}{colour.G:x2}{colour.B:x2}";

    private static void Only(JsonElement element, string what, params string[] keys)
    {
        if (element.ValueKind != JsonValueKind.Object) throw new FormatException($"{what} is no JSON object: write {{ … }} with {string.Join(", ", keys)}");
        foreach (var property in element.EnumerateObject())
            if (!keys.Contains(property.Name)) throw new FormatException($"{what} has the unknown key \"{property.Name}\": use {string.Join(", ", keys)}");
    }

    private static byte[]? Values(JsonElement element, string what)
    {
        if (!element.TryGetProperty("values", out var list)) return null;
        return [.. Items(list, "values", what).Select(v => v.ValueKind == JsonValueKind.Number && v.TryGetByte(out var value)
            ? value
            : throw new FormatException($"{what} has the value {v}: a mask's values are whole numbers from 0 to 255"))];
    }

    private static (byte R, byte G, byte B)[]? Colours(JsonElement element, string key, string what) =>
        element.TryGetProperty(key, out var list) ? [.. Items(list, key, what).Select(c => Colour(c, what))] : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement list, string key, string what) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : throw new FormatException($"\"{key}\" of {what} is no list: write it in [ ]");

    private static (byte R, byte G, byte B) Colour(JsonElement colour, string what)
    {
        if (colour.ValueKind == JsonValueKind.String && colour.GetString() is ['#', .. { Length: 6 } digits]
            && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb))
            return ((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
        if (colour.ValueKind == JsonValueKind.Array && colour.GetArrayLength() == 3 && colour[0].TryGetByte(out var r) && colour[1].TryGetByte(out var g) && colour[2].TryGetByte(out var b))
            return (r, g, b);
        throw new FormatException($"{what} has the colour {colour.GetRawText()}: write \"#rrggbb\" or [red, green, blue] from 0 to 255");
    }

    private sealed record Entry(string Name, (byte R, byte G, byte B)? Colour, byte[]? Values, (byte R, byte G, byte B)[]? MaskColours)
    {
        public static Entry Of(JsonElement element, int index)
        {
            var what = $"class {index}";
            if (element.ValueKind == JsonValueKind.String) return new(Named(element, what), null, null, null);
            Only(element, what, "name", "colour", "values", "maskColours");
            if (!element.TryGetProperty("name", out var name)) throw new FormatException($"{what} has no name: add \"name\"");
            return new(
                Named(name, what),
                element.TryGetProperty("colour", out var colour) ? ClassFile.Colour(colour, what) : null,
                ClassFile.Values(element, what),
                Colours(element, "maskColours", what));
        }

        private static string Named(JsonElement name, string what) =>
            name.ValueKind == JsonValueKind.String && name.GetString() is { } text && !string.IsNullOrWhiteSpace(text)
                ? text
                : throw new FormatException($"{what} has the name {name.GetRawText()}: write a word in quotes");
    }
}

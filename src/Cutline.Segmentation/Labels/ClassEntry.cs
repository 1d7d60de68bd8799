using System.Globalization;
using System.Text.Json;

namespace Cutline.Segmentation.Labels;

/// <summary>One class in a <see cref="ClassFile"/>, as it is written there; null for what it leaves to the defaults.</summary>
internal sealed record ClassEntry(string Name, (byte R, byte G, byte B)? Colour, byte[]? Values, (byte R, byte G, byte B)[]? MaskColours)
{
    /// <summary>Reads a class: its name, or an object.</summary>
    /// <param name="element">The class.</param>
    /// <param name="index">Its position in the list, for messages.</param>
    /// <exception cref="FormatException">It is not valid; the message has the repair.</exception>
    public static ClassEntry Read(JsonElement element, int index)
    {
        var what = $"class {index}";
        if (element.ValueKind == JsonValueKind.String) return new(ReadName(element, what), null, null, null);
        CheckKeys(element, what, "name", "colour", "values", "maskColours");
        if (!element.TryGetProperty("name", out var name)) throw new FormatException($"{what} has no name: add \"name\"");
        return new(
            ReadName(name, what),
            element.TryGetProperty("colour", out var colour) ? ReadColour(colour, what) : null,
            ReadValues(element, what),
            ReadColours(element, "maskColours", what));
    }

    /// <exception cref="FormatException">The element is not an object, or has another key.</exception>
    public static void CheckKeys(JsonElement element, string what, params string[] keys)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{what} is not a JSON object: write {{ … }} with {string.Join(", ", keys)}");
        foreach (var property in element.EnumerateObject())
            if (!keys.Contains(property.Name))
                throw new FormatException($"{what} has the unknown key \"{property.Name}\": use {string.Join(", ", keys)}");
    }

    /// <summary>The property <c>values</c>; null where there is none.</summary>
    public static byte[]? ReadValues(JsonElement element, string what)
    {
        if (!element.TryGetProperty("values", out var list)) return null;
        return [.. Items(list, "values", what).Select(v => v.ValueKind == JsonValueKind.Number && v.TryGetByte(out var value)
            ? value
            : throw new FormatException($"{what} has the value {v}: the values of masks are whole numbers from 0 to 255"))];
    }

    /// <summary>A property that lists colours; null where there is none.</summary>
    public static (byte R, byte G, byte B)[]? ReadColours(JsonElement element, string key, string what) =>
        element.TryGetProperty(key, out var list) ? [.. Items(list, key, what).Select(c => ReadColour(c, what))] : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement list, string key, string what) => list.ValueKind == JsonValueKind.Array
        ? list.EnumerateArray()
        : throw new FormatException($"\"{key}\" of {what} is not a list: write it in [ ]");

    private static (byte R, byte G, byte B) ReadColour(JsonElement colour, string what)
    {
        if (colour.ValueKind == JsonValueKind.String && colour.GetString() is ['#', .. { Length: 6 } digits]
            && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb))
        {
            return ((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
        }

        if (colour.ValueKind == JsonValueKind.Array && colour.GetArrayLength() == 3
            && colour[0].TryGetByte(out var r) && colour[1].TryGetByte(out var g) && colour[2].TryGetByte(out var b))
        {
            return (r, g, b);
        }

        throw new FormatException($"{what} has the colour {colour.GetRawText()}: write \"#rrggbb\" or [red, green, blue] from 0 to 255");
    }

    private static string ReadName(JsonElement name, string what) =>
        name.ValueKind == JsonValueKind.String && name.GetString() is { } text && !string.IsNullOrWhiteSpace(text)
            ? text
            : throw new FormatException($"{what} has the name {name.GetRawText()}: write a word in quotes");
}

using System.Globalization;
using System.Text;
using Cutline.Imaging;

namespace Cutline.Segmentation.Labels;

/// <summary>
/// Translates the values and colours of mask files to class indices. Grey masks and palette PNGs hold values (the colours of a palette
/// count only with <see cref="PaletteByColour"/>), colour masks hold colours. A value or colour that is not listed is an
/// <see cref="UnknownLabel"/>.
/// </summary>
public sealed class LabelMap
{
    private const short Unlisted = -1;

    private readonly short[] indexOfValue = [.. Enumerable.Repeat(Unlisted, 256)];
    private readonly Dictionary<int, byte> indexOfColour = [];

    /// <param name="classes">The classes.</param>
    /// <param name="values">The values of each class, in the order of the classes.</param>
    /// <param name="colours">The colours of each class, in the order of the classes.</param>
    /// <param name="voidValues">Values that are <see cref="ClassSet.Void"/>.</param>
    /// <param name="voidColours">Colours that are <see cref="ClassSet.Void"/>.</param>
    /// <exception cref="ArgumentException">
    /// A value or colour is listed for two classes; the message names both. Or a list does not fit the classes.
    /// </exception>
    public LabelMap(
        ClassSet classes, IReadOnlyList<IReadOnlyList<byte>> values, IReadOnlyList<IReadOnlyList<(byte R, byte G, byte B)>> colours,
        IReadOnlyList<byte> voidValues, IReadOnlyList<(byte R, byte G, byte B)> voidColours)
    {
        Classes = classes.Validated();
        if (values.Count != classes.Count || colours.Count != classes.Count)
        {
            throw new ArgumentException(
                $"{values.Count} lists of values and {colours.Count} of colours do not fit {classes.Count} classes: give one for each");
        }

        for (var c = 0; c < classes.Count; c++)
        {
            foreach (var value in values[c]) Assign(value, (byte)c);
            foreach (var colour in colours[c]) Assign(colour, (byte)c);
        }

        foreach (var value in voidValues) Assign(value, ClassSet.Void);
        foreach (var colour in voidColours) Assign(colour, ClassSet.Void);
    }

    /// <summary>The classes that the indices stand for.</summary>
    public ClassSet Classes { get; }

    /// <summary>Whether a palette PNG is read by its palette's colours instead of by its indices.</summary>
    public bool PaletteByColour { get; init; }

    /// <summary>A text that is different for maps that give any label a different index or a class a different name.</summary>
    public string Key
    {
        get
        {
            var key = new StringBuilder().AppendJoin('|', Classes.Classes.Select(c => c.Name))
                .Append(" values ").AppendJoin(',', indexOfValue).Append(" colours ");
            foreach (var (colour, index) in indexOfColour.OrderBy(c => c.Key))
                key.Append(CultureInfo.InvariantCulture, $"{colour:x6}:{index},");
            return key.Append(PaletteByColour ? " palette by colour" : "").ToString();
        }
    }

    /// <summary>Decodes a mask file.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="limits">Limits on what is decoded.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="PhotoException">It cannot be decoded, or is over the limits.</exception>
    public DecodedMask Read(byte[] file, PhotoLimits limits, string name)
    {
        if (PalettePng.Is(file) && !PaletteByColour)
        {
            using var indices = PalettePng.Decode(file, limits, name);
            return OfValues(indices);
        }

        if (Photo.Probe(file, limits, name).Bands < 3)
        {
            using var grey = Photo.LoadIndices(file, limits, name);
            return OfValues(grey);
        }

        using var colours = Photo.Load(file, new PhotoLoad { Limits = limits }, name);
        if (indexOfColour.Count > 0 || !IsGrey(colours)) return OfColours(colours);
        using var values = Photo.FromPixels(
            [.. Enumerable.Range(0, colours.Width * colours.Height).Select(i => colours.Pixels[3 * i])], colours.Width, colours.Height,
            PixelFormat.Grey);
        return OfValues(values);
    }

    /// <summary>Whether a colour picture holds values three times over, as programs without grey pictures save them.</summary>
    private static bool IsGrey(Photo colours)
    {
        var pixels = colours.Pixels;
        for (var i = 0; i < pixels.Length; i += 3)
            if (pixels[i] != pixels[i + 1] || pixels[i] != pixels[i + 2]) return false;
        return true;
    }

    /// <summary>Translates the values of a grey picture.</summary>
    public DecodedMask OfValues(Photo grey)
    {
        var indices = new byte[grey.Width * grey.Height];
        var unknown = new long[256];
        var pixels = grey.Pixels;
        for (var i = 0; i < indices.Length; i++)
        {
            var index = indexOfValue[pixels[i]];
            if (index == Unlisted) unknown[pixels[i]]++;
            indices[i] = index == Unlisted ? ClassSet.Void : (byte)index;
        }

        return Decoded(grey, indices, Enumerable.Range(0, 256).Where(v => unknown[v] > 0)
            .Select(v => new UnknownLabel(v.ToString(CultureInfo.InvariantCulture), unknown[v])));
    }

    /// <summary>Translates the colours of an RGB picture.</summary>
    public DecodedMask OfColours(Photo rgb)
    {
        var indices = new byte[rgb.Width * rgb.Height];
        var unknown = new Dictionary<int, long>();
        var pixels = rgb.Pixels;

        // Masks are areas of one colour: the dictionary is asked only where the colour changes.
        var (last, index, known) = (-1, ClassSet.Void, true);
        for (var i = 0; i < indices.Length; i++)
        {
            var colour = pixels[3 * i] << 16 | pixels[3 * i + 1] << 8 | pixels[3 * i + 2];
            if (colour != last)
            {
                last = colour;
                known = indexOfColour.TryGetValue(colour, out index);
                if (!known) index = ClassSet.Void;
            }

            if (!known) unknown[colour] = unknown.GetValueOrDefault(colour) + 1;
            indices[i] = index;
        }

        return Decoded(
            rgb, indices, unknown.Select(u => new UnknownLabel(string.Create(CultureInfo.InvariantCulture, $"#{u.Key:x6}"), u.Value)));
    }

    private static DecodedMask Decoded(Photo source, byte[] indices, IEnumerable<UnknownLabel> unknown) =>
        new(Photo.FromPixels(indices, source.Width, source.Height, PixelFormat.Grey),
            [.. unknown.OrderByDescending(u => u.Pixels).ThenBy(u => u.Value, StringComparer.Ordinal)]);

    private void Assign(byte value, byte index)
    {
        if (indexOfValue[value] != Unlisted)
        {
            var other = NameOf((byte)indexOfValue[value]);
            throw new ArgumentException($"value {value} stands for both {other} and {NameOf(index)}: give each class values of its own");
        }

        indexOfValue[value] = index;
    }

    private void Assign((byte R, byte G, byte B) colour, byte index)
    {
        var key = colour.R << 16 | colour.G << 8 | colour.B;
        if (!indexOfColour.TryAdd(key, index))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"colour #{key:x6} stands for both {NameOf(indexOfColour[key])} and {NameOf(index)}: give each class a colour of its own"));
        }
    }

    private string NameOf(byte index) => index == ClassSet.Void ? "void" : $"'{Classes.Classes[index].Name}'";
}

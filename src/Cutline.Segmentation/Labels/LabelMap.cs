using System.Globalization;
using System.Text;
using Cutline.Imaging;

namespace Cutline.Segmentation.Labels;

/// <summary>
/// How mask files write classes. Grey masks and palette PNGs hold values (a palette's colours count only where
/// <see cref="PaletteByColour"/>), colour masks hold colours; each is looked up exactly, and what is not listed is a <see cref="UnknownLabel"/>.
/// </summary>
public sealed class LabelMap
{
    private const short None = -1;

    private readonly short[] ofValue = [.. Enumerable.Repeat(None, 256)];
    private readonly Dictionary<int, byte> ofColour = [];

    /// <param name="values">The values of each class, in order of the classes.</param>
    /// <param name="colours">The colours of each class; classes may share none.</param>
    /// <param name="voidValues">Values that are never counted.</param>
    /// <param name="voidColours">Colours that are never counted.</param>
    /// <exception cref="ArgumentException">A value or colour stands for two things; the message names both.</exception>
    public LabelMap(
        ClassSet classes, IReadOnlyList<IReadOnlyList<byte>> values, IReadOnlyList<IReadOnlyList<(byte R, byte G, byte B)>> colours,
        IReadOnlyList<byte> voidValues, IReadOnlyList<(byte R, byte G, byte B)> voidColours)
    {
        Classes = classes.Validated();
        for (var c = 0; c < classes.Count; c++)
        {
            foreach (var value in values[c]) Assign(value, (byte)c);
            foreach (var colour in colours[c]) Assign(colour, (byte)c);
        }

        foreach (var value in voidValues) Assign(value, ClassSet.Void);
        foreach (var colour in voidColours) Assign(colour, ClassSet.Void);
    }

    public ClassSet Classes { get; }

    /// <summary>Whether a palette PNG is read by its palette's colours instead of its indices.</summary>
    public bool PaletteByColour { get; init; }

    /// <summary>All that decides which index a pixel gets, and what the index means, as text: a part of the key of decoded pixels.</summary>
    internal string Key
    {
        get
        {
            var key = new StringBuilder().AppendJoin('|', Classes.Classes.Select(c => c.Name)).Append(" values ").AppendJoin(',', ofValue).Append(" colours ");
            foreach (var (colour, index) in ofColour.OrderBy(c => c.Key)) key.Append(CultureInfo.InvariantCulture, $"{colour:x6}:{index},");
            return key.Append(PaletteByColour ? " palette by colour" : "").ToString();
        }
    }

    /// <summary>Decodes a mask file.</summary>
    /// <exception cref="PhotoException">It cannot be decoded.</exception>
    internal MaskReading Read(byte[] file, PhotoLimits limits, string name)
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
        return OfColours(colours);
    }

    /// <summary>A grey picture's values as class indices.</summary>
    public MaskReading OfValues(Photo grey)
    {
        var indices = new byte[grey.Width * grey.Height];
        var strangers = new long[256];
        var pixels = grey.Pixels;
        for (var i = 0; i < indices.Length; i++)
        {
            var index = ofValue[pixels[i]];
            if (index == None) strangers[pixels[i]]++;
            indices[i] = index == None ? ClassSet.Void : (byte)index;
        }

        return Reading(grey, indices, Enumerable.Range(0, 256).Where(v => strangers[v] > 0)
            .Select(v => new UnknownLabel(v.ToString(CultureInfo.InvariantCulture), strangers[v])));
    }

    /// <summary>An RGB picture's colours as class indices.</summary>
    public MaskReading OfColours(Photo rgb)
    {
        var indices = new byte[rgb.Width * rgb.Height];
        var strangers = new Dictionary<int, long>();
        var pixels = rgb.Pixels;
        var (last, index, known) = (-1, ClassSet.Void, true);
        for (var i = 0; i < indices.Length; i++)
        {
            var colour = pixels[3 * i] << 16 | pixels[3 * i + 1] << 8 | pixels[3 * i + 2];
            if (colour != last)
            {
                last = colour;
                known = ofColour.TryGetValue(colour, out index);
                if (!known) index = ClassSet.Void;
            }

            if (!known) strangers[colour] = strangers.GetValueOrDefault(colour) + 1;
            indices[i] = index;
        }

        return Reading(rgb, indices, strangers.Select(s => new UnknownLabel(string.Create(CultureInfo.InvariantCulture, $"#{s.Key:x6}"), s.Value)));
    }

    private static MaskReading Reading(Photo from, byte[] indices, IEnumerable<UnknownLabel> strangers) =>
        new(Photo.FromPixels(indices, from.Width, from.Height, PixelFormat.Grey),
            [.. strangers.OrderByDescending(s => s.Pixels).ThenBy(s => s.Value, StringComparer.Ordinal)]);

    private void Assign(byte value, byte index)
    {
        if (ofValue[value] != None) throw new ArgumentException($"value {value} stands for both {NameOf((byte)ofValue[value])} and {NameOf(index)}: give each class values of its own");
        ofValue[value] = index;
    }

    private void Assign((byte R, byte G, byte B) colour, byte index)
    {
        var key = colour.R << 16 | colour.G << 8 | colour.B;
        if (!ofColour.TryAdd(key, index))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"colour #{key:x6} stands for both {NameOf(ofColour[key])} and {NameOf(index)}: give each class a colour of its own"));
    }

    private string NameOf(byte index) => index == ClassSet.Void ? "void" : $"'{Classes.Classes[index].Name}'";
}

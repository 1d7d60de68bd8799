using System.Globalization;
using Cutline.Imaging;

namespace Cutline.Segmentation.Labels;

/// <summary>
/// How the masks of a folder without a <see cref="ClassFile"/> tell foreground from background, decided from the labels of all of them:
/// two labels as they are; grey with soft edges or the traces of compression cut at half; 255 beside one other value as void. More labels
/// are refused, unless a single foreground is meant.
/// </summary>
internal sealed class MaskReading
{
    private readonly Func<int, byte> indexOf;

    private MaskReading(string key, Func<int, byte> indexOf) => (Key, this.indexOf) = (key, indexOf);

    /// <summary>Different for readings that give any label another index.</summary>
    public string Key { get; }

    /// <summary>Whether pixels can be void.</summary>
    public bool HasVoid { get; private init; }

    /// <summary>Why the masks cannot be read, and what to do; null where they can.</summary>
    public DataNote? Refusal { get; private init; }

    /// <summary>What should be known of the reading; null for nothing.</summary>
    public DataNote? Note { get; private init; }

    /// <summary>Any label but 0 is foreground.</summary>
    public static MaskReading AnyPositive { get; } = new("", label => label == 0 ? (byte)0 : (byte)1);

    /// <summary>Any label but 0 is foreground, and a value void.</summary>
    /// <param name="value">The value that is void.</param>
    /// <param name="note">What to tell of it.</param>
    public static MaskReading WithVoid(int value, DataNote note) =>
        new(Text($"void {value}"), label => label == value ? ClassSet.Void : label == 0 ? (byte)0 : (byte)1)
        {
            HasVoid = true,
            Note = note,
        };

    /// <summary>Grey of at least half is foreground.</summary>
    public static MaskReading Half(DataNote? note) => new("half", label => label >= 128 ? (byte)1 : (byte)0) { Note = note };

    /// <summary>What is nearer to one colour than to the others is background, all else foreground.</summary>
    public static MaskReading Nearest(int background, IReadOnlyList<int> others, DataNote? note)
    {
        var nearest = new NearestColour([Rgb(background), .. others.Select(Rgb)]);
        byte Index(int label)
        {
            var (r, g, b) = Rgb(label);
            return nearest.Find(r, g, b).Index == 0 ? (byte)0 : (byte)1;
        }

        return new(Text($"nearest {background:x} {string.Join(' ', others.Select(o => Text($"{o:x}")))}"), Index) { Note = note };
    }

    /// <summary>Masks that cannot be read.</summary>
    public static MaskReading Refuse(string what, string repair) => new("refused", _ => 0) { Refusal = new(what, repair) };

    /// <summary>The mask as class indices: 0, 1 and <see cref="ClassSet.Void"/>.</summary>
    public Photo Apply(RawMask mask)
    {
        var indices = new byte[mask.Labels.Length];
        var (last, index) = (-1, (byte)0);
        for (var i = 0; i < indices.Length; i++)
        {
            if (mask.Labels[i] != last) index = indexOf(last = mask.Labels[i]);
            indices[i] = index;
        }

        return Photo.FromPixels(indices, mask.Width, mask.Height, PixelFormat.Grey);
    }

    /// <summary>A label's red, green and blue.</summary>
    public static (byte R, byte G, byte B) Rgb(int label) => label < RawMask.Colour
        ? ((byte)label, (byte)label, (byte)label)
        : ((byte)(label >> 16), (byte)(label >> 8), (byte)label);

    /// <summary>A label as people write it: <c>7</c>, or <c>#ff0080</c>.</summary>
    public static string Name(int label) => label < RawMask.Colour ? Text($"{label}") : Text($"#{label & 0xFFFFFF:x6}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

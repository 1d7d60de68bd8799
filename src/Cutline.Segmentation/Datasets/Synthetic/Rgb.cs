using System.Globalization;

namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>A colour of a drawing, channels 0 to 255.</summary>
public readonly record struct Rgb(double R, double G, double B)
{
    public static readonly Rgb White = new(255, 255, 255);
    public static readonly Rgb Black = new(0, 0, 0);

    /// <param name="hex">As #1f2937, with or without its #.</param>
    public static Rgb Parse(ReadOnlySpan<char> hex)
    {
        var value = int.Parse(hex.TrimStart('#'), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new((value >> 16) & 255, (value >> 8) & 255, value & 255);
    }

    /// <summary>This colour, moved towards another: 0 is this, 1 the other.</summary>
    public Rgb Toward(Rgb other, double share) =>
        new(R + (other.R - R) * share, G + (other.G - G) * share, B + (other.B - B) * share);

    public Rgb Lighter(double share) => Toward(White, share);

    public Rgb Darker(double share) => Toward(Black, share);

    /// <summary>As SVG writes it.</summary>
    public override string ToString() => $"#{Byte(R):x2}{Byte(G):x2}{Byte(B):x2}";

    private static int Byte(double channel) => (int)Math.Clamp(Math.Round(channel), 0, 255);
}

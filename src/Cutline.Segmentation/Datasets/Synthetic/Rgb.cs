using System.Globalization;

namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>A colour of a drawing, with channels from 0 to 255.</summary>
/// <param name="R">Red.</param>
/// <param name="G">Green.</param>
/// <param name="B">Blue.</param>
public readonly record struct Rgb(double R, double G, double B)
{
    /// <summary>White.</summary>
    public static readonly Rgb White = new(255, 255, 255);

    /// <summary>Black.</summary>
    public static readonly Rgb Black = new(0, 0, 0);

    /// <summary>Reads a hexadecimal colour.</summary>
    /// <param name="hex">Such as #1f2937, with or without #.</param>
    public static Rgb Parse(ReadOnlySpan<char> hex)
    {
        var value = int.Parse(hex.TrimStart('#'), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new((value >> 16) & 255, (value >> 8) & 255, value & 255);
    }

    /// <summary>A mixture of this colour and another.</summary>
    /// <param name="other">The other colour.</param>
    /// <param name="share">0 for this colour, 1 for the other.</param>
    public Rgb Toward(Rgb other, double share) =>
        new(R + (other.R - R) * share, G + (other.G - G) * share, B + (other.B - B) * share);

    /// <summary>A mixture with white.</summary>
    public Rgb Lighter(double share) => Toward(White, share);

    /// <summary>A mixture with black.</summary>
    public Rgb Darker(double share) => Toward(Black, share);

    /// <summary>The colour in SVG's notation, such as #1f2937.</summary>
    public override string ToString() => $"#{Byte(R):x2}{Byte(G):x2}{Byte(B):x2}";

    private static int Byte(double channel) => (int)Math.Clamp(Math.Round(channel), 0, 255);
}

using NetVips;

namespace Cutline.Imaging;

/// <summary>
/// How different colours look: CIEDE2000; about 2 can just be told apart side by side. Colour-blind eyes are simulated in linear sRGB by
/// the matrices of G. Machado, M. Oliveira, L. Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
/// IEEE Transactions on Visualization and Computer Graphics 15(6), 2009, at full severity.
/// </summary>
public static class ColourDifference
{
    /// <summary>
    /// CIEDE2000 of two colours in CIELAB, with all weights 1. Source: G. Sharma, W. Wu, E. Dalal, "The CIEDE2000 Color-Difference
    /// Formula", Color Research and Application 30(1), 2005. (libvips has it, too, but takes the mean of hues on both sides of 0° wrongly.)
    /// </summary>
    public static double Ciede2000((double L, double A, double B) one, (double L, double A, double B) other)
    {
        static double Grey(double chroma) => Math.Sqrt(Math.Pow(chroma, 7) / (Math.Pow(chroma, 7) + Math.Pow(25, 7)));
        static double Hue(double a, double b) => (a, b) == (0, 0) ? 0 : (Degrees(Math.Atan2(b, a)) + 360) % 360;
        static double Cos(double degrees) => Math.Cos(Radians(degrees));

        var g = 0.5 * (1 - Grey((Math.Sqrt(one.A * one.A + one.B * one.B) + Math.Sqrt(other.A * other.A + other.B * other.B)) / 2));
        var (a1, a2) = ((1 + g) * one.A, (1 + g) * other.A);
        var (c1, c2) = (Math.Sqrt(a1 * a1 + one.B * one.B), Math.Sqrt(a2 * a2 + other.B * other.B));
        var (h1, h2) = (Hue(a1, one.B), Hue(a2, other.B));
        var isGrey = c1 * c2 == 0;
        var turn = isGrey ? 0 : h2 - h1 > 180 ? h2 - h1 - 360 : h2 - h1 < -180 ? h2 - h1 + 360 : h2 - h1;
        var (lightness, chroma, hue) = (other.L - one.L, c2 - c1, 2 * Math.Sqrt(c1 * c2) * Math.Sin(Radians(turn / 2)));

        var (l, c, sum) = ((one.L + other.L) / 2, (c1 + c2) / 2, h1 + h2);
        var h = isGrey ? sum : Math.Abs(h1 - h2) <= 180 ? sum / 2 : sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
        var t = 1 - 0.17 * Cos(h - 30) + 0.24 * Cos(2 * h) + 0.32 * Cos(3 * h + 6) - 0.2 * Cos(4 * h - 63);
        var rotation = -Math.Sin(Radians(60 * Math.Exp(-Math.Pow((h - 275) / 25, 2)))) * 2 * Grey(c);
        lightness /= 1 + 0.015 * Math.Pow(l - 50, 2) / Math.Sqrt(20 + Math.Pow(l - 50, 2));
        chroma /= 1 + 0.045 * c;
        hue /= 1 + 0.015 * c * t;
        return Math.Sqrt(lightness * lightness + chroma * chroma + hue * hue + rotation * chroma * hue);
    }

    /// <summary>The difference of two sRGB colours.</summary>
    /// <param name="one">A colour.</param>
    /// <param name="other">Another.</param>
    /// <param name="vision">As seen by whom.</param>
    public static double Of((byte R, byte G, byte B) one, (byte R, byte G, byte B) other, ColourVision vision = ColourVision.Normal)
    {
        var lab = Lab([one, other], vision);
        return Ciede2000(lab[0], lab[1]);
    }

    /// <summary>The least difference of any two colours, to all kinds of eyes; infinite for fewer than two colours.</summary>
    /// <param name="colours">sRGB.</param>
    public static double Least(IReadOnlyList<(byte R, byte G, byte B)> colours)
    {
        var least = double.PositiveInfinity;
        foreach (var vision in Enum.GetValues<ColourVision>())
        {
            var lab = Lab(colours, vision);
            for (var i = 0; i < lab.Length; i++)
                for (var j = 0; j < i; j++) least = Math.Min(least, Ciede2000(lab[i], lab[j]));
        }

        return least;
    }

    private static (double L, double A, double B)[] Lab(IReadOnlyList<(byte R, byte G, byte B)> colours, ColourVision vision)
    {
        if (colours.Count == 0) return [];
        byte[] bytes = [.. colours.SelectMany(c => (byte[])[c.R, c.G, c.B])];
        using var row = Image.NewFromMemory(bytes, colours.Count, 1, 3, Enums.BandFormat.Uchar);
        using var srgb = row.Copy(interpretation: Enums.Interpretation.Srgb);
        using var linear = srgb.Colourspace(Enums.Interpretation.Scrgb);
        using var matrix = Image.NewFromArray(Matrix(vision));
        using var mixed = linear.Recomb(matrix);
        using var seen = mixed.Clamp(min: 0, max: 1);
        using var lab = seen.Colourspace(Enums.Interpretation.Lab, Enums.Interpretation.Scrgb);
        var values = lab.WriteToMemory<float>();
        return [.. values.Chunk(3).Select(v => ((double)v[0], (double)v[1], (double)v[2]))];
    }

    private static double[][] Matrix(ColourVision vision) => vision switch
    {
        ColourVision.Protanopia =>
            [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        ColourVision.Deuteranopia =>
            [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        ColourVision.Tritanopia =>
            [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
        _ => [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    };

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private static double Degrees(double radians) => radians * 180 / Math.PI;
}

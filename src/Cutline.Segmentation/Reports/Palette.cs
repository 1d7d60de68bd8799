namespace Cutline.Segmentation.Reports;

/// <summary>
/// The colours of pictures and pages. Those that carry meaning are told apart with every kind of colour vision.
/// Source: M. Okabe, K. Ito, "Color Universal Design", 2008.
/// </summary>
internal static class Palette
{
    public const string Blue = "#0072B2", Vermilion = "#D55E00", Green = "#009E73", Orange = "#E69F00";
    public const string Ink = "#1f2933", Muted = "#5b6770", Grid = "#e3e7eb", Frame = "#aab4bd", Paper = "#ffffff", Panel = "#f6f8fa";

    /// <summary>Lines of many, in this order.</summary>
    public static readonly string[] Lines = [Blue, Vermilion, Green, Orange, "#CC79A7", "#56B4E9", "#3d4852"];

    /// <summary>What the model calls car and is not.</summary>
    public static readonly (byte R, byte G, byte B) FalsePositive = (0xE6, 0x4B, 0x00);

    /// <summary>Car that the model misses.</summary>
    public static readonly (byte R, byte G, byte B) FalseNegative = (0x1E, 0x9B, 0xFF);

    /// <summary>Pixels that belong to no class.</summary>
    public static readonly (byte R, byte G, byte B) Void = (0xE3, 0xE7, 0xEB);

    /// <summary>A colour as SVG and CSS write it.</summary>
    public static string Hex((byte R, byte G, byte B) colour) => $"#{colour.R:x2}{colour.G:x2}{colour.B:x2}";
}

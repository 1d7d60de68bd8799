using SkiaSharp;

namespace Cutline.Segmentation.Reports.Drawing;

/// <summary>
/// The colours of charts, sheets and pages. Those that carry meaning can be told apart with every kind of colour vision.
/// Source: M. Okabe, K. Ito, "Color Universal Design", 2008.
/// </summary>
internal static class Palette
{
    public static readonly SKColor Blue = new(0x00, 0x72, 0xB2), Vermilion = new(0xD5, 0x5E, 0x00), Green = new(0x00, 0x9E, 0x73),
        Orange = new(0xE6, 0x9F, 0x00);

    /// <summary>Text and marks, from strong to weak, then the surfaces they stand on.</summary>
    public static readonly SKColor
        Ink = new(0x1F, 0x29, 0x33), Muted = new(0x5B, 0x67, 0x70), Frame = new(0xAA, 0xB4, 0xBD), Grid = new(0xE3, 0xE7, 0xEB),
        Panel = new(0xF6, 0xF8, 0xFA), Paper = new(0xFF, 0xFF, 0xFF);

    /// <summary>The colours of lines in a chart with many, in this order.</summary>
    public static readonly IReadOnlyList<SKColor> Lines =
    [
        Blue, Vermilion, Green, Orange, new(0xCC, 0x79, 0xA7), new(0x56, 0xB4, 0xE9), new(0x3D, 0x48, 0x52),
    ];

    /// <summary>Predicted as foreground, background in truth.</summary>
    public static readonly (byte R, byte G, byte B) FalsePositive = (0xE6, 0x4B, 0x00);

    /// <summary>Predicted as background, foreground in truth.</summary>
    public static readonly (byte R, byte G, byte B) FalseNegative = (0x1E, 0x9B, 0xFF);

    /// <summary>Pixels of no class.</summary>
    public static readonly (byte R, byte G, byte B) Void = (0xE3, 0xE7, 0xEB);

    public static SKColor Of((byte R, byte G, byte B) colour) => new(colour.R, colour.G, colour.B);
}

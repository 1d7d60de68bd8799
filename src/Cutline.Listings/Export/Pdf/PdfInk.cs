namespace Cutline.Listings.Export.Pdf;

/// <summary>A colour of sRGB, 0 to 255.</summary>
internal readonly record struct PdfInk(byte Red, byte Green, byte Blue)
{
    internal static PdfInk Dark { get; } = new(0x1D, 0x1B, 0x18);

    internal static PdfInk Soft { get; } = new(0x62, 0x5D, 0x55);

    internal static PdfInk Line { get; } = new(0xDD, 0xD8, 0xCF);

    internal static PdfInk Accent { get; } = new(0xBF, 0x3F, 0x0C);

    /// <summary>The operator that fills in it.</summary>
    public override string ToString() => $"{PdfFile.Number(Red / 255.0)} {PdfFile.Number(Green / 255.0)} {PdfFile.Number(Blue / 255.0)} rg";
}

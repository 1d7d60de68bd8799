using PdfSharp.Drawing;

namespace Cutline.Listings.Export;

/// <summary>The colours of a printed listing, the same as in listing.css.</summary>
internal static class PdfColors
{
    internal static XColor Text { get; } = XColor.FromArgb(0x1D, 0x1B, 0x18);

    internal static XColor Soft { get; } = XColor.FromArgb(0x62, 0x5D, 0x55);

    internal static XColor Line { get; } = XColor.FromArgb(0xDD, 0xD8, 0xCF);

    internal static XColor Accent { get; } = XColor.FromArgb(0xBF, 0x3F, 0x0C);
}

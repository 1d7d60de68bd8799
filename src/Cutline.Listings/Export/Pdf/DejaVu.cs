namespace Cutline.Listings.Export.Pdf;

/// <summary>DejaVu Sans, from where Debian's fonts-dejavu-core puts it; its licence allows that it is embedded.</summary>
internal static class DejaVu
{
    internal const string Folder = "/usr/share/fonts/truetype/dejavu";

    private static readonly Lazy<TrueTypeFont> Sans = new(() => Load(Folder, "DejaVuSans"), LazyThreadSafetyMode.PublicationOnly), SansBold = new(() => Load(Folder, "DejaVuSans-Bold"), LazyThreadSafetyMode.PublicationOnly);

    /// <exception cref="ExportException">It is not installed.</exception>
    internal static PdfFont Regular() => new(Sans.Value, "DejaVuSans");

    /// <exception cref="ExportException">It is not installed.</exception>
    internal static PdfFont Bold() => new(SansBold.Value, "DejaVuSans-Bold");

    /// <exception cref="ExportException">There is no such font, or it is damaged.</exception>
    internal static TrueTypeFont Load(string folder, string name)
    {
        var path = Path.Combine(folder, $"{name}.ttf");
        try
        {
            return new(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ExportException($"a PDF is written in DejaVu Sans, and {path} cannot be read ({e.Message}): install it with apt-get install fonts-dejavu-core", e);
        }
    }
}

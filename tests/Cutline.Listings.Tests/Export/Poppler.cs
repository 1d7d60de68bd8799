using System.Diagnostics;
using System.Text;

namespace Cutline.Listings.Tests.Export;

/// <summary>What Debian's poppler-utils read in a PDF. Each call fails where the program writes a warning.</summary>
internal static class Poppler
{
    public static bool IsInstalled =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "pdftotext")));

    /// <summary>The text as pdftotext extracts it.</summary>
    public static string Text(byte[] pdf) => Run("pdftotext", pdf, Encoding.UTF8, "-enc", "UTF-8", "-", "-");

    /// <summary>A page as pdftoppm renders it: an 8-bit greyscale image (PGM), 50 dots an inch.</summary>
    public static byte[] Page(byte[] pdf, int page) =>
        Encoding.Latin1.GetBytes(Run("pdftoppm", pdf, Encoding.Latin1, "-gray", "-r", "50", "-f", $"{page}", "-l", $"{page}", "-"));

    /// <summary>The fonts as pdffonts lists them: the columns name, type, encoding, emb, sub, uni and object id of each.</summary>
    public static string[][] Fonts(byte[] pdf) => [.. Table(Run("pdffonts", pdf, Encoding.UTF8, "-"))];

    /// <summary>The embedded images as pdfimages extracts them, in the order of their objects.</summary>
    public static byte[][] Images(byte[] pdf)
    {
        using var folder = new TemporaryFolder();
        Run("pdfimages", pdf, Encoding.UTF8, "-all", "-", folder.At("image"));
        return [.. Directory.EnumerateFiles(folder.Path).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    }

    private static IEnumerable<string[]> Table(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2)
        .Select(line => line.Replace("CID TrueType", "CID-TrueType", StringComparison.Ordinal))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Run(string program, byte[] pdf, Encoding encoding, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = encoding,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(pdf);
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.Equal((0, ""), (process.ExitCode, errors.Result));
        return output.Result;
    }
}

/// <summary>A test that needs Debian's poppler-utils; skipped where they are not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PopplerFactAttribute : FactAttribute
{
    public PopplerFactAttribute() => Skip = Poppler.IsInstalled ? null : "no pdftotext: apt-get install poppler-utils";
}

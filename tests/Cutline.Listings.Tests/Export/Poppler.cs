using System.Diagnostics;

namespace Cutline.Listings.Tests.Export;

/// <summary>What another program reads in a PDF.</summary>
internal static class Poppler
{
    public static bool IsThere => Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "pdftotext")));

    /// <summary>The text, as pdftotext finds it; nothing may be wrong with the file.</summary>
    public static string Text(byte[] pdf) => Run("pdftotext", pdf, "-enc", "UTF-8", "-", "-");

    /// <summary>A page as pdftoppm paints it: an image of 8-bit grey (PGM).</summary>
    public static byte[] Page(byte[] pdf, int page) => System.Text.Encoding.Latin1.GetBytes(Run("pdftoppm", pdf, "-gray", "-r", "50", "-f", $"{page}", "-l", $"{page}", "-"));

    private static string Run(string program, byte[] pdf, params string[] arguments)
    {
        var encoding = program == "pdftotext" ? System.Text.Encoding.UTF8 : System.Text.Encoding.Latin1;
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = encoding })!;
        var said = process.StandardError.ReadToEndAsync();
        var written = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(pdf);
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.Equal((0, ""), (process.ExitCode, said.Result));
        return written.Result;
    }
}

/// <summary>A test with Debian's poppler-utils, skipped where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PopplerFactAttribute : FactAttribute
{
    public PopplerFactAttribute() => Skip = Poppler.IsThere ? null : "no pdftotext: apt-get install poppler-utils";
}

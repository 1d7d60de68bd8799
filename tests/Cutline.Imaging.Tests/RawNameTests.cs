using System.Diagnostics;

namespace Cutline.Imaging.Tests;

/// <summary>Names of bytes that are not UTF-8.</summary>
public sealed class RawNameTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        if (OperatingSystem.IsLinux()) Shell("rm -rf *"); // .NET cannot
        folder.Dispose();
    }

    [Fact]
    public void A_file_is_opened_under_the_name_that_it_is_listed_with()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var photo = Drawn.Quarters(8, 8);
        folder.Put("plain.png", photo.Encode(new PhotoEncoding(PhotoFormat.Png)));
        Shell("mkdir \"$(printf 'd\\344')\" && cp plain.png \"$(printf 'd\\344/stra\\337e.png')\"");
        Assert.Equal("d\uFFFD", Path.GetFileName(Assert.Single(Directory.GetDirectories(folder.Path))));
        var listed = folder.At("d\uFFFD", "stra\uFFFDe.png");

        Assert.False(File.Exists(listed));
        Assert.True(RegularFile.Exists(listed));
        using var opened = Photo.Load(listed);
        Assert.Equal("rgbw", Drawn.Corners(opened));
        Assert.False(RegularFile.Exists(listed + "x"));

        Shell("cp plain.png \"$(printf 'd\\344/stra\\336e.png')\"");
        var message = Assert.Throws<PhotoException>(() => Photo.Load(listed)).Message;
        Assert.EndsWith(
            "2 files are named stra\uFFFDe.png but for bytes that are not UTF-8: rename them", message, StringComparison.Ordinal);
    }

    private void Shell(string line)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", line]) { WorkingDirectory = folder.Path })!;
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }
}

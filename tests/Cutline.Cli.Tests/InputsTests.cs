using Cutline.Cli.Options;

namespace Cutline.Cli.Tests;

public sealed class InputsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public InputsTests()
    {
        Directory.CreateDirectory(folder.At("lot", "deep"));
        foreach (var name in (string[])["b.jpg", "a.PNG", "c.webp", "notes.txt", "B.jpeg", "deep/d.jpg"])
            File.WriteAllText(folder.At("lot", name), "");
    }

    [Fact]
    public void A_folder_is_its_photos_in_ordinal_order_without_folders_below() =>
        Assert.Equal(["B.jpeg", "a.PNG", "b.jpg", "c.webp"], Names(folder.At("lot")));

    [Fact]
    public void A_pattern_is_what_it_matches() => Assert.Equal(["b.jpg"], Names(folder.At("lot", "*.jpg")));

    [Fact]
    public void Two_stars_go_deep() => Assert.Equal(["b.jpg", "d.jpg"], Names(folder.At("lot", "**", "*.jpg")));

    [Fact]
    public void A_file_counts_whatever_its_ending_and_once() =>
        Assert.Equal(["notes.txt", "b.jpg"], Names(folder.At("lot", "notes.txt"), folder.At("lot", "b.jpg"), folder.At("lot", "*.jpg")));

    [Fact]
    public void A_file_with_a_star_in_its_name_is_a_file()
    {
        File.WriteAllText(folder.At("lot", "*.jpg"), "");
        Assert.Equal(["*.jpg"], Names(folder.At("lot", "*.jpg")));
    }

    [Fact]
    public void What_is_no_file_is_skipped_with_a_word()
    {
        using (var made = System.Diagnostics.Process.Start("mkfifo", [folder.At("lot", "pipe.jpg")])) made.WaitForExit();
        Assert.Contains(
            "is a pipe, a socket or a device",
            Assert.Throws<ArgumentException>(() => Inputs.Expand([folder.At("lot", "pipe.jpg")])).Message, StringComparison.Ordinal);
        File.CreateSymbolicLink(folder.At("lot", "link.jpg"), folder.At("lot", "b.jpg"));
        File.CreateSymbolicLink(folder.At("lot", "null.jpg"), "/dev/null");
        using var socket = new System.Net.Sockets.Socket(
            System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(folder.At("lot", "socket.jpg")));

        Assert.Equal(["B.jpeg", "a.PNG", "b.jpg", "c.webp", "link.jpg"], Names(folder.At("lot")));
        var finished = InProcess.Run("predict", "--input", folder.At("lot", "p*.jpg"), "--out", folder.At("masks"));
        Assert.Contains(
            $"skipped {folder.At("lot", "pipe.jpg")}, which is a pipe, a socket or a device, not a file", finished.Errors,
            StringComparison.Ordinal);
        Assert.Equal(2, finished.Code); // nothing is left
    }

    [Fact]
    public void Litter_is_passed_over_endings_are_many_and_other_files_are_counted()
    {
        Directory.CreateDirectory(folder.At("lot", "__MACOSX"));
        foreach (var name in (string[])
            ["x.jfif", "y.JPE", "z.heif", "._b.jpg", "Thumbs.db", "desktop.ini", ".DS_Store", "__MACOSX/._b.jpg"])
            File.WriteAllText(folder.At("lot", name), "");
        Assert.Equal(["B.jpeg", "a.PNG", "b.jpg", "c.webp", "x.jfif", "y.JPE", "z.heif"], Names(folder.At("lot")));
        Assert.Equal(["b.jpg", "d.jpg"], Names(folder.At("lot", "**", "*.jpg")));
        var finished = InProcess.Run("predict", "--input", folder.At("lot"), "--out", folder.At("masks"));
        Assert.Contains("skipped 1 file that is no photo by name: notes.txt", finished.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none.jpg")]
    [InlineData("*.gif")]
    [InlineData("no/where/*.jpg")]
    public void Nothing_is_an_error_that_names_it(string name) =>
        Assert.Contains(
            name, Assert.Throws<ArgumentException>(() => Inputs.Expand([folder.At("lot", name)])).Message, StringComparison.Ordinal);

    public void Dispose() => folder.Dispose();

    private static IEnumerable<string?> Names(params string[] inputs) => Inputs.Expand(inputs).Select(Path.GetFileName);
}

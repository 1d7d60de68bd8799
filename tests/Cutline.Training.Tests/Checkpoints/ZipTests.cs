using System.IO.Compression;
using Cutline.Training.Checkpoints;
using Cutline.Training.Checkpoints.Zip;

namespace Cutline.Training.Tests.Checkpoints;

public sealed class ZipTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Another_program_reads_what_is_written()
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipFileWriter(buffer))
        {
            zip.Add("a/ü.txt", "hello"u8);
            zip.Add("a/empty", []);
        }

        using var archive = new ZipArchive(buffer, ZipArchiveMode.Read);
        Assert.Equal(["a/ü.txt", "a/empty"], archive.Entries.Select(e => e.FullName));
        using var reader = new StreamReader(archive.Entries[0].Open());
        Assert.Equal("hello", reader.ReadToEnd());
    }

    [Fact]
    public void Compressed_entries_are_refused()
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = archive.CreateEntry("archive/data.pkl").Open())
            entry.Write(new byte[1000]);
        Assert.Contains("zip -0", EvilFile.Error(folder, buffer.ToArray()));
    }

    [Theory]
    [InlineData("archive/other.pkl", "with 0 data.pkl in it")]
    [InlineData("again/data.pkl", "with 2 data.pkl in it")]
    [InlineData("archive/data.pkl", "archive/data.pkl twice")]
    [InlineData("archive/constants.pkl", "is a TorchScript program")]
    [InlineData("archive/byteorder", "big-endian machine")]
    public void Other_archives_are_recognised(string more, string cause)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipFileWriter(buffer))
        {
            zip.Add(more == "archive/other.pkl" ? "archive/none" : "archive/data.pkl", "}."u8);
            zip.Add(more, "big"u8);
        }

        Assert.Contains(cause, EvilFile.Error(folder, buffer.ToArray()));
    }

    [Fact]
    public void A_directory_that_points_elsewhere_is_refused()
    {
        var good = EvilFile.Around("}."u8);
        foreach (var (fromEnd, value, cause) in new (int, byte, string)[]
                 {
                     (22 - 10, 255, "entries do not fit its directory"), // number of entries, low byte
                     (22 - 19, 255, "should be"),                        // where the directory begins, high byte
                 })
        {
            var bytes = good.ToArray();
            bytes[^fromEnd] = value;
            Assert.Contains(cause, EvilFile.Error(folder, bytes));
        }
    }

    public void Dispose() => folder.Dispose();
}

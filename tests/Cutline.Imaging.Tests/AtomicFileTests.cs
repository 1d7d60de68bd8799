using System.Diagnostics;

namespace Cutline.Imaging.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cutline-atomic-");

    /// <summary>The four ways to write the same bytes.</summary>
    public static TheoryData<string, Func<string, byte[], Task>> Ways => new()
    {
        { "bytes", (path, bytes) => Done(() => AtomicFile.Write(path, bytes)) },
        { "a stream", (path, bytes) => Done(() => AtomicFile.Write(path, file => file.Write(bytes))) },
        { "bytes later", (path, bytes) => AtomicFile.WriteAsync(path, bytes) },
        { "a stream later", (path, bytes) => AtomicFile.WriteAsync(path, async file => await file.WriteAsync(bytes)) },
    };

    private string Target => Path.Combine(folder.FullName, "file");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_file_is_replaced_whole(string what, Func<string, byte[], Task> write)
    {
        Assert.NotEmpty(what);
        await write(Target, [1, 2, 3]);
        await write(Target, [4]);
        Assert.Equal([4], await File.ReadAllBytesAsync(Target));
        await write(Target, []);
        Assert.Empty(await File.ReadAllBytesAsync(Target));
        AssertAlone();
    }

    [Fact]
    public async Task One_that_is_not_written_to_its_end_leaves_the_one_before()
    {
        await AtomicFile.WriteAsync(Target, new byte[] { 1, 2, 3 });
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AtomicFile.WriteAsync(Target, new byte[] { 4 }, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => AtomicFile.WriteAsync(Target, file => Done(() => file.Write([4])), cancelled));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => AtomicFile.WriteAsync(Target, _ => throw new InvalidOperationException()));
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(Target, Broken));
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(Target));
        AssertAlone();

        static void Broken(Stream file)
        {
            file.Write(new byte[100_000]);
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public void While_it_is_written_the_one_before_stands_and_the_new_one_has_a_name_that_may_be_swept()
    {
        AtomicFile.Write(Target, [1, 2, 3]);
        AtomicFile.Write(Target, file =>
        {
            file.Write(new byte[100_000]);
            Assert.Equal([1, 2, 3], File.ReadAllBytes(Target));
            var other = Assert.Single(Directory.GetFiles(folder.FullName), f => f != Target);
            Assert.EndsWith(AtomicFile.TemporaryEnding, other, StringComparison.Ordinal);
        });
        Assert.Equal(100_000, new FileInfo(Target).Length);
        AssertAlone();
    }

    [Fact]
    public async Task Of_several_who_write_at_once_the_last_one_s_holds_whole()
    {
        var contents = Enumerable.Range(0, 8).Select(i => Enumerable.Repeat((byte)i, 200_000).ToArray()).ToArray();
        await Task.WhenAll(contents.Select(content => Task.Run(() => AtomicFile.Write(Target, content))));
        Assert.Contains(await File.ReadAllBytesAsync(Target), contents);
        AssertAlone();
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var message = Assert.Throws<IOException>(() => AtomicFile.SyncFolder("/nowhere/at/all")).Message;
        Assert.StartsWith("/nowhere/at/all cannot be opened: ", message, StringComparison.Ordinal);
        Assert.ThrowsAny<IOException>(() => AtomicFile.Write("/nowhere/at/all", [1]));
    }

    [Fact]
    public void A_full_disk_is_told_from_other_failures()
    {
        var full = FullDisk();
        Assert.True(AtomicFile.IsDiskFull(full));
        Assert.True(AtomicFile.IsDiskFull(new PhotoException("the photo cannot be written", full)));
        Assert.True(AtomicFile.IsDiskFull(new IOException("over quota", OperatingSystem.IsMacOS() ? 69 : 122)));
        Assert.False(AtomicFile.IsDiskFull(Assert.ThrowsAny<IOException>(() => File.ReadAllBytes("/nowhere/at/all"))));
        Assert.False(AtomicFile.IsDiskFull(null));
    }

    [Fact]
    public async Task A_full_disk_has_its_own_exception_and_leaves_the_one_before()
    {
        AtomicFile.Write(Target, [1, 2, 3]);
        var thrown = new[]
        {
            Assert.Throws<DiskFullException>(() => AtomicFile.Write(Target, _ => throw FullDisk())),
            await Assert.ThrowsAsync<DiskFullException>(() => AtomicFile.WriteAsync(Target, _ => Task.FromException(FullDisk()))),
        };
        foreach (var e in thrown)
        {
            Assert.Equal(Target, e.Path);
            Assert.StartsWith($"{Target} cannot be written: the disk is full", e.Message, StringComparison.Ordinal);
            Assert.True(AtomicFile.IsDiskFull(e));
        }

        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(Target));
        AssertAlone();
    }

    /// <summary>kill -9 at any moment leaves a whole file, and beside it at most one that may be swept.</summary>
    [Fact]
    public void A_writer_that_is_killed_leaves_a_whole_file()
    {
        for (var i = 0; i < 5; i++)
        {
            string[] program = [typeof(AtomicFileTests).Assembly.Location, Target];
            using (var writer = Process.Start(new ProcessStartInfo("dotnet", program) { RedirectStandardOutput = true })!)
            {
                Assert.Equal("written", writer.StandardOutput.ReadLine());
                Thread.Sleep(7 * i);
                writer.Kill();
                writer.WaitForExit();
            }

            var content = File.ReadAllBytes(Target);
            Assert.Equal(EndlessWriter.Bytes, content.Length);
            Assert.Equal(-1, content.AsSpan().IndexOfAnyExcept(content[0]));
            var left = Directory.GetFiles(folder.FullName).Where(f => f != Target).ToArray();
            Assert.InRange(left.Length, 0, 1);
            foreach (var file in left)
            {
                Assert.EndsWith(AtomicFile.TemporaryEnding, file, StringComparison.Ordinal);
                File.Delete(file);
            }
        }
    }

    private static Task Done(Action work)
    {
        work();
        return Task.CompletedTask;
    }

    private static IOException FullDisk()
    {
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);
        return Assert.ThrowsAny<IOException>(() => full.Write([1]));
    }

    private void AssertAlone() => Assert.Equal([Target], Directory.GetFiles(folder.FullName));
}

using Cutline.Web.Storage;

namespace Cutline.Web.Tests.Storage;

public sealed class SyncedFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cutline-synced-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_file_is_replaced_whole()
    {
        var path = Path.Combine(folder.FullName, "file");
        await SyncedFile.WriteAsync(path, new byte[] { 1, 2, 3 });
        await SyncedFile.WriteAsync(path, new byte[] { 4 });
        Assert.Equal([4], await File.ReadAllBytesAsync(path));
        Assert.Equal([path], Directory.GetFiles(folder.FullName));
    }

    [Fact]
    public async Task One_that_is_not_written_to_its_end_leaves_the_one_before()
    {
        var path = Path.Combine(folder.FullName, "file");
        await SyncedFile.WriteAsync(path, new byte[] { 1, 2, 3 });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => SyncedFile.WriteAsync(path, new byte[] { 4 }, new CancellationToken(canceled: true)));
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named() =>
        Assert.StartsWith(
            "/nowhere/at/all cannot be opened: ", Assert.Throws<IOException>(() => SyncedFile.SyncFolder("/nowhere/at/all")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_full_disk_is_told_from_other_failures()
    {
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);
        Assert.True(SyncedFile.IsFull(Assert.ThrowsAny<IOException>(() => full.Write([1]))));
        Assert.False(SyncedFile.IsFull(Assert.ThrowsAny<IOException>(() => File.ReadAllBytes("/nowhere/at/all"))));
    }
}

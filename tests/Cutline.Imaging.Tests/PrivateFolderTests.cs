namespace Cutline.Imaging.Tests;

public sealed class PrivateFolderTests : IDisposable
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite, OwnFolder = OwnFile | UnixFileMode.UserExecute;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cutline-private-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Folders_and_what_is_written_in_them_are_the_users_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        var inner = Path.Combine(folder.FullName, "a", "b");
        PrivateFolder.Create(inner);
        AtomicFile.Write(Path.Combine(inner, "1"), [1]);
        await AtomicFile.WriteAsync(Path.Combine(inner, "2"), new byte[] { 2 });
        PrivateFolder.Open(Path.Combine(inner, "3"), new() { Mode = FileMode.Append, Access = FileAccess.Write }).Dispose();

        Assert.Equal(OwnFolder, File.GetUnixFileMode(Path.GetDirectoryName(inner)!));
        Assert.Equal(OwnFolder, File.GetUnixFileMode(inner));
        Assert.Equal(3, Directory.GetFiles(inner).Length);
        foreach (var file in Directory.GetFiles(inner)) Assert.Equal(OwnFile, File.GetUnixFileMode(file));
    }

    [Fact]
    public void Elsewhere_files_have_the_modes_of_other_programs()
    {
        if (OperatingSystem.IsWindows()) return;
        folder.UnixFileMode = OwnFolder | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
        var (own, other) = (Path.Combine(folder.FullName, "own"), Path.Combine(folder.FullName, "other"));
        AtomicFile.Write(own, [1]);
        File.WriteAllBytes(other, [1]);
        Assert.Equal(File.GetUnixFileMode(other), File.GetUnixFileMode(own));
    }

    [Fact]
    public void What_others_could_read_is_restricted_and_links_are_not_followed()
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode Everyone = (UnixFileMode)0x1FF;
        var outside = Path.Combine(folder.FullName, "outside");
        var store = Directory.CreateDirectory(Path.Combine(folder.FullName, "store", "listing")).Parent!;
        File.WriteAllBytes(outside, [1]);
        File.WriteAllBytes(Path.Combine(store.FullName, "listing", "photo.jpg"), [1]);
        File.CreateSymbolicLink(Path.Combine(store.FullName, "link"), outside);
        foreach (var path in (string[])[outside, store.FullName, .. Directory.GetDirectories(store.FullName)])
            File.SetUnixFileMode(path, Everyone);

        Assert.Equal(0, PrivateFolder.Restrict(store.FullName));

        Assert.Equal(Everyone, File.GetUnixFileMode(outside));
        Assert.Equal(OwnFolder, File.GetUnixFileMode(store.FullName));
        Assert.Equal(OwnFolder, File.GetUnixFileMode(Path.Combine(store.FullName, "listing")));
        Assert.Equal(OwnFile, File.GetUnixFileMode(Path.Combine(store.FullName, "listing", "photo.jpg")));
        Assert.Equal(0, PrivateFolder.Restrict(Path.Combine(folder.FullName, "nowhere")));
    }
}

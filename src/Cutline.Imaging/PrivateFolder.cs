namespace Cutline.Imaging;

/// <summary>
/// Folders whose files only the current user can read: mode 0700, and 0600 for the files in them. On Windows they inherit their
/// permissions.
/// </summary>
public static class PrivateFolder
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite, OwnFolder = OwnFile | UnixFileMode.UserExecute,
        Others = (UnixFileMode)0x3F; // what the group and all others may

    /// <summary>Creates a folder, and those above it, where they do not exist.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        if (Directory.Exists(path)) return;
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } above) Create(above);
        Directory.CreateDirectory(path, OwnFolder);
    }

    /// <summary>Takes all permissions of others from a folder or file, and from what is in the folder; links are not followed.</summary>
    /// <returns>
    /// The number of files and folders that stayed as they were: they are another user's, or the disk has no permissions.
    /// </returns>
    public static int Restrict(string path)
    {
        if (OperatingSystem.IsWindows()) return 0;
        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        if (File.Exists(path)) return Own(new FileInfo(path));
        return Directory.Exists(path)
            ? Own(new DirectoryInfo(path)) + new DirectoryInfo(path).EnumerateFileSystemInfos("*", all).Sum(Own)
            : 0;

        static int Own(FileSystemInfo entry)
        {
            try
            {
                if (!OperatingSystem.IsWindows() && (entry.UnixFileMode & Others) != 0) entry.UnixFileMode &= ~Others;
                return 0;
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return 0; // deleted meanwhile
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return 1;
            }
        }
    }

    /// <summary>The mode of a new file: its folder's user's alone where the folder is; otherwise null for the process's default.</summary>
    private static UnixFileMode? ModeIn(string folder) =>
        !OperatingSystem.IsWindows() && new DirectoryInfo(folder) is { Exists: true } known && (known.UnixFileMode & Others) == 0
            ? OwnFile
            : null;

    /// <summary>Creates or opens a file that only the current user can read where its folder is such a folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is opened; its mode is set here.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static FileStream Open(string path, FileStreamOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!OperatingSystem.IsWindows() && ModeIn(Path.GetDirectoryName(Path.GetFullPath(path))!) is { } mode)
            options.UnixCreateMode = mode;
        return new FileStream(path, options);
    }
}

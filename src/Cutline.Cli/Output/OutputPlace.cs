namespace Cutline.Cli.Output;

/// <summary>Looks at where a command is to write, before its work begins. Nothing is left behind.</summary>
internal static class OutputPlace
{
    /// <summary>A folder, which is there or can be made.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="IOException">It cannot be made or written.</exception>
    internal static void CheckFolder(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new ArgumentException("the folder to write to has no name: give it one");
        var at = Path.GetFullPath(path);
        for (; !Directory.Exists(at); at = Path.GetDirectoryName(at)!)
            if (File.Exists(at)) throw new IOException($"{at} is a file, and {path} is to be a folder: choose another place");
        CheckWritable(at, path);
    }

    /// <summary>A file in a folder that is there.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="IOException">It is a folder, its folder is missing, or nothing can be written there.</exception>
    internal static void CheckFile(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new ArgumentException("the file to write has no name: give it one");
        if (Directory.Exists(path)) throw new IOException($"{path} is a folder: name a file");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder)) throw new IOException($"{path} cannot be written, there is no folder {folder}: make it first");
        CheckWritable(folder, path);
    }

    private static void CheckWritable(string folder, string path)
    {
        try
        {
            new FileStream(
                Path.Combine(folder, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1,
                FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path} cannot be written, {folder} takes no new files: check its permissions, or choose another", e);
        }
    }
}

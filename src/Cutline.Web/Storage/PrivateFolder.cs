namespace Cutline.Web.Storage;

/// <summary>A folder that only the current user can read.</summary>
internal static class PrivateFolder
{
    /// <summary>Creates the folder where it does not exist. On Windows, it inherits its permissions.</summary>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

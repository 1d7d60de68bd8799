namespace Cutline.Web.Jobs;

/// <summary>A folder that only this user reads.</summary>
internal static class PrivateFolder
{
    /// <summary>Makes it where it is not; in Windows, folders inherit who may read them.</summary>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

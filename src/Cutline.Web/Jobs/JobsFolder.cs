using System.Text.RegularExpressions;

namespace Cutline.Web.Jobs;

/// <summary>The folder that all jobs lie in; one service's at a time, and no other user's.</summary>
internal sealed partial class JobsFolder : IDisposable
{
    private readonly string path;
    private readonly FileStream claim;

    private JobsFolder(string path, FileStream claim) => (this.path, this.claim) = (path, claim);

    /// <exception cref="IOException">It cannot be used, or another service uses it; the message says what to do.</exception>
    public static JobsFolder Open(string path)
    {
        try
        {
            PrivateFolder.Make(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, e);
        }

        try
        {
            return new(path, new FileStream(Path.Combine(path, "in-use"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e is not FileNotFoundException and not DirectoryNotFoundException)
        {
            throw new IOException($"jobs in {path} are another service's, which is running: stop it, or give this one a folder of its own with --store", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, e);
        }
    }

    public JobFolder Of(string id) => new(Path.Combine(path, id));

    /// <summary>What former processes left; other folders are not looked at.</summary>
    public IEnumerable<JobFolder> Left() => Directory.EnumerateDirectories(path).Where(folder => Id().IsMatch(Path.GetFileName(folder))).Select(folder => new JobFolder(folder));

    public void Dispose() => claim.Dispose();

    private static IOException Unusable(string path, Exception reason) =>
        new($"jobs cannot be kept in {path}: {reason.Message.TrimEnd('.')}; give a folder that this user may write with --store", reason);

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex Id();
}

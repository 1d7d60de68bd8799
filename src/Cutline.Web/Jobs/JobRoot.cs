using System.Text.RegularExpressions;
using Cutline.Imaging;
using Cutline.Web.Storage;

namespace Cutline.Web.Jobs;

/// <summary>The folder of all jobs. It is used by one service at a time, and only the current user can read it.</summary>
internal sealed partial class JobRoot : IDisposable
{
    // errno, and Windows' error as HRESULT.
    private const int WouldBlock = 11, WouldBlockMac = 35, SharingViolation = unchecked((int)0x80070020);

    private readonly string path;
    private readonly FileStream lockFile;

    private JobRoot(string path, FileStream lockFile) => (this.path, this.lockFile) = (path, lockFile);

    /// <summary>Creates the folder where it does not exist, and locks it.</summary>
    /// <exception cref="IOException">It cannot be used, or another service uses it; the message gives the repair.</exception>
    public static JobRoot Open(string path)
    {
        try
        {
            PrivateFolder.Create(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, e);
        }

        try
        {
            return new(path, PrivateFolder.Open(Path.Combine(path, StoreHealth.InUse), new()
            {
                Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None,
            }));
        }
        catch (IOException e) when (e.HResult is WouldBlock or WouldBlockMac or SharingViolation)
        {
            throw new IOException(
                $"another service is running with the jobs in {path}: stop it, or give this one its own folder with --store", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, e);
        }
    }

    /// <summary>Lets only this user read what earlier versions wrote.</summary>
    /// <returns>The number of files for which this is not possible.</returns>
    public int Restrict() => PrivateFolder.Restrict(path);

    /// <summary>The folder of a job.</summary>
    public JobFolder Of(string id) => new(Path.Combine(path, id));

    /// <summary>The folders of jobs that exist; folders with other names are ignored.</summary>
    public IEnumerable<JobFolder> Existing() =>
        Directory.EnumerateDirectories(path)
            .Where(folder => Id().IsMatch(Path.GetFileName(folder)))
            .Select(folder => new JobFolder(folder));

    public void Dispose() => lockFile.Dispose();

    private static IOException Unusable(string path, Exception reason) =>
        new($"jobs cannot be stored in {path}: {reason.Message.TrimEnd('.')}; give a folder that this user can write with --store", reason);

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex Id();
}

using Cutline.Imaging;
using Cutline.Web.Configuration;

namespace Cutline.Web.Storage;

/// <summary>
/// Whether the store can be used: its folder may be moved away, unmounted or mounted read-only while the service runs. Causes contain no
/// paths; those are in the log.
/// </summary>
internal sealed partial class StoreHealth(ServeOptions options, TimeProvider time, ILogger<StoreHealth> log)
{
    /// <summary>The name of the file in <c>jobs</c> that a running service holds open.</summary>
    public const string InUse = "in-use";

    private const int ReadOnlyFileSystem = 30; // EROFS

    /// <summary>How long a check holds: readiness is asked for without a key, and a check writes to the disk.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly string jobs = StoreFolder.Of(options.Store, "jobs");
    private readonly Lock gate = new();
    private string? known;
    private long? checkedAt;

    /// <summary>Why the store cannot be used, and the repair; null where it can be. It is checked once a second at most.</summary>
    public string? Cause
    {
        get
        {
            lock (gate)
            {
                if (checkedAt is { } at && time.GetElapsedTime(at) < Period) return known;
                (var cause, checkedAt) = (Missing ?? Unwritable(), time.GetTimestamp());
                if (cause is not null && cause != known) Failed(log, Path.GetDirectoryName(jobs)!, cause);
                return known = cause;
            }
        }
    }

    /// <summary>Why the store cannot be read, and the repair; null where it can be.</summary>
    public string? Missing => File.Exists(Path.Combine(jobs, InUse))
        ? null
        : "the store is not there any more, or cannot be read: put its folder back, or start the service again with another --store";

    /// <summary>Why an operation on the store failed, and the repair.</summary>
    public string CauseOf(Exception e) => Missing ?? Told(e);

    private static string Told(Exception e) => e switch
    {
        IOException { HResult: ReadOnlyFileSystem } => "the store is read-only: mount it so that it can be written",
        UnauthorizedAccessException => "the service's user may not use the store: give it the permission to read and write there",
        _ => "the store's disk fails: see the service's log",
    };

    private string? Unwritable()
    {
        var probe = Path.Combine(jobs, $"probe{AtomicFile.TemporaryEnding}");
        try
        {
            using var file = new FileStream(probe, new FileStreamOptions
            {
                Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose,
            });
            return null;
        }
        catch (IOException e) when (AtomicFile.IsDiskFull(e))
        {
            return null; // single photos are cut, and jobs wait
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Told(e);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The store in {Folder} fails: {Cause}")]
    private static partial void Failed(ILogger log, string folder, string cause);
}

using System.Diagnostics.CodeAnalysis;
using Cutline.Web.Cutting;
using Cutline.Web.Problems;

namespace Cutline.Web.Jobs;

/// <summary>
/// A batch job: several photos that are cut with the same settings. Each state that a client sees is on disk first, so that another process
/// can resume the job.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "Its source has no timer and no handle, and is used until it is collected.")]
internal sealed class Job(JobFolder folder, TimeSpan keepFor, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly List<JobPhoto> photos = [];
    private readonly CancellationTokenSource cancelled = new();
    private TaskCompletionSource changed = NewSignal();
    private WorkState state;
    private (DateTimeOffset At, long Since, TimeSpan Left)? expires;

    public string Id => folder.Id;

    /// <summary>Whose job it is, see <see cref="Sharing.Client"/>; empty where an earlier process accepted it.</summary>
    public string Client { get; init; } = "";

    public JobFolder Folder => folder;

    /// <summary>How its photos are cut; null until it is accepted.</summary>
    public CutSettings? Settings { get; private set; }

    /// <summary>Its photos in the order of the upload.</summary>
    public IReadOnlyList<JobPhoto> Photos => photos;

    /// <summary>Cancelled when the job is deleted.</summary>
    public CancellationToken Cancelled => cancelled.Token;

    /// <summary>When it is deleted, as the clock was when it was finished; null until then.</summary>
    public DateTimeOffset? Expires
    {
        get
        {
            lock (gate) return expires?.At;
        }
    }

    /// <summary>Whether its time has passed: as time passes, whatever the clock is set to meanwhile.</summary>
    public bool HasExpired
    {
        get
        {
            lock (gate) return expires is var (_, since, left) && time.GetElapsedTime(since) >= left;
        }
    }

    /// <summary>Adds an entry for the upload of the next photo.</summary>
    public JobPhoto Add()
    {
        folder.Create();
        var number = photos.Count + 1;
        var photo = new JobPhoto(number, folder.Upload(number), folder.CutOut(number));
        photos.Add(photo);
        return photo;
    }

    /// <summary>Accepts the job after its upload: from now on it is finished even if this process is killed.</summary>
    public async Task AcceptAsync(CutSettings settings, CancellationToken cancel)
    {
        Settings = settings;
        await folder.AcceptAsync(new(JobRecord.Current, time.GetUtcNow(), photos.Count, settings.Given), settings.Files, cancel);
    }

    /// <summary>Resumes the job of an earlier process.</summary>
    /// <exception cref="InvalidDataException">Its folder is damaged.</exception>
    /// <exception cref="ProblemException">An option is not valid any more.</exception>
    public void Resume(JobRecord record)
    {
        Settings = CutSettings.Read(record.Options, folder.Files());
        for (var i = 0; i < record.Photos; i++)
        {
            var photo = Add();
            var (cut, refused) = folder.Outcome(photo.Number);
            (photo.State, photo.Problem) = (cut ? WorkState.Done : refused is null ? WorkState.Waiting : WorkState.Failed, refused);
            if (cut) photo.About = folder.Details(photo.Number);
        }

        folder.RemoveLeftovers(record.Photos);
        if (folder.WhenEnded() is { } ended) (state, expires) = (WorkState.Done, After(ended));
    }

    /// <summary>Marks a photo as being cut.</summary>
    public void Begin(JobPhoto photo) => Change(() => (state, photo.State) = (WorkState.Cutting, WorkState.Cutting));

    /// <summary>Stores the cut-out of a photo.</summary>
    public async Task FinishAsync(JobPhoto photo, CutResult cut, CancellationToken cancel)
    {
        var details = CutOutDetails.Of(cut, Settings!);
        await folder.FinishAsync(photo.Number, details, cut.Bytes, cancel);
        Change(() => (photo.State, photo.About) = (WorkState.Done, details));
    }

    /// <summary>Stores the reason why a photo failed.</summary>
    public async Task FailAsync(JobPhoto photo, Problem problem, CancellationToken cancel)
    {
        await folder.FailAsync(photo.Number, problem, cancel);
        Change(() => (photo.State, photo.Problem) = (WorkState.Failed, problem));
    }

    /// <summary>Finishes the job: every photo is cut or has failed.</summary>
    public async Task EndAsync()
    {
        await folder.EndAsync();
        Change(() => (state, expires) = (WorkState.Done, After(time.GetUtcNow())));
    }

    /// <summary>Lets photos that were begun wait again, since the job's folder failed.</summary>
    public void Suspend() => Change(() =>
    {
        foreach (var photo in photos.Where(p => p.State == WorkState.Cutting)) photo.State = WorkState.Waiting;
    });

    /// <summary>Stops its work and deletes its files.</summary>
    public void Delete()
    {
        cancelled.Cancel();
        try
        {
            folder.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A result was being written. Without its record the folder is not a job, and the next start deletes it.
        }
    }

    /// <summary>The current status, and a task that completes at the next change.</summary>
    /// <param name="servicePath">The path of the service, with which its addresses begin.</param>
    public (JobStatus Status, Task Changed) Snapshot(string? servicePath)
    {
        lock (gate)
        {
            var at = $"{servicePath}/api/jobs/{Id}";
            var status = new JobStatus(
                Id, state, photos.Count, photos.Count(p => p.State == WorkState.Done), photos.Count(p => p.State == WorkState.Failed),
                [.. photos.Select(Photo)], expires is null ? null : $"{at}/cutouts.zip", expires?.At);
            return (status, changed.Task);

            JobPhotoStatus Photo(JobPhoto p) => new(
                p.Number, p.State, p.State == WorkState.Done ? $"{at}/cutouts/{p.Number}" : null,
                p.About, p.Problem?.Type, p.Problem?.Detail);
        }
    }

    /// <summary>When a job that ended at a time expires.</summary>
    private (DateTimeOffset At, long Since, TimeSpan Left) After(DateTimeOffset ended)
    {
        var left = ended + keepFor - time.GetUtcNow();
        return (ended + keepFor, time.GetTimestamp(), left < keepFor ? left : keepFor); // a time in the future is a wrong clock's
    }

    private void Change(Action change)
    {
        TaskCompletionSource before;
        lock (gate)
        {
            change();
            (before, changed) = (changed, NewSignal());
        }

        before.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

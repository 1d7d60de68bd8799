using Cutline.Web.Cutting;
using Cutline.Web.Problems;

namespace Cutline.Web.Jobs;

/// <summary>Several photos to be cut alike. All that is told of it is in its folder first, so that another process can go on with it.</summary>
internal sealed class Job(JobFolder folder, TimeSpan keepFor)
{
    private readonly Lock gate = new();
    private readonly List<JobPhoto> photos = [];
    private readonly CancellationTokenSource cancelled = new();
    private TaskCompletionSource changed = NewSignal();
    private WorkState state;
    private DateTimeOffset? expires;

    public string Id => folder.Id;

    public JobFolder Folder => folder;

    /// <summary>How its photos are cut; set when it is accepted.</summary>
    public CutOrder? Order { get; private set; }

    public IReadOnlyList<JobPhoto> Photos => photos;

    /// <summary>Cancelled when the job is deleted.</summary>
    public CancellationToken Cancelled => cancelled.Token;

    public DateTimeOffset? Expires
    {
        get
        {
            lock (gate) return expires;
        }
    }

    /// <summary>A place for the next photo's upload.</summary>
    public JobPhoto Add()
    {
        folder.Create();
        var number = photos.Count + 1;
        var photo = new JobPhoto(number, folder.Upload(number), folder.CutOut(number));
        photos.Add(photo);
        return photo;
    }

    /// <summary>Its upload is whole: it will be done even if this process is killed.</summary>
    public async Task AcceptAsync(CutOrder order, CancellationToken cancel)
    {
        Order = order;
        await folder.AcceptAsync(new(JobRecord.Current, DateTimeOffset.UtcNow, photos.Count, order.Given), order.Files, cancel);
    }

    /// <summary>Goes on where another process was stopped.</summary>
    /// <exception cref="InvalidDataException">Its folder is damaged.</exception>
    /// <exception cref="RefusedException">An option is no longer understood.</exception>
    public void Resume(JobRecord record)
    {
        Order = CutOrder.Read(record.Options, folder.Pictures());
        for (var i = 0; i < record.Photos; i++)
        {
            var photo = Add();
            var (cut, refused) = folder.Outcome(photo.Number);
            (photo.State, photo.Problem) = (cut ? WorkState.Done : refused is null ? WorkState.Waiting : WorkState.Failed, refused);
            if (cut) photo.About = folder.AboutCutOut(photo.Number);
        }

        folder.Tidy(record.Photos);
        if (folder.WhenEnded() is { } ended) (state, expires) = (WorkState.Done, ended + keepFor);
    }

    public void Begin(JobPhoto photo) => Change(() => (state, photo.State) = (WorkState.Cutting, WorkState.Cutting));

    public async Task FinishAsync(JobPhoto photo, CutPhoto cut, CancellationToken cancel)
    {
        var about = CutOutAbout.Of(cut, Order!);
        await folder.FinishAsync(photo.Number, about, cut.Bytes, cancel);
        Change(() => (photo.State, photo.About) = (WorkState.Done, about));
    }

    public async Task FailAsync(JobPhoto photo, Problem problem, CancellationToken cancel)
    {
        await folder.RefuseAsync(photo.Number, problem, cancel);
        Change(() => (photo.State, photo.Problem) = (WorkState.Failed, problem));
    }

    /// <summary>Every photo is cut or refused.</summary>
    public async Task EndAsync()
    {
        await folder.EndAsync();
        Change(() => (state, expires) = (WorkState.Done, DateTimeOffset.UtcNow + keepFor));
    }

    /// <summary>Stops its work and deletes its files.</summary>
    public void Delete()
    {
        cancelled.Cancel();
        try
        {
            folder.Delete();
        }
        catch (IOException)
        {
            // A result that was just being written: without its record the folder is no job, and goes at the next start.
        }
    }

    /// <summary>What it is now, and a task that ends at its next change.</summary>
    public (JobStatus Status, Task Changed) Look()
    {
        lock (gate)
        {
            var at = $"/api/jobs/{Id}";
            var status = new JobStatus(
                Id, state, photos.Count, photos.Count(p => p.State == WorkState.Done), photos.Count(p => p.State == WorkState.Failed),
                [.. photos.Select(p => new JobPhotoStatus(p.Number, p.State, p.State == WorkState.Done ? $"{at}/cutouts/{p.Number}" : null, p.About, p.Problem?.Type, p.Problem?.Detail))],
                expires is null ? null : $"{at}/cutouts.zip", expires);
            return (status, changed.Task);
        }
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

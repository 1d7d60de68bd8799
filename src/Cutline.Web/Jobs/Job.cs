using Cutline.Web.Cutting;
using Cutline.Web.Problems;

namespace Cutline.Web.Jobs;

/// <summary>Several photos to be cut alike. Its files lie in a folder of its own, under names that the service makes.</summary>
internal sealed class Job(string id, string folder, TimeSpan keepFor)
{
    private readonly Lock gate = new();
    private readonly List<JobPhoto> photos = [];
    private readonly CancellationTokenSource cancelled = new();
    private TaskCompletionSource changed = NewSignal();
    private WorkState state;
    private DateTimeOffset? expires;

    public string Id => id;

    /// <summary>How its photos are cut; set when its upload is whole.</summary>
    public CutOrder? Order { get; set; }

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
        Directory.CreateDirectory(folder);
        var number = photos.Count + 1;
        var photo = new JobPhoto(number, Path.Combine(folder, $"{number:D4}.upload"), Path.Combine(folder, $"{number:D4}.cutout"));
        photos.Add(photo);
        return photo;
    }

    public void Begin(JobPhoto photo) => Change(() => (state, photo.State) = (WorkState.Cutting, WorkState.Cutting));

    public void Finish(JobPhoto photo) => Change(() => photo.State = WorkState.Done);

    public void Fail(JobPhoto photo, Problem problem) => Change(() => (photo.State, photo.Problem) = (WorkState.Failed, problem));

    /// <summary>Nothing more will happen; what is not cut by now is cancelled.</summary>
    public void End() => Change(() =>
    {
        var left = photos.Where(p => p.State is WorkState.Waiting or WorkState.Cutting).ToArray();
        foreach (var photo in left) photo.State = WorkState.Cancelled;
        state = left.Length == 0 ? WorkState.Done : WorkState.Cancelled;
        expires = DateTimeOffset.UtcNow + keepFor;
    });

    /// <summary>Stops its work and deletes its files.</summary>
    public void Delete()
    {
        cancelled.Cancel();
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A result that was just being written stays until the service stops, when the folder above goes.
        }
    }

    /// <summary>What it is now, and a task that ends at its next change.</summary>
    public (JobStatus Status, Task Changed) Look()
    {
        lock (gate)
        {
            var at = $"/api/jobs/{id}";
            var status = new JobStatus(
                id, state, photos.Count, photos.Count(p => p.State == WorkState.Done), photos.Count(p => p.State == WorkState.Failed),
                [.. photos.Select(p => new JobPhotoStatus(p.Number, p.State, p.State == WorkState.Done ? $"{at}/cutouts/{p.Number}" : null, p.Problem?.Type, p.Problem?.Detail))],
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

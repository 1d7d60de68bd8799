using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Cutline.Imaging;
using Cutline.Web.Cutting;
using Cutline.Web.Jobs;
using Cutline.Web.Problems;
using Cutline.Web.Sharing;
using Cutline.Web.Storage;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cutline.Web.Endpoints;

/// <summary>The endpoints of batch jobs: upload, progress and results.</summary>
internal static class JobEndpoints
{
    /// <summary>After which time a client that follows a job reconnects when the service was restarted.</summary>
    private static readonly TimeSpan ReconnectDelay = TimeSpan.FromSeconds(2);

    public static void MapJobs(this IEndpointRouteBuilder app)
    {
        var jobs = app.MapGroup("/api/jobs").WithTags("Jobs");
        app.MapPost("/api/jobs", Create).WithTags("Jobs").TakesPhotos(several: true).Refuses(507)
            .WithName("CreateJob").WithSummary("Cuts several photos out")
            .WithDescription(
                "A form with several fields 'photo', and the options of a single cut-out. A job that is answered with 202 is stored "
                + "on disk, and is finished even if the service is killed and started again.");
        jobs.MapGet("/{id}", Show).Refuses(401, 404).WithName("ShowJob").WithSummary("The status of a job");
        jobs.MapGet("/{id}/events", Follow).Refuses(401, 404)
            .WithName("FollowJob").WithSummary("The status of a job at each change")
            .WithDescription("Server-sent events 'job', each with the complete status, until the job is finished.");
        jobs.MapGet("/{id}/cutouts/{number:int}", Download).GivesCutOut().Refuses(401, 404)
            .WithName("DownloadCutOut").WithSummary("One cut-out of a job");
        jobs.MapGet("/{id}/cutouts.zip", Archive).Produces<Stream>(200, "application/zip").Refuses(401, 404, 409)
            .WithName("DownloadCutOuts").WithSummary("All cut-outs of a finished job");
        jobs.MapDelete("/{id}", Delete).Refuses(401, 403, 404).WithName("DeleteJob").WithSummary("Stops a job and deletes its photos");
    }

    private static async Task<Accepted<JobStatus>> Create(
        HttpRequest request, JobStore store, StoreHealth health, ICutter cutter, CutQueue queue, JobUploadReader uploads,
        CancellationToken cancel)
    {
        CutSettings.Check(request, cutter.Model);
        using var slot = queue.Take(Client.Of(request.HttpContext), forJob: true);
        var job = store.Open(slot.Client);
        try
        {
            await uploads.ReadAsync(request, job, slot.Hold, cancel);
            store.Admit(job);
        }
        catch (IOException e) when (AtomicFile.IsDiskFull(e))
        {
            store.Remove(job);
            throw new ProblemException(Problem.DiskFull);
        }
        catch (Exception e) when (e is IOException and not BadHttpRequestException or UnauthorizedAccessException
            && !request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            store.Remove(job);
            throw new ProblemException(Problem.StoreUnusable(health.CauseOf(e)));
        }
        catch
        {
            store.Remove(job);
            throw;
        }

        return TypedResults.Accepted($"{request.PathBase}/api/jobs/{job.Id}", job.Snapshot(request.PathBase).Status);
    }

    private static Ok<JobStatus> Show(string id, JobStore store, HttpRequest request, HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(store.Find(id).Snapshot(request.PathBase).Status);
    }

    private static ServerSentEventsResult<JobStatus> Follow(
        string id, JobStore store, HttpRequest request, IHostApplicationLifetime life, CancellationToken cancel) =>
        TypedResults.ServerSentEvents(Changes(store.Find(id), request.PathBase, life.ApplicationStopping, cancel));

    private static FileStreamHttpResult Download(string id, int number, JobStore store, StoreHealth health)
    {
        var job = store.Find(id);
        var photo = job.Photos.FirstOrDefault(p => p.Number == number && p.State == WorkState.Done)
            ?? throw new ProblemException(Problem.NotFound($"the job has no cut-out {number}: its status lists those it has"));
        return TypedResults.File(JobArchive.Open(photo, health), job.Settings!.ContentType, JobArchive.Name(photo, job.Settings));
    }

    private static PushStreamHttpResult Archive(
        string id, JobStore store, StoreHealth health, HttpContext context, CancellationToken cancel)
    {
        var job = store.Find(id);
        if (job.Expires is null)
            throw new ProblemException(
            Problem.NotDone("its ZIP is available when all photos are cut: follow its events, or fetch single cut-outs"));
        // .NET's archives write the data descriptor after each file synchronously
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        if (health.Missing is { } cause) throw new ProblemException(Problem.StoreUnusable(cause));
        return TypedResults.Stream(body => JobArchive.WriteAsync(job, health, body, cancel), "application/zip", "cutouts.zip");
    }

    private static NoContent Delete(string id, JobStore store)
    {
        store.Remove(store.Find(id));
        return TypedResults.NoContent();
    }

    private static async IAsyncEnumerable<SseItem<JobStatus>> Changes(
        Job job, PathString servicePath, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancel, job.Cancelled);
        while (true)
        {
            var (status, changed) = job.Snapshot(servicePath);
            yield return new(status, "job") { ReconnectionInterval = ReconnectDelay };
            if (status.State == WorkState.Done) yield break;
            await changed.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (either.IsCancellationRequested) yield break;
        }
    }
}

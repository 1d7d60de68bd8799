using System.Text.Json.Nodes;
using Cutline.Web.Configuration;

namespace Cutline.Web.Tests.Jobs;

/// <summary>Jobs that outlive the process that accepted them. Killed processes are tested with the program itself.</summary>
public sealed class JobSurvivalTests : IDisposable
{
    private readonly DirectoryInfo store = Directory.CreateTempSubdirectory("cutline-store-");

    private string JobsFolder => Path.Combine(store.FullName, "jobs");

    public void Dispose() => store.Delete(recursive: true);

    [Fact]
    public async Task Stopping_finishes_what_is_in_hand_and_the_next_start_goes_on_with_the_rest()
    {
        var before = new StoppedCutter();
        var service = await StartAsync(before);
        var job = await service.CreateJobAsync(photos: 3);
        await before.BegunAsync(1);
        var begun = new TaskCompletionSource();
        var following = service.EventsAsync(job, begun.SetResult);
        await Task.WhenAny(begun.Task, following);
        service.Service.BeginStopping();
        before.Let(1);
        await service.DisposeAsync();
        Assert.Equal("cutting", (string?)(await following)[^1]["state"]);
        Assert.Equal(1, before.Begun);

        var after = new StoppedCutter();
        await using var next = await StartAsync(after);
        await after.BegunAsync(1);
        Assert.Equal(["done", "cutting", "waiting"], (await next.StatusAsync(job))["photos"]!.AsArray().Select(p => (string?)p!["state"]));
        Assert.Equal([1, 2, 3], await (await next.Client.GetAsync($"{job}/cutouts/1")).WellAsync());
        after.Let(2);
        Assert.Equal(("done", 3), ((string?)(await next.EventsAsync(job))[^1]["state"], (int?)(await next.StatusAsync(job))["done"]));
        Assert.Equal(2, after.Begun);
    }

    [Fact]
    public async Task A_job_that_is_done_is_there_after_a_start_until_it_is_old()
    {
        var cutter = new StoppedCutter();
        cutter.Let(1);
        string job;
        JsonNode told;
        await using (var service = await StartAsync(cutter))
        {
            job = await service.CreateJobAsync();
            told = (await service.EventsAsync(job))[^1];
        }

        Assert.Equal("done", (string?)told["state"]);
        await using (var next = await StartAsync(new StoppedCutter()))
        {
            Assert.Equal([1, 2, 3], await (await next.Client.GetAsync($"{job}/cutouts/1")).WellAsync());
            Assert.True(JsonNode.DeepEquals(told["photos"], (await next.StatusAsync(job))["photos"]));
        }

        foreach (var ended in Directory.GetFiles(JobsFolder, "ended", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(ended, DateTime.UtcNow.AddMinutes(-61));
        await using var late = await StartAsync(new StoppedCutter());
        await (await late.Client.GetAsync(job)).RefusedAsync(404, "not-found");
    }

    [Fact]
    public async Task What_is_refused_stays_refused_with_its_reason_and_is_not_tried_again()
    {
        string job;
        await using (var service = await RunningService.StartAsync(Options()))
        {
            using var created = await service.Client.PostAsync("/api/jobs", RunningService.Form([DrawnCar.Nothing]));
            job = created.Headers.Location!.ToString();
            Assert.Equal(1, (int?)(await service.EventsAsync(job))[^1]["failed"]);
        }

        var after = new StoppedCutter();
        await using var next = await StartAsync(after);
        var photo = (await next.StatusAsync(job))["photos"]![0]!;
        Assert.Equal(("failed", "urn:cutline:no-car"), ((string?)photo["state"], (string?)photo["problem"]));
        Assert.Contains("nothing was found to cut out", (string?)photo["detail"], StringComparison.Ordinal);
        Assert.Equal(0, after.Begun);
    }

    [Theory]
    [InlineData("job.json", "{\"Version\":1,")]
    [InlineData("job.json", "{\"Version\":2,\"Photos\":1,\"Options\":{}}")]
    [InlineData("job.json", "{\"Version\":1,\"Photos\":1,\"Options\":{\"format\":\"bmp\"}}")]
    [InlineData("job.json", "{\"Version\":1,\"Photos\":2000000000,\"Options\":{}}")]
    [InlineData("0001.upload", null)]
    [InlineData("0001.refused", "[]")]
    [InlineData("0001.cutout", "without what is told of it")]
    public async Task A_damaged_job_is_skipped_and_left_alone_and_the_others_go_on(string file, string? content)
    {
        var (damaged, whole) = await TwoJobsAsync();
        var folder = Path.Combine(JobsFolder, damaged.Split('/')[^1]);
        if (content is null) File.Delete(Path.Combine(folder, file));
        else await File.WriteAllTextAsync(Path.Combine(folder, file), content);

        var cutter = new StoppedCutter();
        cutter.Let(1);
        await using var service = await StartAsync(cutter);
        Assert.Equal("done", (string?)(await service.EventsAsync(whole))[^1]["state"]);
        await (await service.Client.GetAsync(damaged)).RefusedAsync(404, "not-found");
        Assert.True(Directory.Exists(folder));
    }

    [Fact]
    public async Task What_was_never_accepted_is_deleted_and_half_a_result_is_made_again()
    {
        var (first, second) = await TwoJobsAsync();
        var never = Path.Combine(JobsFolder, first.Split('/')[^1]);
        File.Delete(Path.Combine(never, "job.json"));
        await File.WriteAllBytesAsync(Path.Combine(JobsFolder, second.Split('/')[^1], "0001.cutout.tmp"), [1]);

        var cutter = new StoppedCutter();
        cutter.Let(1);
        await using var service = await StartAsync(cutter);
        Assert.Equal("done", (string?)(await service.EventsAsync(second))[^1]["state"]);
        Assert.Equal([1, 2, 3], await (await service.Client.GetAsync($"{second}/cutouts/1")).WellAsync());
        Assert.False(Directory.Exists(never));
    }

    [Fact]
    public async Task A_photo_that_ended_the_service_five_times_is_not_begun_again()
    {
        var (first, second) = await TwoJobsAsync();
        await File.WriteAllTextAsync(Path.Combine(JobsFolder, first.Split('/')[^1], "0001.tries"), "11111");

        var cutter = new StoppedCutter();
        cutter.Let(1);
        await using var service = await StartAsync(cutter);
        Assert.Equal("done", (string?)(await service.EventsAsync(second))[^1]["state"]);
        Assert.Equal("urn:cutline:undecodable", (string?)(await service.StatusAsync(first))["photos"]![0]!["problem"]);
        Assert.Equal(1, cutter.Begun);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_one_line()
    {
        var file = Path.Combine(store.FullName, "file");
        await File.WriteAllTextAsync(file, "");
        var error = await Assert.ThrowsAsync<IOException>(() => RunningService.StartAsync(new() { Store = file }, new StoppedCutter()));
        Assert.StartsWith($"jobs cannot be stored in {file}/jobs: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("; give a folder that this user can write with --store", error.Message, StringComparison.Ordinal);

        await using var first = await StartAsync(new StoppedCutter());
        var second = await Assert.ThrowsAsync<IOException>(() => StartAsync(new StoppedCutter()));
        Assert.Equal(
            $"another service is running with the jobs in {JobsFolder}: stop it, or give this one its own folder with --store",
            second.Message);
    }

    [Fact]
    public async Task Only_this_user_sees_the_photos()
    {
        await TwoJobsAsync();
        foreach (var folder in Directory.GetDirectories(JobsFolder).Append(JobsFolder))
            Assert.True(
                OperatingSystem.IsWindows()
                || File.GetUnixFileMode(folder) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute), folder);
    }

    private ServeOptions Options() => new() { Store = store.FullName, Workers = 1 };

    private Task<RunningService> StartAsync(StoppedCutter cutter) => RunningService.StartAsync(Options(), cutter);

    /// <summary>
    /// Two jobs of one photo each, accepted by a service that was stopped before it began the second, and whose first was cut by none.
    /// </summary>
    private async Task<(string First, string Second)> TwoJobsAsync()
    {
        var cutter = new StoppedCutter();
        await using var service = await StartAsync(cutter);
        var held = await service.CreateJobAsync();
        await cutter.BegunAsync(1);
        var jobs = (await service.CreateJobAsync(), await service.CreateJobAsync());
        service.Service.BeginStopping();
        cutter.Let(1);
        Assert.NotEqual(held, jobs.Item1);
        return jobs;
    }
}

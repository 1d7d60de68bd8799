using System.Text.Json.Nodes;
using Cutline.Listings;
using Cutline.Web.Tests.Listings;

namespace Cutline.Web.Tests.Jobs;

/// <summary>What jobs and requests do while the store's disk is full, fails, or is gone.</summary>
[Collection("alone")] // reads the console's errors
public sealed class FailingStoreTests : IDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(20), ManyRetries = 20 * Retry;

    private static readonly Listing Whole = new() { Car = new(2020, "Ostara", "Linnet") };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cutline-store-");

    private string Store => Path.Combine(folder.FullName, "store");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_full_disk_is_waited_for_even_where_attempts_are_counted()
    {
        if (!File.Exists("/dev/full")) return;
        var cutter = new StoppedCutter();
        await using var service = await StartAsync(cutter);
        var (first, job) = await TwoJobsAsync(service, cutter);
        File.CreateSymbolicLink(FileOf(job, "f"), "/dev/full");
        File.CreateSymbolicLink(FileOf(job, "0001.tries"), "f"); // whose length is that of its name: one attempt
        cutter.Let(2);
        Assert.Equal((1, 0), await DoneAsync(service, first));
        for (var i = 0; i < 1000 && await StateAsync(service, job) == "waiting"; i++) await Task.Delay(10);
        await Task.Delay(ManyRetries);
        Assert.Equal((1, "cutting"), (cutter.Begun, await StateAsync(service, job)));

        File.Delete(FileOf(job, "0001.tries"));
        Assert.Equal((1, 0), await DoneAsync(service, job));
    }

    [Fact]
    public async Task A_disk_that_fails_is_no_refusal_of_the_photo_and_its_log_has_no_id()
    {
        var (errors, said) = (Console.Error, new StringWriter());
        Console.SetError(TextWriter.Synchronized(said));
        string job;
        try
        {
            var cutter = new StoppedCutter();
            await using var service = await StartAsync(cutter);
            (var first, job) = await TwoJobsAsync(service, cutter);
            File.Move(FileOf(job, "0001.upload"), Path.Combine(folder.FullName, "upload"));
            Directory.CreateDirectory(FileOf(job, "0001.upload")); // reading it is an error
            cutter.Let(2);
            Assert.Equal((1, 0), await DoneAsync(service, first));
            await Task.Delay(ManyRetries); // more of them than a photo has attempts
            Assert.NotEqual("failed", await StateAsync(service, job));

            Directory.Delete(FileOf(job, "0001.upload"));
            File.Move(Path.Combine(folder.FullName, "upload"), FileOf(job, "0001.upload"));
            Assert.Equal((1, 0), await DoneAsync(service, job));
        }
        finally
        {
            Console.SetError(errors);
        }

        Assert.Contains("A job waits since its folder failed", said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(job.Split('/')[^1], said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_moved_away_is_told_and_not_made_anew()
    {
        var cutter = new StoppedCutter();
        cutter.Let(1);
        await using var service = await StartAsync(cutter);
        using var made = await service.Client.PostAsync("/api/listings", Shop.Json(Whole));
        var listing = made.Headers.Location!.ToString();
        Directory.Move(Store, Path.Combine(folder.FullName, "away"));
        await Task.Delay(TimeSpan.FromSeconds(1.1)); // how long a check holds

        using var ready = await service.Client.GetAsync("/health/ready");
        var state = JsonNode.Parse(await ready.Content.ReadAsStringAsync())!;
        Assert.Equal((503, "store-failed"), ((int)ready.StatusCode, (string?)state["state"]));
        Assert.Contains("put its folder back", (string?)state["cause"], StringComparison.Ordinal);
        Assert.True((await service.Client.GetAsync("/health/live")).IsSuccessStatusCode);
        HttpRequestMessage[] requests =
        [
            new(HttpMethod.Post, "/api/jobs") { Content = RunningService.Form([[1]]) },
            new(HttpMethod.Get, "/api/listings"),
            new(HttpMethod.Get, listing),
            new(HttpMethod.Put, $"{listing}/files/photo-1.jpg") { Content = new ByteArrayContent(DrawnCar.Jpeg) },
            new(HttpMethod.Post, "/api/listings") { Content = Shop.Json(Whole) },
        ];
        foreach (var request in requests)
            await (await service.Client.SendAsync(request)).RefusedAsync(503, "store-failed", "put its folder back");
        Assert.False(Directory.Exists(Store));

        Directory.Move(Path.Combine(folder.FullName, "away"), Store);
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        await (await service.Client.GetAsync("/health/ready")).WellAsync();
        await (await service.Client.GetAsync(listing)).WellAsync();
        await service.CreateJobAsync();
    }

    [Fact]
    public async Task What_earlier_versions_wrote_is_the_users_alone_after_a_start()
    {
        if (OperatingSystem.IsWindows()) return;
        var cutter = new StoppedCutter();
        cutter.Let(1);
        string job, listing;
        await using (var service = await StartAsync(cutter))
        {
            Assert.Equal((1, 0), await DoneAsync(service, job = await service.CreateJobAsync()));
            using var made = await service.Client.PostAsync("/api/listings", Shop.Json(Whole));
            listing = made.Headers.Location!.ToString();
            await (await service.Client.PutAsync($"{listing}/files/photo-1.jpg", new ByteArrayContent(DrawnCar.Jpeg))).WellAsync();
            AssertPrivate();
            foreach (var entry in All(folder.FullName)) entry.UnixFileMode = (UnixFileMode)0x1ED;
        }

        await using var next = await StartAsync(new StoppedCutter());
        await (await next.Client.GetAsync(listing)).WellAsync();
        await (await next.Client.GetAsync($"{job}/cutouts/1")).WellAsync();
        AssertPrivate();

        void AssertPrivate()
        {
            foreach (var part in (string[])["jobs", "listings"])
                foreach (var entry in All(Path.Combine(Store, part)).Append(new DirectoryInfo(Path.Combine(Store, part))))
                    Assert.True(((int)entry.UnixFileMode & 0x3F) == 0, $"{entry.FullName}: {entry.UnixFileMode}");
        }

        static IEnumerable<FileSystemInfo> All(string path) =>
            new DirectoryInfo(path).EnumerateFileSystemInfos("*", SearchOption.AllDirectories);
    }

    [Fact]
    public async Task A_machine_that_starts_no_decoders_is_no_refusal_of_the_photo()
    {
        using var decoder = new NotingDecoder();
        await using var service = await RunningService.StartAsync(
            new() { Store = Store, Workers = 1, Jobs = new() { RetryDelay = Retry } }, decoder: decoder);
        decoder.IsStarved = true;
        var job = await service.CreateJobAsync();
        await Task.Delay(ManyRetries);
        Assert.NotEqual("failed", await StateAsync(service, job));

        decoder.IsStarved = false;
        Assert.Equal((1, 0), await DoneAsync(service, job));
    }

    private Task<RunningService> StartAsync(StoppedCutter cutter) =>
        RunningService.StartAsync(new() { Store = Store, Workers = 1, Jobs = new() { RetryDelay = Retry } }, cutter);

    private string FileOf(string job, string name) => Path.Combine(Store, "jobs", job.Split('/')[^1], name);

    /// <summary>A job whose only photo is being cut, and one that waits for it.</summary>
    private static async Task<(string First, string Second)> TwoJobsAsync(RunningService service, StoppedCutter cutter)
    {
        var first = await service.CreateJobAsync();
        await cutter.BegunAsync(1);
        return (first, await service.CreateJobAsync());
    }

    private static async Task<string?> StateAsync(RunningService service, string job) =>
        (string?)(await service.StatusAsync(job))["photos"]![0]!["state"];

    private static async Task<(int Done, int Failed)> DoneAsync(RunningService service, string job)
    {
        var last = (await service.EventsAsync(job))[^1];
        return ((int)last["done"]!, (int)last["failed"]!);
    }
}

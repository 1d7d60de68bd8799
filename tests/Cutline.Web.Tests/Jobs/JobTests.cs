using System.IO.Compression;
using System.Text.Json.Nodes;
using Cutline.Imaging;

namespace Cutline.Web.Tests.Jobs;

public sealed class JobTests
{
    [Fact]
    public async Task Several_photos_are_cut_each_on_its_own()
    {
        var cutter = new StoppedCutter(ColourCutter.Instance);
        await using var service = await RunningService.StartAsync(cutter: cutter);
        using var form = RunningService.Form(
            [DrawnCar.Jpeg, DrawnCar.Nothing, "no photo"u8.ToArray(), DrawnCar.Encoded(2)], ("format", "webp"));
        using var created = await service.Client.PostAsync("/api/jobs?crop=5%25", form);
        Assert.Equal(HttpStatusCode.Accepted, created.StatusCode);
        var at = created.Headers.Location!.ToString();
        Assert.Matches("^/api/jobs/[0-9a-f]{32}$", at);

        var told = await service.EventsAsync(at, () => cutter.Let(4));

        Assert.True(told.Count >= 2, $"only {told.Count} events");
        var status = JsonNode.Parse(await (await service.Client.GetAsync(at)).WellAsync())!;
        Assert.True(JsonNode.DeepEquals(told[^1], status), $"{told[^1]}\n{status}");
        Assert.Equal(("done", 4, 2, 2), ((string?)status["state"], (int?)status["total"], (int?)status["done"], (int?)status["failed"]));
        Assert.Equal(["done", "failed", "failed", "done"], status["photos"]!.AsArray().Select(p => (string?)p!["state"]));
        Assert.Equal(
            [null, "urn:cutline:no-car", "urn:cutline:no-photo", null], status["photos"]!.AsArray().Select(p => (string?)p!["problem"]));
        using var first = await service.Client.GetAsync($"{at}/cutouts/1");
        var bytes = await first.WellAsync();
        Assert.Equal("image/webp", first.Content.Headers.ContentType?.MediaType);
        Assert.True(Photo.Probe(bytes).Width < DrawnCar.Width);
        await (await service.Client.GetAsync($"{at}/cutouts/2")).RefusedAsync(404, "not-found", "no cut-out 2");

        using var archive = await service.Client.GetAsync((string)status["archive"]!);
        using var zip = new ZipArchive(new MemoryStream(await archive.WellAsync()));
        Assert.Equal(["0001.webp", "0004.webp"], zip.Entries.Select(e => e.FullName));
        using var entry = new MemoryStream();
        zip.Entries[0].Open().CopyTo(entry);
        Assert.Equal(bytes, entry.ToArray());
    }

    [Fact]
    public async Task What_the_headers_of_a_single_photo_say_is_told_of_each()
    {
        await using var service = await RunningService.StartAsync();
        using var single = await service.CutAsync(DrawnCar.Jpeg, "?plate=1,1,9,1,9,3,1,3");
        await single.WellAsync();
        using var created = await service.Client.PostAsync("/api/jobs?plate=1,1,9,1,9,3,1,3", RunningService.Form([DrawnCar.Jpeg]));
        var told = (await service.EventsAsync(created.Headers.Location!.ToString()))[^1]["photos"]![0]!["about"]!;
        Assert.Equal(single.Headers.GetValues("Cutline-Confidence").Single(), told["confidence"]!.ToJsonString());
        Assert.Equal(single.Headers.GetValues("Cutline-Plate").Single(), (string?)told["plate"]);
        var review = single.Headers.TryGetValues("Cutline-Review", out var reasons) ? reasons.Single() : "";
        Assert.Equal(review, string.Join(',', told["review"]!.AsArray().Select(r => (string?)r)));
    }

    [Fact]
    public async Task A_wrong_upload_leaves_no_job()
    {
        await using var service = await RunningService.StartAsync(
            new() { Jobs = new() { Jobs = 1, Photos = 2 }, Limits = new PhotoLimits { MaxBytes = 4096 } }, new StoppedCutter());
        await (await service.Client.PostAsync("/api/jobs", RunningService.Form([[1], [2], [3]])))
            .RefusedAsync(413, "too-large", "at most 2 photos");
        await (await service.Client.PostAsync("/api/jobs", RunningService.Form([new byte[5000]])))
            .RefusedAsync(413, "too-large", "more than 4096 bytes");
        await (await service.Client.PostAsync("/api/jobs", RunningService.Form([], ("format", "png")))).RefusedAsync(415, "no-photo");
        await (await service.Client.PostAsync("/api/jobs", new ByteArrayContent(DrawnCar.Jpeg)))
            .RefusedAsync(415, "no-photo", "a job is a form");
        await (await service.Client.PostAsync("/api/jobs", RunningService.Form([[1]], ("format", "bmp")))).RefusedAsync(400, "bad-option");
        Assert.Equal(HttpStatusCode.Accepted, (await service.Client.PostAsync("/api/jobs", RunningService.Form([[1]]))).StatusCode);
    }

    [Fact]
    public async Task Jobs_are_bounded_in_number_and_deleted_with_their_files()
    {
        var cutter = new StoppedCutter();
        await using var service = await RunningService.StartAsync(new() { Jobs = new() { Jobs = 1 } }, cutter);
        var first = await service.CreateJobAsync();
        await cutter.BegunAsync(1);
        using var full = await service.Client.PostAsync("/api/jobs", RunningService.Form([DrawnCar.Jpeg]));
        await full.RefusedAsync(429, "too-many-jobs");
        Assert.NotNull(full.Headers.RetryAfter);
        await (await service.Client.GetAsync($"{first}/cutouts.zip")).RefusedAsync(409, "not-done");

        cutter.Let(1);
        await service.EventsAsync(first);
        var second = await service.CreateJobAsync();
        await (await service.Client.GetAsync(first)).RefusedAsync(404, "not-found");

        Assert.Equal(HttpStatusCode.NoContent, (await service.Client.DeleteAsync(second)).StatusCode);
        await (await service.Client.GetAsync(second)).RefusedAsync(404, "not-found");
        await (await service.Client.DeleteAsync(second)).RefusedAsync(404, "not-found");
    }

    [Fact]
    public async Task Half_an_upload_is_no_job_and_replaces_no_result()
    {
        var cutter = new StoppedCutter();
        cutter.Let(3);
        await using var service = await RunningService.StartAsync(new() { Jobs = new() { Jobs = 2, ClientJobs = 4 } }, cutter);
        string[] done = [await service.CreateJobAsync(), await service.CreateJobAsync()];
        foreach (var job in done) await service.EventsAsync(job);

        var folder = Path.Combine(service.Store, "jobs");
        var halves = new List<RawClient>();
        for (var i = 0; i < 4; i++) halves.Add(await HalfAsync(service, "127.0.0.2"));
        while (Directory.GetDirectories(folder).Length < 6) await Task.Delay(10);
        foreach (var job in done) await (await service.Client.GetAsync($"{job}/cutouts/1")).WellAsync();
        using (var fifth = await HalfAsync(service, "127.0.0.2"))
            Assert.Contains("urn:cutline:too-many-jobs", await fifth.ReceiveAsync(), StringComparison.Ordinal);

        var whole = await service.CreateJobAsync(); // which replaces the first, beside the half ones
        await (await service.Client.GetAsync(done[0])).RefusedAsync(404, "not-found");
        await (await service.Client.GetAsync($"{done[1]}/cutouts/1")).WellAsync();
        await service.EventsAsync(whole);
        foreach (var half in halves) half.Dispose();
        for (var i = 0; Directory.GetDirectories(folder).Length > 2; i++)
        {
            Assert.True(i < 3000, "the half uploads are not deleted");
            await Task.Delay(10);
        }
    }

    [Fact]
    public async Task Who_has_the_most_jobs_loses_a_result_first_and_clients_have_turns()
    {
        var cutter = new StoppedCutter();
        await using var service = await RunningService.StartAsync(
            new() { Workers = 1, Jobs = new() { Jobs = 5, ClientJobs = 4 } }, cutter);
        using var stranger = service.From("127.0.0.2");
        var one = await service.CreateJobAsync();
        await cutter.BegunAsync(1);
        var many = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            using var created = await stranger.PostAsync("/api/jobs", RunningService.Form([DrawnCar.Jpeg]));
            many.Add(created.Headers.Location!.ToString());
        }

        using (var fifth = await stranger.PostAsync("/api/jobs", RunningService.Form([DrawnCar.Jpeg])))
            await fifth.RefusedAsync(429, "too-many-jobs");
        cutter.Let(2);
        await service.EventsAsync(one);
        await service.EventsAsync(many[0]);
        await cutter.BegunAsync(3);
        var next = await service.CreateJobAsync(); // replaces the stranger's result, though the other is older
        await (await service.Client.GetAsync(many[0])).RefusedAsync(404, "not-found");
        await (await service.Client.GetAsync($"{one}/cutouts/1")).WellAsync();
        cutter.Let(3);
        await service.EventsAsync(next); // before the stranger's last
        Assert.Equal("done", (string?)(await service.StatusAsync(many[2]))["state"]);
        Assert.NotEqual("done", (string?)(await service.StatusAsync(many[3]))["state"]);
        cutter.Let(1);
        await service.EventsAsync(many[3]);
    }

    /// <summary>A client that has sent the beginning of a form's first photo.</summary>
    private static async Task<RawClient> HalfAsync(RunningService service, string from)
    {
        var client = new RawClient(service.Service.Address, from);
        await client.SendAsync(
            "POST /api/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 5000\r\n\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"photo\"\r\n\r\nhalf of it");
        return client;
    }

    /// <summary>They are gone from the disk without being asked for, and from the API.</summary>
    [Fact]
    public async Task Results_are_deleted_when_they_are_old()
    {
        var cutter = new StoppedCutter();
        await using var service = await RunningService.StartAsync(new() { Jobs = new() { KeepFor = TimeSpan.FromSeconds(0.2) } }, cutter);
        var job = await service.CreateJobAsync();
        var folder = Path.Combine(service.Store, "jobs", job.Split('/')[^1]);
        Assert.True(Directory.Exists(folder));
        cutter.Let(1);
        for (var i = 0; Directory.Exists(folder); i++)
        {
            Assert.True(i < 6000, $"{folder} is not deleted");
            await Task.Delay(10);
        }

        await (await service.Client.GetAsync(job)).RefusedAsync(404, "not-found", "results are stored for");
    }
}

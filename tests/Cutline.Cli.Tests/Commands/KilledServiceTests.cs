using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cutline.Imaging;

namespace Cutline.Cli.Tests.Commands;

/// <summary>
/// kill -9 of a service under load, again and again: jobs that were accepted are done in the end, listings and their files are as they were
/// last answered for or newer, and nothing is half done. <c>CUTLINE_KILLS=50 ./test KilledServiceTests</c> kills fifty times.
/// </summary>
[Collection("program")]
public sealed class KilledServiceTests(TrainedRun trained)
{
    private const string Kills = "CUTLINE_KILLS";
    private const int MostJobs = 8, PhotosOfJob = 3;

    private readonly byte[] photo = File.ReadAllBytes(trained.Discs.Photo(0));

    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable(Kills), CultureInfo.InvariantCulture, out var n) ? n : 5;

    [Fact]
    public async Task Nothing_that_was_accepted_is_lost()
    {
        using var folder = new TemporaryFolder();
        var (random, jobs, listings, checkedJobs) = (new Random(5), new List<string>(), new List<KilledListing>(), 0);
        for (var round = 0; round < Rounds; round++)
        {
            var (process, client) = await StartAsync(folder.Path);
            using (process)
            using (client)
            {
                checkedJobs += await CheckAsync(client, jobs, listings);
                using var killed = new CancellationTokenSource();
                var listing = new KilledListing(photo);
                listings.Add(listing);
                var (sending, writing) = (SendAsync(client, jobs, killed.Token), listing.WriteAsync(client, killed.Token));
                while ((jobs.Count == 0 || listing.Saved == 0) && !(sending.IsCompleted && writing.IsCompleted)) await Task.Delay(10);
                await Task.Delay(random.Next(500)); // while it cuts these, takes the next, and writes
                process.Kill();
                killed.Cancel();
                await Task.WhenAll(sending, writing);
                await process.WaitForExitAsync();
            }
        }

        var (last, end) = await StartAsync(folder.Path);
        using (end) checkedJobs += await CheckAsync(end, jobs, listings);
        Assert.True(checkedJobs >= Rounds, $"{checkedJobs} jobs in {Rounds} rounds");
        var changes = listings.Sum(listing => listing.Saved);
        Console.WriteLine($"{Rounds} kills: {checkedJobs} jobs and {listings.Count} listings with {changes} changes kept");

        CutlineProgram.Signal(last, "TERM");
        Assert.Equal(0, CutlineProgram.End(last).Code);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "jobs"), "*.tmp", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "jobs"), "*.upload", SearchOption.AllDirectories));
    }

    /// <summary>All that was accepted before; jobs are deleted then, since a service keeps few.</summary>
    private static async Task<int> CheckAsync(HttpClient client, List<string> jobs, List<KilledListing> listings)
    {
        foreach (var job in jobs)
        {
            var status = await DoneAsync(client, job);
            Assert.Equal((PhotosOfJob, 0), ((int)status["done"]!, (int)status["failed"]!));
            using var zip = new ZipArchive(new MemoryStream(await client.GetByteArrayAsync($"{job}/cutouts.zip")));
            Assert.Equal(["0001.png", "0002.png", "0003.png"], zip.Entries.Select(e => e.FullName));
            foreach (var entry in zip.Entries) Whole(entry);
            using var deleted = await client.DeleteAsync(job);
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        }

        foreach (var listing in listings) await listing.CheckAsync(client);
        var count = jobs.Count;
        jobs.Clear();
        return count;
    }

    private static void Whole(ZipArchiveEntry entry)
    {
        using var bytes = new MemoryStream();
        using (var stream = entry.Open()) stream.CopyTo(bytes);
        using var cut = Photo.Load(bytes.ToArray(), new PhotoLoad { Format = PixelFormat.Rgba });
        Assert.True(cut.Width > 0);
    }

    /// <summary>Sends jobs until the service is gone; those that it accepted are noted.</summary>
    private async Task SendAsync(HttpClient client, List<string> accepted, CancellationToken killed)
    {
        while (accepted.Count < MostJobs && !killed.IsCancellationRequested)
        {
            using var form = new MultipartFormDataContent();
            for (var i = 0; i < PhotosOfJob; i++) form.Add(new ByteArrayContent(photo), "photo", "photo.png");
            try
            {
                using var answer = await client.PostAsync("/api/jobs", form, killed);
                Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
                accepted.Add(answer.Headers.Location!.ToString());
                await Task.Delay(100, killed);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                return; // killed before it answered: it promised nothing
            }
        }
    }

    private static async Task<JsonNode> DoneAsync(HttpClient client, string job)
    {
        for (var clock = Stopwatch.StartNew(); ;)
        {
            var status = JsonNode.Parse(await client.GetStringAsync(job))!;
            if ((string?)status["state"] == "done") return status;
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), $"{job} does not end: {status}");
            await Task.Delay(50);
        }
    }

    private async Task<(Process Process, HttpClient Client)> StartAsync(string store)
    {
        var process = CutlineProgram.Start(["serve", "--port", "0", "--store", store, "--model", trained.Path, "--device", "cpu"]);
        var line = await process.StandardOutput.ReadLineAsync() ?? "";
        Assert.StartsWith("http://localhost:", line, StringComparison.Ordinal);
        var address = new Uri(line.Split(' ')[0].Replace("localhost", "127.0.0.1", StringComparison.Ordinal));
        return (process, new HttpClient { BaseAddress = address });
    }
}

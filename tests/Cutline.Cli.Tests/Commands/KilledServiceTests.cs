using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Cutline.Imaging;

namespace Cutline.Cli.Tests.Commands;

/// <summary>kill -9 of a service under load, again and again: what was accepted is done in the end, and nothing is half done.</summary>
[Collection("program")]
public sealed class KilledServiceTests(TrainedRun trained)
{
    private const int Rounds = 6, MostJobs = 14, PhotosOfJob = 3;

    [Fact]
    public async Task Nothing_that_was_accepted_is_lost()
    {
        using var folder = new TemporaryFolder();
        var photo = await File.ReadAllBytesAsync(trained.Discs.Photo(0));
        var (random, accepted) = (new Random(5), new List<string>());
        for (var round = 0; round < Rounds; round++)
        {
            var (process, client) = await StartAsync(folder.Path);
            using (process)
            using (client)
            {
                using var killed = new CancellationTokenSource();
                var before = accepted.Count;
                var sending = SendAsync(client, photo, accepted, killed.Token);
                while (accepted.Count == before && !sending.IsCompleted) await Task.Delay(10);
                await Task.Delay(random.Next(500)); // while it cuts these and takes the next
                process.Kill();
                killed.Cancel();
                await sending;
                await process.WaitForExitAsync();
            }
        }

        Assert.InRange(accepted.Count, Rounds, MostJobs);
        var (last, end) = await StartAsync(folder.Path);
        using (end)
        {
            foreach (var job in accepted)
            {
                var status = await DoneAsync(end, job);
                Assert.Equal((PhotosOfJob, 0), ((int)status["done"]!, (int)status["failed"]!));
                using var zip = new ZipArchive(new MemoryStream(await end.GetByteArrayAsync($"{job}/cutouts.zip")));
                Assert.Equal(["0001.png", "0002.png", "0003.png"], zip.Entries.Select(e => e.FullName));
                foreach (var entry in zip.Entries) Whole(entry);
            }
        }

        CutlineProgram.Signal(last, "TERM");
        Assert.Equal(0, CutlineProgram.End(last).Code);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "jobs"), "*.tmp", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "jobs"), "*.upload", SearchOption.AllDirectories));
    }

    private static void Whole(ZipArchiveEntry entry)
    {
        using var bytes = new MemoryStream();
        using (var stream = entry.Open()) stream.CopyTo(bytes);
        using var cut = Photo.Load(bytes.ToArray(), new PhotoLoad { Format = PixelFormat.Rgba });
        Assert.True(cut.Width > 0);
    }

    /// <summary>Sends jobs until the service is gone; those that it accepted are noted.</summary>
    private static async Task SendAsync(HttpClient client, byte[] photo, List<string> accepted, CancellationToken killed)
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

using Cutline.Imaging;
using Cutline.Web.Configuration;
using Cutline.Web.Cutting;
using Cutline.Web.Sharing;
using Microsoft.Extensions.Primitives;

namespace Cutline.Web.Tests.Sharing;

/// <summary>Requests that need more memory than is free, of a budget of 128 MiB: 96 for work, 32 for uploads.</summary>
public sealed class MemoryBudgetTests
{
    private const string Stranger = "127.0.0.2";

    private static readonly ServeOptions Small = new() { MemoryBytes = ServeOptions.SmallestMemory, Workers = 2 };

    /// <summary>2.25 megapixels, of which two do not fit at a time: 16 MiB and 19 bytes a pixel.</summary>
    private static readonly byte[] Photo = Blank(1500, 1500);

    [Fact]
    public void A_quarter_of_what_the_program_leaves_is_for_uploads()
    {
        var budget = new MemoryBudget(Small);
        Assert.Equal((32L << 20, 96L << 20), (budget.MostUploads, budget.MostWork));
        Assert.True(budget.TakeWork(90 << 20));
        Assert.False(budget.TakeWork(7 << 20));
        Assert.True(budget.TakeUpload(32 << 20));
        Assert.False(budget.TakeUpload(1));
        Assert.True(budget.TakeWork(6 << 20));
        Assert.False(budget.TakeWork(1));
        var freed = 0;
        budget.Freed += () => freed++;
        budget.ChangeWork(-(96L << 20));
        Assert.Equal(1, freed);
        Assert.True(budget.TakeWork(96 << 20));
    }

    [Fact]
    public async Task What_can_never_fit_is_refused_with_what_it_needs_and_what_there_is()
    {
        var cutter = new StoppedCutter();
        await using var service = await RunningService.StartAsync(Small, cutter);
        using var answer = await service.CutAsync(Blank(2500, 2500));
        await answer.RefusedAsync(413, "too-large", "it needs 129 MiB of memory, and the service has 96 MiB for photos: reduce it");
        cutter.Let(1);
        await (await service.CutAsync(DrawnCar.Jpeg)).WellAsync();
    }

    [Fact]
    public async Task A_photo_of_a_job_that_can_never_fit_fails_with_the_reason_and_the_others_are_cut()
    {
        var cutter = new StoppedCutter();
        cutter.Let(1);
        await using var service = await RunningService.StartAsync(Small, cutter);
        using var created = await service.Client.PostAsync("/api/jobs", RunningService.Form([Blank(2500, 2500), DrawnCar.Jpeg]));
        var told = (await service.EventsAsync(created.Headers.Location!.ToString()))[^1];
        Assert.Equal(["urn:cutline:too-large", null], told["photos"]!.AsArray().Select(p => (string?)p!["problem"]));
    }

    [Fact]
    public async Task What_does_not_fit_now_waits_for_its_turn()
    {
        var cutter = new StoppedCutter();
        await using var service = await RunningService.StartAsync(Small, cutter);
        Task<HttpResponseMessage>[] both = [service.CutAsync(Photo), service.CutAsync(Photo)];
        await service.WholeAsync(2);
        await cutter.BegunAsync(1);
        await Task.Delay(300);
        Assert.Equal(1, cutter.Begun);
        cutter.Let(1);
        await cutter.BegunAsync(2);
        cutter.Let(1);
        foreach (var answer in await Task.WhenAll(both)) await answer.WellAsync();
    }

    [Fact]
    public async Task What_waits_for_too_long_is_told_to_come_again()
    {
        var cutter = new StoppedCutter();
        await using var service = await RunningService.StartAsync(Small with { WaitTime = TimeSpan.FromSeconds(0.5) }, cutter);
        var held = service.CutAsync(Photo);
        await cutter.BegunAsync(1);
        using var refused = await service.CutAsync(Photo);
        await refused.RefusedAsync(503, "memory-busy");
        Assert.NotNull(refused.Headers.RetryAfter);
        cutter.Let(2);
        await (await held).WellAsync(); // which has run for longer than it might have waited
        await (await service.CutAsync(Photo)).WellAsync();
    }

    [Fact]
    public async Task Results_count_until_they_are_sent_and_who_fetches_none_has_no_turn()
    {
        await using var service = await RunningService.StartAsync(Small, new ResultCutter(40 << 20));
        using var reader = new RawClient(service.Service.Address, Stranger);
        await reader.SendAsync(
            $"POST /api/cutouts HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {Photo.Length}\r\n\r\n");
        await reader.SendAsync(Photo);
        await service.TakenAsync(1);
        await service.WholeAsync(0);

        using var stranger = service.From(Stranger);
        var second = stranger.PostAsync("/api/cutouts", new ByteArrayContent(DrawnCar.Jpeg)); // 40 and 17 MiB are more than half of 96
        await service.WholeAsync(1);
        var small = service.CutAsync(DrawnCar.Jpeg);
        await (await small).WellAsync();
        using var large = service.CutAsync(Photo); // 57 MiB beside the 40
        await service.WholeAsync(2);
        await Task.Delay(300);
        Assert.Equal(2, service.Service.Whole);
        await reader.ReceiveAsync(toEnd: true);
        await (await second).WellAsync();
        await (await large).WellAsync();
    }

    [Fact]
    public async Task Uploads_share_their_part()
    {
        await using var service = await RunningService.StartAsync(Small with { Limits = new() { MaxBytes = 64 << 20 } });
        using var first = new RawClient(service.Service.Address, Stranger);
        await first.SendAsync($"POST /api/cutouts HTTP/1.1\r\nHost: localhost\r\nContent-Length: {40 << 20}\r\n\r\n");
        await first.SendAsync(new byte[20 << 20]); // of which the buffer has 32 MiB
        using var refused = await UntilAsync(service, 503);
        await refused.RefusedAsync(503, "memory-busy");
        first.Dispose();
        await service.TakenAsync(0);
        await (await service.CutAsync(DrawnCar.Jpeg)).WellAsync();
    }

    [Fact]
    public async Task The_memory_of_what_was_cut_refused_or_left_is_free_again()
    {
        var cutter = new StoppedCutter();
        await using var service = await RunningService.StartAsync(Small, cutter);
        for (var i = 0; i < 3; i++)
        {
            using var leave = new CancellationTokenSource();
            Task<HttpResponseMessage>[] left = [service.CutAsync(Photo, cancel: leave.Token), service.CutAsync(Photo, cancel: leave.Token)];
            await service.WholeAsync(2);
            await cutter.BegunAsync(i + 1);
            leave.Cancel();
            foreach (var task in left) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
            await service.TakenAsync(0);
        }

        cutter.Let(1);
        await (await service.CutAsync(Photo)).WellAsync();
    }

    [Fact]
    public void What_a_photo_needs_is_the_tables_sum()
    {
        var photo = new PhotoInfo(1000, 1000, "JPEG", 3, 1, 8);
        Assert.Equal((16 << 20) + 19_000_000, Cost(photo));
        Assert.Equal((16 << 20) + 19_000_000 + 22_000_000, Cost(photo, ("format", "webp")));
        Assert.Equal((16 << 20) + 19_000_000 + 7_000_000 + 7_000_000, Cost(photo, ("format", "webp"), ("background", "studio")));
        Assert.Equal((16 << 20) + 19_000_000 + 2 * (7_000_000 + 11_000_000),
            Cost(photo, ("format", "jpeg"), ("background", "studio"), ("aspect", "2:1")));
        Assert.Equal((16 << 20) + 19_000_000 + 7_000_000, Cost(photo, ("plate", "cover")));
        Assert.True(Cost(photo, ("straighten", "20")) > (16 << 20) + 19_000_000 + 5_000_000);
        Assert.Equal((16 << 20) + 35_000_000, Cost(photo with { Format = "HEIC" }));
        Assert.Equal((16 << 20) + 27_000_000, Cost(photo with { Bits = 16 }));
        Assert.Equal((16 << 20) + 31_000_000, CutCost.Of(photo, CutSettings.Read([]), [photo]));
    }

    private static long Cost(PhotoInfo photo, params (string Name, string Value)[] options) =>
        CutCost.Of(photo, CutSettings.Read(options.Select(o => KeyValuePair.Create(o.Name, new StringValues(o.Value)))), []);

    private static byte[] Blank(int width, int height)
    {
        using var photo = Imaging.Photo.FromPixels(new byte[width * height * 3], width, height, PixelFormat.Rgb);
        return photo.Encode(new(PhotoFormat.Png));
    }

    /// <summary>The answer with this status, as soon as it comes.</summary>
    private static async Task<HttpResponseMessage> UntilAsync(RunningService service, int status)
    {
        for (var i = 0; ; i++)
        {
            var answer = await service.CutAsync(DrawnCar.Jpeg);
            if ((int)answer.StatusCode == status) return answer;
            answer.Dispose();
            Assert.True(i < 600, $"no answer is {status}");
            await Task.Delay(50);
        }
    }

    /// <summary>Its results are large.</summary>
    private sealed class ResultCutter(int bytes) : ICutter
    {
        public CutResult Cut(ReadOnlyMemory<byte> photo, CutSettings settings, CancellationToken cancel) =>
            new(new byte[photo.Length == Photo.Length ? bytes : 3], default, default, 1);
    }
}

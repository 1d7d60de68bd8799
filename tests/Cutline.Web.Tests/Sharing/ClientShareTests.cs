using Cutline.Web.Configuration;
using Cutline.Web.Cutting;

namespace Cutline.Web.Tests.Sharing;

/// <summary>What one client does at the expense of others, by real sockets from several addresses of this machine.</summary>
public sealed class ClientShareTests
{
    private const string Stranger = "127.0.0.2";

    /// <summary>Limits whose effects tests need not wait for; the server looks once a second.</summary>
    private static readonly ConnectionLimits Short = new() { RateGrace = TimeSpan.FromSeconds(1.1), MinRate = 1 << 20 };

    [Fact]
    public async Task One_client_has_its_share_of_the_queue_and_others_have_the_rest()
    {
        var cutter = new StoppedCutter();
        await using var service = await RunningService.StartAsync(new() { Queue = 4, ClientQueue = 2 }, cutter);
        using var stranger = service.From(Stranger);
        Task<HttpResponseMessage>[] held = [Send(stranger), Send(stranger)];
        await service.WholeAsync(2);
        using var refused = await Send(stranger);
        await refused.RefusedAsync(429, "client-full", "this client has 2 photos in hand");
        Assert.True(refused.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));

        cutter.Let(4);
        await (await service.CutAsync(DrawnCar.Jpeg)).WellAsync();
        foreach (var answer in await Task.WhenAll(held)) await answer.WellAsync();
        await service.TakenAsync(0);
        await (await Send(stranger)).WellAsync();
    }

    [Fact]
    public async Task A_queue_that_others_filled_lets_a_client_in_and_gives_it_the_next_turn()
    {
        var cutter = new StoppedCutter();
        await using var service = await RunningService.StartAsync(new() { Queue = 4, ClientQueue = 4, Workers = 1 }, cutter);
        using var stranger = service.From(Stranger);
        var held = Enumerable.Range(0, 4).Select(_ => Send(stranger)).ToList();
        await service.WholeAsync(4);
        await cutter.BegunAsync(1);
        Task<HttpResponseMessage>[] own = [service.CutAsync(DrawnCar.Jpeg), service.CutAsync(DrawnCar.Jpeg)];
        await service.WholeAsync(6);
        await (await service.CutAsync(DrawnCar.Jpeg)).RefusedAsync(429, "queue-full"); // two are its equal part of four

        cutter.Let(3); // the stranger's first and second, and one of its own between or behind them
        await (await await Task.WhenAny(own)).WellAsync();
        Assert.True(held.Count(answer => answer.IsCompleted) <= 2, "the stranger's photos were all before it");
        cutter.Let(3);
        foreach (var answer in await Task.WhenAll([.. held, .. own])) await answer.WellAsync();
    }

    [Fact]
    public async Task With_several_keys_a_client_is_a_key_and_with_one_an_address()
    {
        string[] keys = ["the-first-long-enough-key", "the-second-long-enough-key"];
        foreach (var several in (bool[])[true, false])
        {
            var cutter = new StoppedCutter();
            await using var service = await RunningService.StartAsync(
                new() { ClientQueue = 1, ApiKeys = several ? keys : keys[..1] }, cutter);
            using var stranger = service.From(Stranger);
            stranger.DefaultRequestHeaders.Add("X-Api-Key", keys[0]);
            service.Client.DefaultRequestHeaders.Add("X-Api-Key", keys[0]);
            var held = Send(stranger);
            await service.WholeAsync(1);
            cutter.Let(2);
            if (several)
            {
                using var other = service.From(Stranger);
                other.DefaultRequestHeaders.Add("X-Api-Key", keys[1]);
                await (await Send(other)).WellAsync();
            }
            else
            {
                await (await service.CutAsync(DrawnCar.Jpeg)).WellAsync();
            }

            await (await held).WellAsync();
        }
    }

    [Fact]
    public async Task With_several_keys_one_key_has_one_share_wherever_it_is_used()
    {
        string[] keys = ["the-first-long-enough-key", "the-second-long-enough-key"];
        var cutter = new StoppedCutter();
        await using var service = await RunningService.StartAsync(new() { ClientQueue = 1, ApiKeys = keys }, cutter);
        using var stranger = service.From(Stranger);
        foreach (var client in (HttpClient[])[stranger, service.Client]) client.DefaultRequestHeaders.Add("X-Api-Key", keys[1]);
        var held = Send(stranger);
        await service.WholeAsync(1);
        await (await service.CutAsync(DrawnCar.Jpeg)).RefusedAsync(429, "client-full");
        cutter.Let(1);
        await (await held).WellAsync();
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_a_client_is_the_address_that_the_proxy_tells()
    {
        var cutter = new StoppedCutter();
        await using var service = await RunningService.StartAsync(new() { ClientQueue = 1 }, cutter);
        using var untrusted = service.From(Stranger);
        Task<HttpResponseMessage>[] held = [Forwarded(service.Client, "192.0.2.1"), Forwarded(service.Client, "192.0.2.2")];
        await service.WholeAsync(2);
        await (await Forwarded(service.Client, "192.0.2.1")).RefusedAsync(429, "client-full");
        var own = Forwarded(untrusted, "192.0.2.3");
        await service.WholeAsync(3);
        await (await Forwarded(untrusted, "192.0.2.4")).RefusedAsync(429, "client-full");
        cutter.Let(3);
        foreach (var answer in await Task.WhenAll([.. held, own])) await answer.WellAsync();
    }

    [Fact]
    public async Task Slow_uploads_of_any_number_of_clients_take_no_place_of_whole_photos()
    {
        await using var service = await RunningService.StartAsync(new() { Queue = 4, ClientQueue = 4 });
        var slow = new List<RawClient>();
        for (var i = 0; i < 16; i++) slow.Add(await UploadingAsync(service, $"127.0.0.{2 + i / 4}"));
        await service.TakenAsync(16);
        await (await service.CutAsync(DrawnCar.Jpeg)).WellAsync();
        foreach (var client in slow) client.Dispose();
        await service.TakenAsync(0);
    }

    [Fact]
    public async Task An_upload_without_progress_is_ended_and_its_slot_is_free()
    {
        await using var service = await RunningService.StartAsync(new() { ClientQueue = 1, Connections = Short });
        using var slow = await UploadingAsync(service, Stranger);
        await service.TakenAsync(1);
        var answer = await slow.ReceiveAsync();
        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("urn:cutline:too-slow", answer, StringComparison.Ordinal);
        using var stranger = service.From(Stranger);
        await service.TakenAsync(0);
        await (await Send(stranger)).WellAsync();
    }

    [Fact]
    public async Task A_slot_is_kept_until_the_answer_is_sent()
    {
        var cutter = new LargeCutter();
        await using var service = await RunningService.StartAsync(new() { ClientQueue = 1 }, cutter);
        using var reader = await AskingAsync(service, Stranger);
        await SendingAsync(cutter, service);
        using var stranger = service.From(Stranger);
        await (await Send(stranger)).RefusedAsync(429, "client-full");
        Assert.Equal(LargeCutter.Bytes, (await reader.ReceiveAsync(toEnd: true)).Split("\r\n\r\n", 2)[1].Length);
        await service.TakenAsync(0);
    }

    [Fact]
    public async Task Who_does_not_fetch_its_answer_loses_it()
    {
        var cutter = new LargeCutter();
        await using var service = await RunningService.StartAsync(new() { Connections = Short }, cutter);
        using var reader = await AskingAsync(service, Stranger);
        await SendingAsync(cutter, service);
        await service.TakenAsync(0);
        Assert.True((await reader.ReceiveAsync(toEnd: true)).Length < LargeCutter.Bytes);
    }

    [Fact]
    public async Task An_answer_that_takes_too_long_is_ended()
    {
        var cutter = new LargeCutter();
        await using var service = await RunningService.StartAsync(new() { SendTime = TimeSpan.FromSeconds(0.5) }, cutter);
        using var reader = await AskingAsync(service, Stranger);
        await SendingAsync(cutter, service);
        await service.TakenAsync(0);
    }

    private static Task<HttpResponseMessage> Send(HttpClient client) =>
        client.PostAsync("/api/cutouts", new ByteArrayContent(DrawnCar.Jpeg));

    private static Task<HttpResponseMessage> Forwarded(HttpClient client, string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/cutouts") { Content = new ByteArrayContent(DrawnCar.Jpeg) };
        request.Headers.Add("X-Forwarded-For", address);
        return client.SendAsync(request);
    }

    /// <summary>Waits until an answer is being sent.</summary>
    private static async Task SendingAsync(LargeCutter cutter, RunningService service)
    {
        await cutter.Finished.WaitAsync(TimeSpan.FromSeconds(30));
        await service.WholeAsync(0);
        Assert.Equal(1, service.Service.Waiting);
    }

    /// <summary>A client that has sent three bytes of a photo.</summary>
    private static async Task<RawClient> UploadingAsync(RunningService service, string from)
    {
        var client = new RawClient(service.Service.Address, from);
        await client.SendAsync("POST /api/cutouts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nabc");
        return client;
    }

    /// <summary>A client that has sent a photo, and reads nothing.</summary>
    private static async Task<RawClient> AskingAsync(RunningService service, string from)
    {
        var client = new RawClient(service.Service.Address, from);
        await client.SendAsync(
            $"POST /api/cutouts HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {DrawnCar.Jpeg.Length}\r\n\r\n");
        await client.SendAsync(DrawnCar.Jpeg);
        return client;
    }

    /// <summary>Its result is more than all buffers between the service and a client hold.</summary>
    private sealed class LargeCutter : ICutter
    {
        public const int Bytes = 32 << 20;

        private readonly TaskCompletionSource finished = new();

        public Task Finished => finished.Task;

        public CutResult Cut(ReadOnlyMemory<byte> photo, CutSettings settings, CancellationToken cancel)
        {
            finished.TrySetResult();
            return new(new byte[Bytes], default, default, 1);
        }
    }
}

using Cutline.Web.Configuration;

namespace Cutline.Web.Tests.Sharing;

/// <summary>Connections that are open for nothing, from several addresses of this machine.</summary>
public sealed class ConnectionTests
{
    private static readonly ConnectionLimits Few = new() { Connections = 32, ClientConnections = 1000 };

    [Fact]
    public async Task Idle_connections_of_many_addresses_keep_nobody_out()
    {
        await using var service = await RunningService.StartAsync(new() { Connections = Few });
        var idle = Enumerable.Range(0, 100).Select(i => new RawClient(service.Service.Address, $"127.0.1.{1 + i % 10}")).ToList();
        foreach (var client in idle.TakeLast(16)) await client.SendAsync("GET /health/live HTTP/1.1\r\nHost: loc"); // and half a header
        await (await service.Client.GetAsync("/health/live")).WellAsync();
        await (await service.CutAsync(DrawnCar.Jpeg)).WellAsync();
        foreach (var client in idle) client.Dispose();
    }

    [Fact]
    public async Task Requests_in_hand_leave_connections_to_the_health_checks()
    {
        await using var service = await RunningService.StartAsync(new() { Queue = 100, Connections = Few });
        var slow = new List<RawClient>();
        for (var i = 0; i < 16; i++)
        {
            slow.Add(new RawClient(service.Service.Address, $"127.0.1.{1 + i}"));
            await slow[i].SendAsync("POST /api/cutouts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nabc");
        }

        await service.TakenAsync(16);
        using var refused = await service.CutAsync(DrawnCar.Jpeg);
        await refused.RefusedAsync(503, "too-many-connections");
        Assert.NotNull(refused.Headers.RetryAfter);
        await (await service.Client.GetAsync("/health/live")).WellAsync();
        await (await service.Client.GetAsync("/health/ready")).WellAsync();

        slow[0].Dispose();
        await service.TakenAsync(15);
        await (await service.CutAsync(DrawnCar.Jpeg)).WellAsync();
        foreach (var client in slow) client.Dispose();
    }

    [Fact]
    public async Task An_address_has_a_limited_number_and_its_oldest_idle_one_is_closed_for_another()
    {
        await using var service = await RunningService.StartAsync(new() { Connections = new() { ClientConnections = 2 } });
        RawClient[] own = [.. Enumerable.Range(0, 3).Select(_ => new RawClient(service.Service.Address, "127.0.0.2"))];
        Assert.Equal("", await own[0].ReceiveAsync(toEnd: true));
        foreach (var client in own[1..])
        {
            await client.SendAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            Assert.StartsWith("HTTP/1.1 200", await client.ReceiveAsync(), StringComparison.Ordinal);
        }

        foreach (var client in own) client.Dispose();
    }

    [Fact]
    public async Task A_connection_with_a_request_in_hand_is_closed_for_no_other()
    {
        var cutter = new StoppedCutter();
        await using var service = await RunningService.StartAsync(new() { Connections = new() { ClientConnections = 1 } }, cutter);
        using var stranger = service.From("127.0.0.2");
        var held = stranger.PostAsync("/api/cutouts", new ByteArrayContent(DrawnCar.Jpeg));
        await cutter.BegunAsync(1);
        using (var second = new RawClient(service.Service.Address, "127.0.0.2"))
            Assert.Equal("", await second.ReceiveAsync(toEnd: true));
        cutter.Let(1);
        await (await held).WellAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: localhost\r\n")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    public async Task A_connection_that_sends_no_request_or_no_further_one_is_closed(string sent)
    {
        var limits = new ConnectionLimits { KeepAlive = TimeSpan.FromSeconds(1), HeaderTime = TimeSpan.FromSeconds(1) };
        await using var service = await RunningService.StartAsync(new() { Connections = limits });
        using var client = new RawClient(service.Service.Address);
        await client.SendAsync(sent);
        var answer = await client.ReceiveAsync(toEnd: true);
        if (sent.EndsWith("\r\n\r\n", StringComparison.Ordinal)) Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }
}

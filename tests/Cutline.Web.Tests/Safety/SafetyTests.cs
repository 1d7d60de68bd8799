using Cutline.Web.Configuration;

namespace Cutline.Web.Tests.Safety;

/// <summary>Who may use the service, and what every answer says to browsers.</summary>
public sealed class SafetyTests(SafetyTests.OpenService open) : IClassFixture<SafetyTests.OpenService>
{
    private const string Key = "a-key-that-is-long-enough";

    private readonly RunningService service = open.Service;

    [Theory]
    [InlineData("/health/live", 200)]
    [InlineData("/", 200)]
    [InlineData("/docs", 200)]
    [InlineData("/modules/studio.js", 200)]
    [InlineData("/openapi/v1.json", 200)]
    [InlineData("/modules/../index.html", 404)]
    [InlineData("/api/nothing", 404)]
    public async Task Every_answer_has_the_headers(string path, int status)
    {
        using var answer = await service.Client.GetAsync(path);
        Assert.Equal(status, (int)answer.StatusCode);
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
        foreach (var part in (string[])
            ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"])
            Assert.Contains(part, Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("http", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(
            ("nosniff", "DENY", "no-referrer", "same-origin", "same-origin"),
            (Header("X-Content-Type-Options"), Header("X-Frame-Options"), Header("Referrer-Policy"), Header("Cross-Origin-Opener-Policy"),
                Header("Cross-Origin-Resource-Policy")));
        Assert.Equal(("", ""), (Header("Server"), Header("Access-Control-Allow-Origin")));
    }

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/docs", 200)]
    [InlineData("/api/model", 200)]
    [InlineData("/api/nothing", 404)]
    [InlineData("/api/cutouts", 405)]
    public async Task A_head_request_has_the_headers_of_a_get_request_and_no_content(string path, int status)
    {
        using var whole = await service.Client.GetAsync(path);
        using var client = new RawClient(service.Service.Address);
        await client.SendAsync($"HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        var head = await client.ReceiveAsync(toEnd: true);

        Assert.StartsWith($"HTTP/1.1 {status} ", head, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", head, StringComparison.Ordinal);
        Assert.Equal(status, (int)whole.StatusCode);
        if (status == 200 && whole.Headers.TransferEncodingChunked != true)
            Assert.Contains($"Content-Length: {whole.Content.Headers.ContentLength}\r\n", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_key_there_is_no_api()
    {
        await using var own = await StartAsync(new() { ApiKeys = ["another-long-enough-key", Key] });
        foreach (var (name, value) in ((string, string)[])
            [("X-Nothing", "x"), ("Authorization", $"Bearer {Key}x"), ("X-Api-Key", ""),
            ("Authorization", $"Basic {Key}")])
        {
            using var answer = await SendAsync(own, HttpMethod.Post, "/api/cutouts", (name, value));
            await answer.RefusedAsync(401, "no-key", "Authorization: Bearer KEY");
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        }

        await (await SendAsync(own, HttpMethod.Get, "/api/nothing", ("X-Nothing", "x"))).RefusedAsync(401, "no-key");
        await (await SendAsync(own, HttpMethod.Post, "/api/cutouts", ("Authorization", $"Bearer {Key}"))).WellAsync();
        await (await SendAsync(own, HttpMethod.Post, "/api/cutouts", ("X-Api-Key", Key))).WellAsync();
        await (await own.Client.GetAsync("/health/ready")).WellAsync();
        await (await own.Client.GetAsync("/api/options")).WellAsync();
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", true)]
    [InlineData("Sec-Fetch-Site", "same-site", true)]
    [InlineData("Sec-Fetch-Site", "same-origin", false)]
    [InlineData("Sec-Fetch-Site", "none", false)]
    [InlineData("Origin", "https://evil.example", true)]
    [InlineData("Origin", "null", true)]
    [InlineData("Origin", "http://localhost:1", true)]
    public async Task Another_sites_page_can_send_nothing(string header, string value, bool refused)
    {
        using var answer = await SendAsync(service, HttpMethod.Post, "/api/cutouts", (header, value));
        if (refused) await answer.RefusedAsync(403, "cross-site");
        else await answer.WellAsync();
    }

    [Fact]
    public async Task The_services_own_page_and_an_allowed_origin_may()
    {
        await using var own = await StartAsync(new() { CorsOrigins = ["https://shop.example"] });
        await (await SendAsync(own, HttpMethod.Post, "/api/cutouts", ("Origin", own.Service.Address.GetLeftPart(UriPartial.Authority))))
            .WellAsync();
        using var allowed = await SendAsync(
            own, HttpMethod.Post, "/api/cutouts", ("Origin", "https://shop.example"), ("Sec-Fetch-Site", "cross-site"));
        await allowed.WellAsync();
        Assert.Equal(["https://shop.example"], allowed.Headers.GetValues("Access-Control-Allow-Origin"));
        using var preflight = await SendAsync(
            own, HttpMethod.Options, "/api/cutouts", ("Origin", "https://shop.example"), ("Access-Control-Request-Method", "POST"),
            ("Sec-Fetch-Site", "cross-site"));
        Assert.Equal(["https://shop.example"], preflight.Headers.GetValues("Access-Control-Allow-Origin"));
        using var other = await SendAsync(
            own, HttpMethod.Options, "/api/cutouts", ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "POST"));
        Assert.False(other.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("localhost", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("[::1]", false)]
    [InlineData("cutline.example", false)]
    [InlineData("evil.example", true)]
    [InlineData("127.0.0.1.evil.example", true)]
    [InlineData("localhost.evil.example", true)]
    public async Task A_strangers_name_for_this_machine_is_refused(string host, bool refused)
    {
        using var answer = await SendAsync(service, HttpMethod.Get, "/health/live", ("Host", $"{host}:{service.Service.Address.Port}"));
        if (refused) await answer.RefusedAsync(421, "wrong-host", "--host");
        else await answer.WellAsync();
    }

    [Fact]
    public async Task With_a_key_any_name_will_do()
    {
        await using var own = await StartAsync(new() { ApiKeys = [Key] });
        await (await SendAsync(own, HttpMethod.Get, "/health/live", ("Host", "cutline.example"))).WellAsync();
    }

    /// <summary>Without a key, and with a host name.</summary>
    public sealed class OpenService : IAsyncLifetime
    {
        internal RunningService Service { get; private set; } = null!;

        public async Task InitializeAsync() => Service = await StartAsync(new() { HostNames = ["cutline.example"] });

        public async Task DisposeAsync() => await Service.DisposeAsync();
    }

    private static Task<RunningService> StartAsync(ServeOptions options)
    {
        var cutter = new StoppedCutter();
        cutter.Let(100);
        return RunningService.StartAsync(options, cutter);
    }

    private static Task<HttpResponseMessage> SendAsync(
        RunningService service, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post) request.Content = new ByteArrayContent(DrawnCar.Jpeg);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return service.Client.SendAsync(request);
    }
}

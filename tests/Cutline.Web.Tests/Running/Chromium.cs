using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cutline.Web.Tests.Running;

/// <summary>Debian's chromium without a window, driven through its DevTools protocol.</summary>
internal sealed partial class Chromium : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly string folder;
    private readonly ClientWebSocket socket = new();
    private Task rest = Task.CompletedTask;
    private int number;

    private Chromium(Process process, string folder) => (this.process, this.folder) = (process, folder);

    /// <summary>Where chromium is; null where there is none.</summary>
    public static string? Program { get; } = Environment.GetEnvironmentVariable("PATH")?.Split(':').Select(p => Path.Combine(p, "chromium")).FirstOrDefault(File.Exists);

    /// <summary>What pages complained of: errors of scripts and of the network, and violations of the content security policy.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<Chromium> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("cutline-chromium-").FullName;
        var process = Process.Start(new ProcessStartInfo(Program!,
            ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking", "--remote-debugging-port=0", $"--user-data-dir={folder}", "about:blank"])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        })!;
        var chromium = new Chromium(process, folder);
        using var time = new CancellationTokenSource(Patience);
        for (Match told; ;)
        {
            told = Listening().Match(await process.StandardError.ReadLineAsync(time.Token) ?? throw new IOException("chromium ended"));
            if (!told.Success) continue;
            using var http = new HttpClient();
            var pages = JsonNode.Parse(await http.GetStringAsync(new Uri($"http://{told.Groups[1].Value}/json/list"), time.Token))!.AsArray();
            await chromium.socket.ConnectAsync(new Uri((string)pages.First(p => (string?)p!["type"] == "page")!["webSocketDebuggerUrl"]!), time.Token);
            break;
        }

        chromium.rest = Task.WhenAll(process.StandardError.ReadToEndAsync(CancellationToken.None), process.StandardOutput.ReadToEndAsync(CancellationToken.None));
        foreach (var domain in (string[])["Page", "Runtime", "Log", "DOM"]) await chromium.SendAsync($"{domain}.enable");
        return chromium;
    }

    public async Task GoAsync(Uri page)
    {
        await SendAsync("Page.navigate", new() { ["url"] = page.AbsoluteUri });
        await UntilAsync("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /// <summary>The value of an expression of JavaScript.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await SendAsync("Runtime.evaluate", new() { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        Assert.True(answer["exceptionDetails"] is null, $"{expression}: {answer["exceptionDetails"]}");
        return answer["result"]!["value"];
    }

    public async Task UntilAsync(string condition)
    {
        var clock = Stopwatch.StartNew();
        while (!((bool?)await EvaluateAsync($"Boolean({condition})") ?? false))
        {
            Assert.True(clock.Elapsed < Patience, $"never: {condition}");
            await Task.Delay(50);
        }
    }

    public async Task ChooseAsync(string input, params string[] files)
    {
        var root = (await SendAsync("DOM.getDocument"))["root"]!["nodeId"]!.DeepClone();
        var node = (await SendAsync("DOM.querySelector", new() { ["nodeId"] = root, ["selector"] = input }))["nodeId"]!.DeepClone();
        await SendAsync("DOM.setFileInputFiles", new() { ["nodeId"] = node, ["files"] = new JsonArray([.. files.Select(f => JsonValue.Create(f))]) });
    }

    public Task KeyAsync(string key) => SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyDown", ["key"] = key });

    /// <summary>A viewport of this width and height in CSS pixels.</summary>
    public Task ResizeAsync(int width, int height) =>
        SendAsync("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });

    public async Task<JsonObject> SendAsync(string method, JsonObject? parameters = null)
    {
        using var time = new CancellationTokenSource(Patience);
        var id = ++number;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        await socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, time.Token);
        while (true)
        {
            var answer = await ReceiveAsync(time.Token);
            if ((int?)answer["id"] == id) return answer["result"]?.AsObject() ?? throw new InvalidOperationException($"{method}: {answer["error"]}");
            if ((string?)answer["method"] is "Log.entryAdded" or "Runtime.exceptionThrown") Complaints.Add(answer["params"]!.ToJsonString());
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (socket.State == WebSocketState.Open) await SendAsync("Browser.close");
        else process.Kill(entireProcessTree: true);
        socket.Dispose();
        await process.WaitForExitAsync();
        await rest;
        process.Dispose();
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // One of its processes was still writing its profile.
        }
    }

    private async Task<JsonObject> ReceiveAsync(CancellationToken cancel)
    {
        using var text = new MemoryStream();
        var block = new byte[1 << 16];
        while (true)
        {
            var got = await socket.ReceiveAsync(block, cancel);
            text.Write(block, 0, got.Count);
            if (got.EndOfMessage) return JsonNode.Parse(text.ToArray())!.AsObject();
        }
    }

    [GeneratedRegex("^DevTools listening on ws://([^/]+)/")]
    private static partial Regex Listening();
}

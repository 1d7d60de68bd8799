using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;

namespace Cutline.Web.Tests.Running;

/// <summary>A page that is open in <see cref="Chromium"/>, and what it complained of.</summary>
internal sealed class Tab : IAsyncDisposable
{
    private const int Patience = 60_000; // milliseconds

    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];
    private ICDPSession? session;

    public Tab(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        context.SetDefaultTimeout(Patience);
        page.Console += (_, message) => Note(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => Note(true, error);
    }

    public IPage Page { get; }

    /// <summary>Errors of scripts and of the network, and violations of the content security policy.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (complaints) return [.. complaints];
        }
    }

    public ILocator Find(string selector) => Page.Locator(selector);

    /// <summary>Waits until the page's modules have run, which takes a request.</summary>
    public Task ReadyAsync() => Find("body[data-ready]").WaitForAsync();

    /// <summary>Loads the page again.</summary>
    public async Task ReloadAsync()
    {
        await Page.ReloadAsync();
        await ReadyAsync();
    }

    /// <summary>Gives photos to an input of files.</summary>
    public Task ChooseAsync(string input, params (string Name, byte[] Bytes)[] files) =>
        Find(input).SetInputFilesAsync(
            files.Select(f => new FilePayload { Name = f.Name, MimeType = "application/octet-stream", Buffer = f.Bytes }));

    /// <summary>
    /// Waits until an expression of JavaScript is true. Playwright's own way evaluates strings within the page, which the policy forbids.
    /// </summary>
    public async Task UntilAsync(string condition)
    {
        for (var clock = Stopwatch.StartNew(); !await Page.EvaluateAsync<bool>($"Boolean({condition})");)
        {
            Assert.True(clock.ElapsedMilliseconds < Patience, $"never: {condition}");
            await Task.Delay(50);
        }
    }

    /// <summary>What is saved as a file when this is done: its name and its bytes.</summary>
    public async Task<(string Name, byte[] Bytes)> SavedAsync(Func<Task> act)
    {
        var download = await Page.RunAndWaitForDownloadAsync(act);
        return (download.SuggestedFilename, await File.ReadAllBytesAsync(await download.PathAsync()));
    }

    /// <summary>Fingers on the screen, after this event of theirs: touchStart, touchMove or touchEnd.</summary>
    public async Task TouchAsync(string type, params (float X, float Y)[] fingers)
    {
        session ??= await context.NewCDPSessionAsync(Page);
        await session.SendAsync(
            "Input.dispatchTouchEvent",
            new() { ["type"] = type, ["touchPoints"] = fingers.Select((f, i) => new { x = f.X, y = f.Y, id = i }).ToArray() });
    }

    /// <summary>The controls of which a screen reader could not say what they are, as "role: description".</summary>
    public async Task<IReadOnlyList<string>> NamelessAsync()
    {
        string[] controls =
            ["button", "link", "textbox", "searchbox", "slider", "spinbutton", "radio", "checkbox", "switch", "combobox", "tab",
            "ColorWell"];
        session ??= await context.NewCDPSessionAsync(Page);
        var tree = await session.SendAsync("Accessibility.getFullAXTree");
        return [.. tree!.Value.GetProperty("nodes").EnumerateArray()
            .Where(n => !n.GetProperty("ignored").GetBoolean() && controls.Contains(Value(n, "role")) && Value(n, "name").Length == 0)
            .Select(n => $"{Value(n, "role")}: {n}")];
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private static string Value(JsonElement node, string name) =>
        node.TryGetProperty(name, out var property) && property.TryGetProperty("value", out var value) ? value.ToString() : "";

    private void Note(bool wrong, string text)
    {
        if (!wrong) return;
        lock (complaints) complaints.Add(text);
    }
}

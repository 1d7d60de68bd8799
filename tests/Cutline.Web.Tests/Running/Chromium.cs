using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace Cutline.Web.Tests.Running;

/// <summary>Debian's chromium without a window, started once for all tests of pages, by the first that runs.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static Task<IPlaywright>? driver;
    private IBrowser? browser;

    /// <summary>Where chromium is; null where there is none.</summary>
    public static string? Program { get; } = Environment.GetEnvironmentVariable("PATH")?.Split(':')
        .Select(folder => Path.Combine(folder, "chromium")).FirstOrDefault(File.Exists);

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>
    /// Starts Playwright's driver before any test runs: it sets the console's encoding for a moment, and a service that starts in that
    /// moment and opens the console's output waits for it as it waits for the service, for ever.
    /// </summary>
    [ModuleInitializer]
    internal static void StartDriver()
    {
        if (Program is not null) driver = Playwright.CreateAsync();
    }

    /// <summary>Opens a page in a tab of its own, which shares nothing with others.</summary>
    /// <param name="page">Its address.</param>
    /// <param name="width">Of the viewport, in CSS pixels.</param>
    /// <param name="height">Of the viewport, in CSS pixels.</param>
    /// <param name="touch">Whether it is a phone's: touched, not pointed at.</param>
    internal async Task<Tab> OpenAsync(Uri page, int width = 1280, int height = 800, bool touch = false)
    {
        browser ??= await (await driver!).Chromium.LaunchAsync(
            new() { ExecutablePath = Program, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height }, HasTouch = touch, IsMobile = touch,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var tab = new Tab(context, await context.NewPageAsync());
        await tab.Page.GotoAsync(page.AbsoluteUri);
        await tab.ReadyAsync();
        return tab;
    }

    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.CloseAsync();
        if (driver is not null) (await driver).Dispose();
    }
}

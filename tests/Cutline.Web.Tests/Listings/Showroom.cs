using Cutline.Listings;
using Cutline.Listings.Writing;
using Cutline.Listings.Facts;
using Cutline.Listings.Facts.Import;
using Cutline.Listings.Tests;
using Cutline.Listings.Tests.Facts;
using Cutline.Web.Configuration;
using Microsoft.Playwright;

namespace Cutline.Web.Tests.Listings;

/// <summary>A studio whose store outlives its service, and what a seller does in its listing tab.</summary>
internal sealed class Showroom : IAsyncDisposable
{
    private readonly Chromium chromium;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cutline-test-");
    private readonly ServeOptions options;
    private RunningService? service;
    private Tab? tab;

    private Showroom(Chromium chromium, LoopbackServer? writer)
    {
        this.chromium = chromium;
        options = new() { Store = folder.FullName };
        if (writer is null) return;
        var model = new ModelWriterOptions { Endpoint = writer.Address, Model = "m", IdleTimeout = TimeSpan.FromMinutes(1) };
        options = options with { LanguageModel = model };
    }

    public Tab Tab => tab!;

    /// <param name="writer">The language model's endpoint; null for the template.</param>
    /// <param name="facts">Whether car facts are imported.</param>
    public static async Task<Showroom> OpenAsync(Chromium chromium, LoopbackServer? writer = null, bool facts = true, bool phone = false)
    {
        var room = new Showroom(chromium, writer);
        if (facts)
        {
            var file = Path.Combine(room.folder.FullName, "cars.csv");
            await File.WriteAllTextAsync(file, MadeUpVehicles.Quoted);
            await FactsImport.RunAsync(file, DataFolder.FactsFile(room.folder.FullName));
        }

        await room.StartAsync(phone);
        return room;
    }

    /// <summary>Stops the service, starts another on the same store, and opens its page in a tab that knows nothing.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync(phone: false);
    }

    public ILocator Find(string selector) => Tab.Find(selector);

    /// <summary>Gives photos, waits until they are cut out, and turns to the listing.</summary>
    public async Task ShowAsync(params (string Name, byte[] Bytes)[] photos)
    {
        await Tab.ChooseAsync("#choose", photos);
        await CutAsync(photos.Length);
        await Find("#tab-listing").ClickAsync();
    }

    public Task CutAsync(int photos) => Tab.UntilAsync($"document.querySelectorAll('.strip-photo[data-state=done]').length === {photos}");

    /// <summary>Says by hand which car it is.</summary>
    public async Task NameAsync(string year, string make, string model)
    {
        if (await Find("[data-car=by-hand]").IsVisibleAsync()) await Find("[data-car=by-hand]").ClickAsync();
        await Find("[name=car-year]").FillAsync(year);
        await Find("[name=car-make]").FillAsync(make);
        await Find("[name=car-model]").FillAsync(model);
    }

    public Task UntilTextAsync(string selector, string text) =>
        Tab.UntilAsync($"document.querySelector(`{selector}`)?.textContent.includes(`{text}`)");

    public async Task SaveAsync()
    {
        await Tab.Page.Keyboard.PressAsync("Control+s");
        await Tab.UntilAsync("/^saved \\d\\d:\\d\\d$/.test(document.querySelector('.listing-state .state-text').textContent)");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        folder.Delete(recursive: true);
    }

    private async Task StartAsync(bool phone)
    {
        service = await RunningService.StartAsync(options);
        tab = phone
            ? await chromium.OpenAsync(service.Service.Address, 360, 740, touch: true)
            : await chromium.OpenAsync(service.Service.Address);
    }

    private async Task StopAsync()
    {
        if (tab is not null) await tab.DisposeAsync();
        if (service is not null) await service.DisposeAsync();
    }
}

namespace Cutline.Web.Tests;

/// <summary>The studio in a browser, from a photo to its cut-out.</summary>
[Collection(Pages.Name)]
public sealed class PageTests(Chromium chromium, SharedService shared) : IClassFixture<SharedService>
{
    private readonly RunningService service = shared.Service;

    [ChromiumFact]
    public async Task Photos_become_cut_outs_and_those_that_fail_say_why()
    {
        await using var model = await RunningService.StartAsync(cutter: ShippedModel.Instance);
        await using var tab = await chromium.OpenAsync(model.Service.Address);
        Assert.Equal("Cut the car out.", await tab.Find("h1").TextContentAsync());

        await tab.ChooseAsync("#choose", ("car.jpg", ModelCar.Jpeg), ("wall.png", DrawnCar.Nothing));
        await tab.Find(".strip-photo[data-state=done]").WaitForAsync();
        await tab.Find(".strip-photo[data-state=failed]").WaitForAsync();

        Assert.StartsWith(
            $"{ModelCar.Width} × {ModelCar.Height} pixels", await tab.Find(".facts-text").TextContentAsync(), StringComparison.Ordinal);
        await tab.Find(".split-grip").PressAsync("ArrowRight");
        Assert.Equal("52", await tab.Find(".split-grip").GetAttributeAsync("aria-valuenow"));

        await tab.Find("[name=crop][value=on]").CheckAsync();
        await tab.Find("[name=format][value=jpeg]").CheckAsync();
        Assert.True(await tab.Find(".on-white").IsVisibleAsync());
        var (name, bytes) = await tab.SavedAsync(() => tab.Find("[data-action=download]").ClickAsync());
        Assert.Equal("car-cutout.jpg", name);
        Assert.Equal([0xFF, 0xD8, 0xFF], bytes[..3]);

        await tab.Find(".strip-photo").Nth(1).ClickAsync();
        Assert.Contains("nothing was found to cut out", await tab.Find(".notice-text").TextContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(tab.Complaints, c => !c.Contains("422", StringComparison.Ordinal));
    }

    [ChromiumFact]
    public async Task A_scene_is_painted_by_the_service_and_gives_way_to_a_colour()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        await tab.ChooseAsync("#choose", ("car.jpg", DrawnCar.Jpeg));
        await tab.Find(".strip-photo[data-state=done]").WaitForAsync();

        var cut = await tab.Find(".after img").GetAttributeAsync("src");
        await tab.Find("[name=background][value=studio]").CheckAsync();
        await tab.UntilAsync($"document.querySelector('.after img').src !== '{cut}' && document.querySelector('.after img').complete");
        Assert.Equal(DrawnCar.Width, await tab.Find(".after img").EvaluateAsync<int>("i => i.naturalWidth"));

        await tab.Find("[name=background][value='#ffffff']").CheckAsync();
        await tab.UntilAsync($"document.querySelector('.after img').src === '{cut}'");
        Assert.Equal("rgb(255, 255, 255)", await tab.Find(".backing").EvaluateAsync<string>("p => getComputedStyle(p).backgroundColor"));
        Assert.Empty(tab.Complaints);
    }

    [ChromiumFact]
    public async Task Every_control_has_a_name_and_nothing_runs_off_a_phone()
    {
        foreach (var path in (string[])["/", "/docs"])
        {
            await using var tab = await chromium.OpenAsync(new Uri(service.Service.Address, path), 360, 740, touch: true);
            Assert.InRange(await tab.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, 360);
            Assert.Equal("en", await tab.Page.EvaluateAsync<string>("document.documentElement.lang"));
            Assert.Empty(await tab.NamelessAsync());
            Assert.Empty(tab.Complaints);
        }
    }

    [ChromiumFact]
    public async Task Requests_of_the_api_are_tried_where_they_are_described()
    {
        await using var tab = await chromium.OpenAsync(new Uri(service.Service.Address, "/docs"));
        var vin = tab.Find("details").Filter(new() { HasText = "/api/facts/vin/{vin}" });
        await vin.Locator("summary").ClickAsync();
        await vin.Locator("input[name=vin]").FillAsync("1HGCM82633A004352");
        await vin.Locator("button").ClickAsync();
        await tab.UntilAsync("document.querySelector('details[open] form pre').textContent.includes('Honda')");

        var text = tab.Find("details").Filter(new() { HasText = "/api/listings/text" });
        await text.Locator("summary").ClickAsync();
        await text.Locator("button").ClickAsync();
        await tab.UntilAsync(
            "[...document.querySelectorAll('details[open] form pre')].some(p => p.textContent.includes('2 keys') && "
            + "p.textContent.includes('event: end'))");
        Assert.Empty(await tab.NamelessAsync());
        Assert.Empty(tab.Complaints);
    }

    [ChromiumFact]
    public async Task A_service_with_keys_asks_for_one_and_goes_on()
    {
        await using var locked = await RunningService.StartAsync(new() { ApiKeys = ["a-key-that-is-long-enough"] });
        await using var tab = await chromium.OpenAsync(locked.Service.Address);
        await tab.ChooseAsync("#choose", ("car.jpg", DrawnCar.Jpeg));
        await tab.Find("#key").FillAsync("a-key-that-is-long-enough");
        await tab.Find(".key button").ClickAsync();
        await tab.Find(".strip-photo[data-state=done]").WaitForAsync();
    }

    [ChromiumFact]
    public async Task The_pages_archive_is_a_zip()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        var bytes = await tab.Page.EvaluateAsync<int[]>("""
            import('/modules/zip.js').then(async ({ zip, distinct }) => {
              const names = distinct(['größe.png', 'größe.png']);
              const blob = await zip(names.map((name, i) => ({ name, blob: new Blob([new Uint8Array([i, 2, 3])]) })));
              return [...new Uint8Array(await blob.arrayBuffer())];
            })
            """);
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream([.. bytes.Select(b => (byte)b)]));
        Assert.Equal(["größe.png", "größe (2).png"], archive.Entries.Select(e => e.FullName));
        using var second = new MemoryStream();
        archive.Entries[1].Open().CopyTo(second);
        Assert.Equal([1, 2, 3], second.ToArray());
    }

    [ChromiumFact]
    public async Task What_the_policy_forbids_is_noticed()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        await tab.Page.EvaluateAsync("document.body.setAttribute('onclick', 'this.hidden = true')");
        await tab.Page.ClickAsync("h1");
        Assert.Contains(tab.Complaints, c => c.Contains("Content Security Policy", StringComparison.Ordinal));
    }
}

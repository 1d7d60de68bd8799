using System.Text.Json.Nodes;

namespace Cutline.Web.Tests;

/// <summary>The studio in a browser, from a photo to its cut-out.</summary>
public sealed class PageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cutline-page-").FullName;

    [ChromiumFact]
    public async Task Photos_become_cut_outs_and_those_that_fail_say_why()
    {
        await using var service = await RunningService.StartAsync();
        await using var browser = await Chromium.StartAsync();
        await browser.SendAsync("Emulation.setEmulatedMedia", new() { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-reduced-motion", ["value"] = "reduce" }) });
        await browser.GoAsync(service.Service.Address);
        Assert.Equal("Cut the car out.", (string?)await browser.EvaluateAsync("document.querySelector('h1').textContent"));

        await browser.ChooseAsync("#choose", File("car.jpg", DrawnCar.Jpeg), File("wall.png", DrawnCar.Nothing));
        await browser.UntilAsync("document.querySelectorAll('.strip-photo[data-state=done]').length === 1 && document.querySelectorAll('.strip-photo[data-state=failed]').length === 1");

        Assert.StartsWith($"{DrawnCar.Width} × {DrawnCar.Height} pixels", (string?)await browser.EvaluateAsync("document.querySelector('.facts-text').textContent"), StringComparison.Ordinal);
        await browser.EvaluateAsync("document.querySelector('.split-grip').focus()");
        await browser.KeyAsync("ArrowRight");
        Assert.Equal("52", (string?)await browser.EvaluateAsync("document.querySelector('.split-grip').ariaValueNow"));

        await browser.EvaluateAsync("document.querySelector('[name=crop][value=on]').click(), document.querySelector('[name=format][value=jpeg]').click()");
        Assert.False((bool?)await browser.EvaluateAsync("document.querySelector('.note').hidden"));
        await browser.EvaluateAsync("""
            const make = URL.createObjectURL;
            URL.createObjectURL = blob => (window.blob = blob, make.call(URL, blob));
            window.saved = new Promise(done => HTMLAnchorElement.prototype.click = function () { done({ name: this.download, type: window.blob.type }); });
            0
            """);
        await browser.EvaluateAsync("document.querySelector('[data-action=download]').click()");
        var saved = await browser.EvaluateAsync("window.saved");
        Assert.Equal(("car-cutout.jpg", "image/jpeg"), ((string?)saved!["name"], (string?)saved["type"]));

        await browser.EvaluateAsync("document.querySelectorAll('.strip-photo')[1].click()");
        Assert.Contains("nothing was found to cut out", (string?)await browser.EvaluateAsync("document.querySelector('.notice-text').textContent"), StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Complaints, c => !c.Contains("422", StringComparison.Ordinal));
    }

    [ChromiumFact]
    public async Task A_scene_is_painted_by_the_service_and_gives_way_to_a_colour()
    {
        await using var service = await RunningService.StartAsync();
        await using var browser = await Chromium.StartAsync();
        await browser.GoAsync(service.Service.Address);
        await browser.ChooseAsync("#choose", File("car.jpg", DrawnCar.Jpeg));
        await browser.UntilAsync("document.querySelectorAll('.strip-photo[data-state=done]').length === 1");

        var cut = (string?)await browser.EvaluateAsync("document.querySelector('.after img').src");
        await browser.EvaluateAsync("document.querySelector('[name=background][value=studio]').click()");
        await browser.UntilAsync($"document.querySelector('.after img').src !== '{cut}' && document.querySelector('.after img').complete");
        Assert.Equal(DrawnCar.Width, (int?)await browser.EvaluateAsync("document.querySelector('.after img').naturalWidth"));
        Assert.False((bool?)await browser.EvaluateAsync("document.querySelector('.after').classList.contains('coloured')"));

        await browser.EvaluateAsync("document.querySelector('[name=background][value=\"#ffffff\"]').click()");
        await browser.UntilAsync($"document.querySelector('.after img').src === '{cut}'");
        Assert.Empty(browser.Complaints);
    }

    [ChromiumFact]
    public async Task Every_control_has_a_name_and_nothing_runs_off_a_phone()
    {
        await using var service = await RunningService.StartAsync(cutter: new StoppedCutter());
        await using var browser = await Chromium.StartAsync();
        foreach (var path in (string[])["/", "/docs"])
        {
            await browser.ResizeAsync(360, 740);
            await browser.GoAsync(new Uri(service.Service.Address, path));
            Assert.InRange((int)(await browser.EvaluateAsync("document.documentElement.scrollWidth"))!, 1, 360);
            Assert.Equal("en", (string?)await browser.EvaluateAsync("document.documentElement.lang"));
            var nameless = await browser.SendAsync("Accessibility.getFullAXTree");
            string[] controls = ["button", "link", "textbox", "slider", "radio", "combobox"];
            Assert.All(
                nameless["nodes"]!.AsArray().Where(n => (bool?)n!["ignored"] == false && controls.Contains((string?)n["role"]!["value"])),
                n => Assert.NotEmpty((string?)n!["name"]?["value"] ?? ""));
            Assert.Empty(browser.Complaints);
        }
    }

    [ChromiumFact]
    public async Task A_service_with_keys_asks_for_one_and_goes_on()
    {
        await using var service = await RunningService.StartAsync(new() { ApiKeys = ["a-key-that-is-long-enough"] });
        await using var browser = await Chromium.StartAsync();
        await browser.GoAsync(service.Service.Address);
        await browser.ChooseAsync("#choose", File("car.jpg", DrawnCar.Jpeg));
        await browser.UntilAsync("document.querySelector('.key').open");
        await browser.EvaluateAsync("document.querySelector('#key').value = 'a-key-that-is-long-enough', document.querySelector('.key button').click()");
        await browser.UntilAsync("document.querySelectorAll('.strip-photo[data-state=done]').length === 1");
    }

    [ChromiumFact]
    public async Task The_pages_archive_is_a_zip()
    {
        await using var service = await RunningService.StartAsync(cutter: new StoppedCutter());
        await using var browser = await Chromium.StartAsync();
        await browser.GoAsync(service.Service.Address);
        var bytes = await browser.EvaluateAsync("""
            import('/modules/zip.js').then(async ({ zip, distinct }) => {
              const names = distinct(['größe.png', 'größe.png']);
              const blob = await zip(names.map((name, i) => ({ name, blob: new Blob([new Uint8Array([i, 2, 3])]) })));
              return [...new Uint8Array(await blob.arrayBuffer())];
            })
            """);
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream([.. bytes!.AsArray().Select(b => (byte)(int)b!)]));
        Assert.Equal(["größe.png", "größe (2).png"], archive.Entries.Select(e => e.FullName));
        using var second = new MemoryStream();
        archive.Entries[1].Open().CopyTo(second);
        Assert.Equal([1, 2, 3], second.ToArray());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string File(string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }
}

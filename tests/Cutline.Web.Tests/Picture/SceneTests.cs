using System.IO.Compression;
using Cutline.Imaging;

namespace Cutline.Web.Tests.Picture;

/// <summary>The panel and the tools, from a choice to the file.</summary>
[Collection(Pages.Name)]
public sealed class SceneTests(Chromium chromium, SharedService shared) : IClassFixture<SharedService>
{
    private readonly RunningService service = shared.Service;

    [ChromiumFact]
    public async Task A_picture_of_ones_own_lies_behind_the_car()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        await tab.CutAsync("car.jpg");
        var cut = await tab.Find(".after img").GetAttributeAsync("src");
        await tab.ChooseAsync("#backdrop", ("red.png", Plain(200, 0, 0)));
        await tab.UntilAsync($"document.querySelector('.after img').src !== '{cut}'");
        Assert.True(await tab.Find("[name=background][value=photo]").IsCheckedAsync());
        using var red = await tab.DownloadAsync();
        Assert.All(red.At(2, 2).Zip(new byte[] { 200, 0, 0, 255 }), p => Assert.InRange(p.First - p.Second, -2, 2));
        Assert.Empty(tab.Complaints);
    }

    [ChromiumFact]
    public async Task A_photo_that_the_browser_cannot_show_is_shown_as_the_service_reads_it()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        using var photo = Photo.Load(DrawnCar.Jpeg);
        await tab.ChooseAsync("#choose", ("car.tif", PlainTiff.Encode(photo)));
        await tab.UntilAsync(
            $"document.querySelector('.before img').naturalWidth === {DrawnCar.Width} && !document.querySelector('.before img').hidden");
        await tab.BrushAsync();
        Assert.InRange(await tab.AlphaAsync(DrawnCar.Width / 2, DrawnCar.Height * 3 / 5), 200, 255);
        Assert.Empty(tab.Complaints);
    }

    [ChromiumFact]
    public async Task A_photo_is_turned_level_by_keys_and_back()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        await tab.CutAsync("car.jpg");
        using var level = await tab.DownloadAsync();
        await tab.ToolAsync("straighten");
        var slider = tab.Find("[name=straighten]");
        await slider.PressAsync("End");
        Assert.Equal("+15.0°", await tab.Find("[data-for=straighten] output").TextContentAsync());
        Assert.True(await tab.Find(".grid").IsVisibleAsync());
        Assert.Equal("15deg", await tab.Find(".before img").EvaluateAsync<string>("i => getComputedStyle(i).rotate"));
        await tab.UntilAsync("!document.querySelector('.tag-after').classList.contains('painting')");
        using var turned = await tab.DownloadAsync();
        Assert.Equal(15, Slope(turned) - Slope(level), 1.0);
        await tab.Find("[data-level]").ClickAsync();
        using var again = await tab.DownloadAsync();
        Assert.Equal(level.Pixels.ToArray(), again.Pixels.ToArray());
        Assert.Empty(tab.Complaints);
    }

    [ChromiumFact]
    public async Task All_photos_get_the_same_settings_and_come_as_one_ZIP()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        await tab.CutAsync("a.jpg", "b.jpg");
        await tab.Find("[name=background][value='#d7dade']").CheckAsync();
        await tab.Find("[name=aspect][value='1:1']").CheckAsync();
        await tab.Find(".more summary").ClickAsync();
        await tab.Find("[name=size][value='1024']").CheckAsync();
        await tab.Find("[name=format][value=webp]").CheckAsync();
        var (name, bytes) = await tab.SavedAsync(() => tab.Find("[data-action=download-all]").ClickAsync());
        Assert.Equal("cutouts.zip", name);
        using var archive = new ZipArchive(new MemoryStream(bytes));
        Assert.Equal(["a-cutout.webp", "b-cutout.webp"], archive.Entries.Select(e => e.FullName));
        foreach (var entry in archive.Entries)
        {
            using var copy = new MemoryStream();
            entry.Open().CopyTo(copy);
            var info = Photo.Probe(copy.ToArray());
            Assert.Equal(info.Width, info.Height);
        }

        Assert.Empty(tab.Complaints);
    }

    [ChromiumFact]
    public async Task The_settings_of_the_last_visit_are_there_again_but_never_the_place_of_photos()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        await tab.Page.EvaluateAsync("""
            const values = {
              background: 'gradient', above: '#102030', shadow: '40', crop: 'on', margin: '12', aspect: '4:3',
              format: 'jpeg', quality: '70', size: '1600', metadata: 'all',
            };
            for (const [name, value] of Object.entries(values)) {
              const field = document.querySelector('.options').elements[name];
              field.value = value;
              (field[0] ?? field).dispatchEvent(new Event('input', { bubbles: true }));
            }
            """);
        await tab.ReloadAsync();
        var settings = await tab.Page.EvaluateAsync<Dictionary<string, string>>(
            "import('/modules/options.js').then(({ Options }) => new Options(document.querySelector('.options')).settings)");
        Assert.Equal(
            new()
            {
                ["background"] = "#102030-#b9c0c8", ["crop"] = "12%", ["aspect"] = "4:3", ["shadow"] = "0.4", ["size"] = "1600",
                ["format"] = "jpeg", ["quality"] = "70",
            },
            settings);
        await tab.Page.EvaluateAsync("localStorage.setItem('cutline-look', '{\"background\":\"plaid\",\"crop\":7,\"format\":\"exe\"}')");
        await tab.ReloadAsync();
        Assert.True(await tab.Page.EvaluateAsync<bool>(
            "document.querySelector('.options').elements.background.value === 'transparent' && "
            + "document.querySelector('.options').elements.format.value === 'png'"));
        Assert.Empty(tab.Complaints);
    }

    [ChromiumFact]
    public async Task The_service_is_asked_once_the_hand_rests_and_one_preview_at_a_time()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        await tab.CutAsync("car.jpg");
        await tab.Find("[name=background][value='#d7dade']").CheckAsync();
        var counts = await tab.Page.EvaluateAsync<int[]>("""
            async () => {
              let sent = 0, open = 0, most = 0;
              const send = XMLHttpRequest.prototype.send, slider = document.querySelector('[name=shadow]');
              XMLHttpRequest.prototype.send = function (...content) {
                [sent, open] = [sent + 1, open + 1];
                most = Math.max(most, open);
                this.addEventListener('loadend', () => open--);
                send.apply(this, content);
              };
              for (let percent = 1; percent <= 40; percent++) {
                slider.value = percent;
                slider.dispatchEvent(new Event('input', { bubbles: true }));
                await new Promise(wake => setTimeout(wake, 20));
              }
              while (document.querySelector('.tag-after').classList.contains('painting')) await new Promise(wake => setTimeout(wake, 50));
              return [sent, most];
            }
            """);
        Assert.InRange(counts[0], 1, 8);
        Assert.Equal(1, counts[1]);
    }

    [ChromiumFact]
    public async Task Kept_edits_that_no_photo_can_have_are_as_if_nothing_was_done()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        var sound = await tab.Page.EvaluateAsync<string[]>("""
            import('/modules/edits.js').then(({ validated }) => [
              {},
              { straighten: '-2.50', plate: '1,2,30,2,30,9,1,9' },
              { straighten: '90', plate: 'cover' },
              { straighten: 'x', plate: '1,2,3,4,5,6,7,Infinity', retouch: 'a.png' },
            ].map(kept => JSON.stringify(validated(kept))))
            """);
        Assert.Equal(
            [
                """{"straighten":"0","plate":null,"retouch":null}""",
                """{"straighten":"-2.5","plate":"1,2,30,2,30,9,1,9","retouch":null}""",
                """{"straighten":"0","plate":"cover","retouch":null}""",
                """{"straighten":"0","plate":null,"retouch":null}""",
            ], sound);
    }

    private static byte[] Plain(byte red, byte green, byte blue)
    {
        using var photo = Photo.FromPixels(
            Enumerable.Repeat((byte[])[red, green, blue], 40 * 30).SelectMany(p => p).ToArray(), 40, 30, PixelFormat.Rgb);
        return photo.Encode(new PhotoEncoding(PhotoFormat.Png));
    }

    /// <summary>The direction of the car's long axis, from its second moments: degrees, clockwise from the horizontal.</summary>
    private static double Slope(Photo photo)
    {
        var car =
            (from y in Enumerable.Range(0, photo.Height)
             from x in Enumerable.Range(0, photo.Width)
             where photo.At(x, y)[3] > 128
             select (X: (double)x, Y: (double)y)).ToList();
        var (mx, my) = (car.Average(p => p.X), car.Average(p => p.Y));
        var (xx, yy) = (car.Average(p => (p.X - mx) * (p.X - mx)), car.Average(p => (p.Y - my) * (p.Y - my)));
        var xy = car.Average(p => (p.X - mx) * (p.Y - my));
        return Math.Atan2(2 * xy, xx - yy) / 2 * 180 / Math.PI;
    }
}

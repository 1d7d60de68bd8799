using Microsoft.Playwright;

namespace Cutline.Web.Tests.Picture;

/// <summary>The studio without a mouse, for eyes and ears of every kind.</summary>
[Collection(Pages.Name)]
public sealed class AccessTests(Chromium chromium)
{
    private static readonly string[] Names = ["compare", "retouch", "straighten", "plate"];

    [ChromiumFact]
    public async Task From_a_photo_to_its_file_by_keys_alone()
    {
        await using var service = await RunningService.StartAsync();
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        var keys = tab.Page.Keyboard;
        var chooser = new TaskCompletionSource<IFileChooser>();
        tab.Page.FileChooser += (_, opened) => chooser.TrySetResult(opened); // listened to well before the key: the browser is told of it beside the keys
        await TabToAsync(tab, "[data-action=choose]");
        await keys.PressAsync("Enter");
        await (await chooser.Task.WaitAsync(TimeSpan.FromSeconds(60))).SetFilesAsync(new FilePayload { Name = "car.jpg", MimeType = "image/jpeg", Buffer = DrawnCar.Jpeg });
        await tab.Find(".strip-photo[data-state=done]").WaitForAsync();

        await TabToAsync(tab, "[data-tool=straighten]");
        await keys.PressAsync("Enter");
        await TabToAsync(tab, "[name=straighten]");
        await keys.PressAsync("ArrowLeft");
        await TabToAsync(tab, "[name=background]");
        await keys.PressAsync("ArrowRight");
        Assert.True(await tab.Find("[name=background][value='#ffffff']").IsCheckedAsync());
        await TabToAsync(tab, "[data-action=download]");
        var (name, bytes) = await tab.SavedAsync(() => keys.PressAsync("Enter"));
        Assert.Equal("car-cutout.png", name);
        Assert.NotEmpty(bytes);
        Assert.Empty(tab.Complaints);
    }

    [ChromiumFact]
    public async Task Every_tool_has_names_runs_off_no_phone_and_can_be_read_in_light_and_dark()
    {
        await using var service = await RunningService.StartAsync();
        await using var tab = await chromium.OpenAsync(service.Service.Address, 360, 740, touch: true);
        Assert.Empty(await FaintAsync(tab));
        await tab.CutAsync("a.jpg", "b.jpg");
        await tab.Find("[name=background][value=gradient]").CheckAsync();
        await tab.Find(".more summary").ClickAsync();
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await tab.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            foreach (var tool in Names)
            {
                await tab.ToolAsync(tool);
                Assert.Empty(await FaintAsync(tab));
                Assert.Empty(await tab.NamelessAsync());
                Assert.InRange(await tab.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, 360);
            }
        }

        Assert.Empty(tab.Complaints);
    }

    private static async Task TabToAsync(Tab tab, string selector)
    {
        for (var i = 0; !await tab.Page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector); i++)
        {
            Assert.True(i < 60, $"no tabbing leads to {selector}");
            await tab.Page.Keyboard.PressAsync("Tab");
        }
    }

    /// <summary>Texts that contrast with what lies behind them by less than 4.5 to 1 (WCAG 2.2, 1.4.3), where that is one colour; what is disabled may be faint.</summary>
    private static Task<string[]> FaintAsync(Tab tab) => tab.Page.EvaluateAsync<string[]>("""
        () => {
          const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
          const rgba = colour => {
            pixel.clearRect(0, 0, 1, 1);
            pixel.fillStyle = colour;
            pixel.fillRect(0, 0, 1, 1);
            return [...pixel.getImageData(0, 0, 1, 1).data];
          };
          const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = e => {
            for (; e; e = e.parentElement) {
              const style = getComputedStyle(e), colour = rgba(style.backgroundColor);
              if (style.backgroundImage !== 'none') return null;
              if (colour[3] === 255) return colour;
              if (colour[3] > 0) return null;
            }
            return [255, 255, 255];
          };
          const faint = [];
          for (const e of document.querySelectorAll('body *')) {
            const text = [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data.trim()).join('');
            if (!text || !e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || e.closest(':disabled, .live, :has(> input:disabled)')) continue;
            const ground = behind(e);
            if (!ground) continue;
            const [a, b] = [light(rgba(getComputedStyle(e).color)), light(ground)], ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < 4.5) faint.push(`${text}: ${ratio.toFixed(2)}`);
          }
          return faint;
        }
        """);
}

using Microsoft.Playwright;

namespace Cutline.Web.Tests.Picture;

/// <summary>The studio without a mouse, for eyes and ears of every kind.</summary>
[Collection(Pages.Name)]
public sealed class AccessTests(Chromium chromium, SharedService shared) : IClassFixture<SharedService>
{
    private readonly RunningService service = shared.Service;

    private static readonly string[] Names = ["compare", "retouch", "straighten", "plate"];

    [ChromiumFact]
    public async Task From_a_photo_to_its_file_by_keys_alone()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        var keys = tab.Page.Keyboard;
        var chooser = new TaskCompletionSource<IFileChooser>();
        // listened to well before the key: the browser is told of it beside the keys
        tab.Page.FileChooser += (_, opened) => chooser.TrySetResult(opened);
        await tab.TabToAsync("[data-action=choose]");
        await keys.PressAsync("Enter");
        await (await chooser.Task.WaitAsync(TimeSpan.FromSeconds(60))).SetFilesAsync(
            new FilePayload { Name = "car.jpg", MimeType = "image/jpeg", Buffer = DrawnCar.Jpeg });
        await tab.Find(".strip-photo[data-state=done]").WaitForAsync();

        await tab.TabToAsync("[data-tool=straighten]");
        await keys.PressAsync("Enter");
        await tab.TabToAsync("[name=straighten]");
        await keys.PressAsync("ArrowLeft");
        await tab.TabToAsync("[name=background]");
        await keys.PressAsync("ArrowRight");
        Assert.True(await tab.Find("[name=background][value='#ffffff']").IsCheckedAsync());
        await tab.TabToAsync("[data-action=download]");
        var (name, bytes) = await tab.SavedAsync(() => keys.PressAsync("Enter"));
        Assert.Equal("car-cutout.png", name);
        Assert.NotEmpty(bytes);
        Assert.Empty(tab.Complaints);
    }

    [ChromiumFact]
    public async Task Every_tool_has_names_runs_off_no_phone_and_can_be_read_in_light_and_dark()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address, 360, 740, touch: true);
        Assert.Empty(await tab.FaintAsync());
        await tab.CutAsync("a.jpg", "b.jpg");
        await tab.Find("[name=background][value=gradient]").CheckAsync();
        await tab.Find(".more summary").ClickAsync();
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await tab.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            foreach (var tool in Names)
            {
                await tab.ToolAsync(tool);
                Assert.Empty(await tab.FaintAsync());
                Assert.Empty(await tab.NamelessAsync());
                Assert.InRange(await tab.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, 360);
            }
        }

        Assert.Empty(tab.Complaints);
    }
}

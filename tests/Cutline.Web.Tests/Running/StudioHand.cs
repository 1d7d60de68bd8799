using Cutline.Imaging;

namespace Cutline.Web.Tests.Running;

/// <summary>The studio page in a tab, as a hand uses it.</summary>
internal static class StudioHand
{
    /// <summary>Gives it drawn cars and waits until they are cut.</summary>
    public static async Task CutAsync(this Tab tab, params string[] names)
    {
        await tab.ChooseAsync("#choose", [.. names.Select((name, i) => (name, DrawnCar.Encoded(i)))]);
        await tab.UntilAsync($"document.querySelectorAll('.strip-photo[data-state=done]').length === {names.Length}");
    }

    /// <summary>Chooses a tool above the stage.</summary>
    public static Task ToolAsync(this Tab tab, string name) => tab.Find($"[data-tool={name}]").ClickAsync();

    /// <summary>Takes up the brush and waits until the photo lies beneath it.</summary>
    public static async Task BrushAsync(this Tab tab, string stroke = "erase")
    {
        await tab.ToolAsync("retouch");
        await tab.Find(".stage.brushing").WaitForAsync();
        await tab.Find($"[name=stroke][value={stroke}]").CheckAsync();
    }

    /// <summary>Where a pixel of the photo is on the screen.</summary>
    public static async Task<(float X, float Y)> PlaceAsync(this Tab tab, int x, int y)
    {
        var world = (await tab.Find(".world").BoundingBoxAsync())!;
        return (world.X + (x + 0.5f) * world.Width / DrawnCar.Width, world.Y + (y + 0.5f) * world.Height / DrawnCar.Height);
    }

    /// <summary>Draws with the mouse from one pixel of the photo to another.</summary>
    public static async Task DrawAsync(this Tab tab, (int X, int Y) from, (int X, int Y) to)
    {
        var (x, y) = await tab.PlaceAsync(from.X, from.Y);
        await tab.Page.Mouse.MoveAsync(x, y);
        await tab.Page.Mouse.DownAsync();
        (x, y) = await tab.PlaceAsync(to.X, to.Y);
        await tab.Page.Mouse.MoveAsync(x, y, new() { Steps = 4 });
        await tab.Page.Mouse.UpAsync();
    }

    /// <summary>How opaque a pixel is that the brush shows, 0 to 255.</summary>
    public static Task<int> AlphaAsync(this Tab tab, int x, int y) =>
        tab.Find(".sheet").EvaluateAsync<int>("""
            (sheet, [x, y]) => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => {
              const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
              pixel.drawImage(sheet, -x, -y);
              drawn(pixel.getImageData(0, 0, 1, 1).data[3]);
            })))
            """, new[] { x, y });

    /// <summary>The finished picture, as it is downloaded.</summary>
    public static async Task<Photo> DownloadAsync(this Tab tab)
    {
        await tab.UntilAsync("!document.querySelector('[data-action=download]').disabled");
        var (_, bytes) = await tab.SavedAsync(() => tab.Find("[data-action=download]").ClickAsync());
        return Photo.Load(bytes, new PhotoLoad { Format = PixelFormat.Rgba });
    }

    /// <summary>Red, green, blue and opacity of a pixel.</summary>
    public static byte[] At(this Photo photo, int x, int y) => photo.Pixels.Slice((y * photo.Width + x) * 4, 4).ToArray();
}

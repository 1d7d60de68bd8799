namespace Cutline.Web.Tests.Picture;

/// <summary>The brush, from the hand to the file.</summary>
[Collection(Pages.Name)]
public sealed class RetouchTests(Chromium chromium, SharedService shared) : IClassFixture<SharedService>
{
    private readonly RunningService service = shared.Service;

    private const int X = DrawnCar.Width / 2, Y = DrawnCar.Height * 3 / 5; // on the car

    [ChromiumFact]
    public async Task What_is_erased_can_be_taken_back_and_is_kept_over_a_change_of_background()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        await tab.CutAsync("car.jpg");
        await tab.BrushAsync();
        var whole = await tab.AlphaAsync(X, Y);
        Assert.InRange(whole, 200, 255);

        await tab.DrawAsync((X - 20, Y), (X + 20, Y));
        Assert.Equal(0, await tab.AlphaAsync(X, Y));
        await tab.Page.Keyboard.PressAsync("Control+z");
        Assert.Equal(whole, await tab.AlphaAsync(X, Y));
        await tab.Page.Keyboard.PressAsync("Control+Shift+Z");
        Assert.Equal(0, await tab.AlphaAsync(X, Y));

        await tab.Find("[name=background][value='#ffffff']").CheckAsync();
        using (var white = await tab.DownloadAsync()) Assert.Equal([255, 255, 255, 255], white.At(X, Y));
        await tab.ToolAsync("compare");
        await tab.Find("[name=background][value='#16181b']").CheckAsync();
        using (var night = await tab.DownloadAsync()) Assert.Equal([0x16, 0x18, 0x1b, 255], night.At(X, Y));

        await tab.BrushAsync();
        await tab.Find("[data-stroke=undo]").ClickAsync();
        Assert.True(await tab.Find("[data-stroke=undo]").IsDisabledAsync());
        using (var undone = await tab.DownloadAsync()) Assert.NotEqual([0x16, 0x18, 0x1b, 255], undone.At(X, Y));
        Assert.Empty(tab.Complaints);
    }

    [ChromiumFact]
    public async Task What_is_restored_is_the_photo()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        await tab.CutAsync("car.jpg");
        await tab.BrushAsync("restore");
        await tab.DrawAsync((40, 12), (60, 12));
        Assert.Equal(255, await tab.AlphaAsync(50, 12));
        Assert.Equal(0, await tab.AlphaAsync(300, 12));

        using var photo = Imaging.Photo.Load(DrawnCar.Jpeg, new() { Format = Imaging.PixelFormat.Rgba });
        using var cut = await tab.DownloadAsync();
        Assert.Equal(0, cut.At(300, 12)[3]);
        Assert.All(photo.At(50, 12).Zip(cut.At(50, 12)), p => Assert.InRange(p.Second - p.First, -3, 3));
        Assert.Empty(tab.Complaints);
    }

    [ChromiumFact]
    public async Task Keys_change_the_brush_and_space_pans()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        await tab.CutAsync("car.jpg");
        await tab.BrushAsync();
        var (x, y) = await tab.PlaceAsync(X, Y);
        await tab.Page.Mouse.MoveAsync(x, y);
        var ring = (await tab.Find(".ring").BoundingBoxAsync())!;
        Assert.Equal(
            (x, y), (ring.X + ring.Width / 2, ring.Y + ring.Height / 2),
            (a, b) => Math.Abs(a.Item1 - b.Item1) < 1 && Math.Abs(a.Item2 - b.Item2) < 1);
        await tab.Page.Keyboard.PressAsync("]");
        Assert.True((await tab.Find(".ring").BoundingBoxAsync())!.Width > ring.Width);
        await tab.Page.Keyboard.PressAsync("[");
        Assert.Equal(ring.Width, (await tab.Find(".ring").BoundingBoxAsync())!.Width, 0.1);

        var before = (await tab.Find(".world").BoundingBoxAsync())!;
        await tab.Page.Keyboard.DownAsync(" ");
        await tab.Page.Mouse.DownAsync();
        await tab.Page.Mouse.MoveAsync(x + 40, y + 30);
        await tab.Page.Mouse.UpAsync();
        await tab.Page.Keyboard.UpAsync(" ");
        var after = (await tab.Find(".world").BoundingBoxAsync())!;
        Assert.Equal((40, 30), (Math.Round(after.X - before.X), Math.Round(after.Y - before.Y)));
        Assert.True(await tab.Find("[data-stroke=undo]").IsDisabledAsync());
        Assert.InRange(await tab.AlphaAsync(X, Y), 200, 255);
    }

    [ChromiumFact]
    public async Task Two_fingers_zoom_and_leave_no_stroke()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address, 360, 740, touch: true);
        await tab.CutAsync("car.jpg");
        await tab.BrushAsync();
        var (x, y) = await tab.PlaceAsync(X, Y);
        var width = (await tab.Find(".world").BoundingBoxAsync())!.Width;
        await tab.TouchAsync("touchStart", (x, y));
        await tab.TouchAsync("touchMove", (x + 4, y));
        await tab.TouchAsync("touchStart", (x + 4, y), (x + 44, y));
        await tab.TouchAsync("touchMove", (x - 16, y), (x + 64, y));
        await tab.TouchAsync("touchEnd");
        Assert.Equal(2, (await tab.Find(".world").BoundingBoxAsync())!.Width / width, 0.05);
        Assert.True(await tab.Find("[data-stroke=undo]").IsDisabledAsync());
        Assert.InRange(await tab.AlphaAsync(X, Y), 200, 255);

        await tab.Find("[data-zoom=fit]").TapAsync();
        await tab.Page.Touchscreen.TapAsync(x, y);
        Assert.Equal(0, await tab.AlphaAsync(X, Y));
        Assert.InRange(await tab.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, 360);
        Assert.Empty(tab.Complaints);
    }

    [ChromiumFact]
    public async Task A_mask_is_drawn_as_worked_out_by_hand_and_its_history_stays_bounded()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);

        // A hard brush of radius 2 from (2.5, 2.5) to (4.5, 2.5): at a pixel's centre, strength is 1/2 + (2 - distance) clamped to 0..1.
        var row = await tab.Page.EvaluateAsync<int[]>("""
            import('/modules/retouch/mask.js').then(({ Mask }) => {
              const mask = new Mask(8, 5), brush = { radius: 2, softness: 0, restores: false };
              const [from, to] = [{ x: 2.5, y: 2.5 }, { x: 4.5, y: 2.5 }];
              mask.line(from, to, brush, mask.reach(from, to, brush));
              mask.line(from, to, brush, mask.reach(from, to, brush));
              return [...mask.values.subarray(16, 24)];
            })
            """);
        Assert.Equal([127, 0, 0, 0, 0, 0, 127, 128], row);

        var kept = await tab.Page.EvaluateAsync<int[]>("""
            Promise.all(['mask', 'history'].map(m => import(`/modules/retouch/${m}.js`))).then(([{ Mask }, { History }]) => {
              const mask = new Mask(640, 640), history = new History(mask, 1 << 20);
              for (let i = 0; i < 300; i++) {
                const [from, to] = [{ x: i, y: i }, { x: 640 - i, y: i }];
                const brush = { radius: 30, softness: .5, restores: i % 2 === 1 }, reach = mask.reach(from, to, brush);
                history.begin();
                history.touch(reach);
                mask.line(from, to, brush, reach);
                history.end();
              }
              const bytes = history.bytes, last = mask.values.slice();
              let undone = 0;
              while (history.canUndo) (history.undo(), undone++);
              while (history.canRedo) history.redo();
              return [bytes, undone, mask.values.every((v, i) => v === last[i]) ? 1 : 0];
            })
            """);
        Assert.InRange(kept[0], 1, 1 << 20);
        Assert.InRange(kept[1], 2, 299);
        Assert.Equal(1, kept[2]);
    }

    [ChromiumFact]
    public async Task The_mask_is_sent_as_a_grey_PNG_that_others_read_bit_for_bit()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        var bytes = await tab.Page.EvaluateAsync<int[]>("""
            import('/modules/retouch/png.js').then(async ({ greyPng, greyOf }) => {
              const values = Uint8Array.from({ length: 256 * 3 }, (_, i) => i % 256);
              const png = await greyPng(values, 256, 3), back = await greyOf(png, 256, 3);
              if (back.some((v, i) => v !== values[i])) throw new Error('read back otherwise');
              return [...new Uint8Array(await png.arrayBuffer())];
            })
            """);
        using var photo = Imaging.Photo.Load(bytes.Select(b => (byte)b).ToArray(), new() { Format = Imaging.PixelFormat.Grey });
        Assert.Equal((256, 3), (photo.Width, photo.Height));
        Assert.Equal(Enumerable.Range(0, 256 * 3).Select(i => (byte)(i % 256)), photo.Pixels.ToArray());
    }
}

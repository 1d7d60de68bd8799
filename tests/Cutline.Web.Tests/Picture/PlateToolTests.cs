using Cutline.Imaging;

namespace Cutline.Web.Tests.Picture;

/// <summary>The corners of the plate, moved by hand and by keys.</summary>
[Collection(Pages.Name)]
public sealed class PlateToolTests(Chromium chromium, SharedService shared) : IClassFixture<SharedService>
{
    private readonly RunningService service = shared.Service;

    [ChromiumFact]
    public async Task Corners_are_moved_by_hand_and_by_keys_and_what_is_between_them_is_covered()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        await tab.CutAsync("car.jpg");
        await tab.Find("[name=background][value='#ffffff']").CheckAsync();
        using var open = await tab.DownloadAsync();

        await tab.ToolAsync("plate");
        await tab.Find(".switch").ClickAsync();
        var corner = tab.Find(".corner").First;
        await corner.WaitForAsync();
        Assert.Equal(
            "No plate was detected: drag the corners to where it is.", await tab.Find("[data-for=plate] .hint").TextContentAsync());

        var (was, box) = (await CornersAsync(tab), (await corner.BoundingBoxAsync())!);
        var pixel = (await tab.Find(".world").BoundingBoxAsync())!.Width / DrawnCar.Width;
        await tab.Page.Mouse.MoveAsync(box.X + 22, box.Y + 22);
        await tab.Page.Mouse.DownAsync();
        await tab.Page.Mouse.MoveAsync(box.X + 22 - 30 * pixel, box.Y + 22 - 20 * pixel, new() { Steps = 3 });
        await tab.Page.Mouse.UpAsync();
        Assert.Equal((was[0] - 30, was[1] - 20), Pair(await CornersAsync(tab), 0));
        await corner.PressAsync("ArrowRight");
        await corner.PressAsync("Shift+ArrowDown");
        var now = await CornersAsync(tab);
        Assert.Equal((was[0] - 29, was[1] - 10), Pair(now, 0));
        Assert.Equal(was[2..], now[2..]);

        using var covered = await tab.DownloadAsync();
        var (x, y) = ((int)(now[0] + now[4]) / 2, (int)(now[1] + now[5]) / 2);
        Assert.NotEqual(open.At(x, y), covered.At(x, y));
        Assert.Equal(open.At(2, 2), covered.At(2, 2));
        await tab.Find(".switch").ClickAsync();
        using var again = await tab.DownloadAsync();
        Assert.Equal(open.Pixels.ToArray(), again.Pixels.ToArray());
        Assert.Empty(tab.Complaints);
    }

    /// <summary>The corners on the stage, in the photo's pixels.</summary>
    private static Task<double[]> CornersAsync(Tab tab) => tab.Page.EvaluateAsync<double[]>($$"""
        () => {
          const [stage, world] = ['.stage', '.world'].map(part => document.querySelector(part).getBoundingClientRect());
          const scale = world.width / {{DrawnCar.Width}};
          const numbers = document.querySelector('.plate polygon').getAttribute('points').split(/[ ,]/).map(Number);
          return numbers.map((n, i) => Math.round(i % 2 ? (n + stage.y - world.y) / scale : (n + stage.x - world.x) / scale));
        }
        """);

    private static (double X, double Y) Pair(double[] numbers, int at) => (numbers[2 * at], numbers[2 * at + 1]);
}

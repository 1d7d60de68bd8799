using Cutline.Imaging;

namespace Cutline.Web.Tests.Picture;

/// <summary>Photos that a person should look at are led to.</summary>
[Collection(Pages.Name)]
public sealed class ReviewTests(Chromium chromium, SharedService shared) : IClassFixture<SharedService>
{
    private readonly RunningService service = shared.Service;

    [ChromiumFact]
    public async Task A_car_that_reaches_the_edge_is_marked_in_words_and_led_to()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        await tab.CutAsync("a.jpg", "b.jpg");
        Assert.Equal(0, await tab.Find(".strip-photo.check").CountAsync());
        using var photo = Photo.Load(DrawnCar.Jpeg);
        using var part = photo.Crop(photo.Width / 2, 0, photo.Width / 2, photo.Height);
        await tab.ChooseAsync("#choose", ("half.png", part.Encode(new PhotoEncoding(PhotoFormat.Png))));
        var marked = tab.Find(".strip-photo.check");
        await marked.WaitForAsync();
        Assert.Equal("half.png, cut out, to be checked", await marked.GetAttributeAsync("aria-label"));
        Assert.Equal("? check", await marked.Locator(".mark").TextContentAsync());
        Assert.Equal("1 photo to check.", await tab.Find(".why").TextContentAsync());

        await tab.Find("[data-review=next]").ClickAsync();
        Assert.Equal("half.png", await tab.Find(".facts-name").TextContentAsync());
        Assert.Contains("the car touches the edge of the photo", await tab.Find(".why").TextContentAsync(), StringComparison.Ordinal);
        await tab.Find("[data-review=fine]").ClickAsync();
        Assert.True(await tab.Find(".review").IsHiddenAsync());
        Assert.Equal(0, await tab.Find(".strip-photo.check").CountAsync());
        Assert.Empty(tab.Complaints);
    }
    [ChromiumFact]
    public async Task Another_car_is_told_in_words()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        await tab.ChooseAsync("#choose", ("two.png", DrawnCar.Two));
        await tab.Find(".strip-photo.check").WaitForAsync();

        Assert.Equal("Check: there seems to be another car.", await tab.Find(".why").TextContentAsync());
        Assert.Empty(tab.Complaints);
    }
}

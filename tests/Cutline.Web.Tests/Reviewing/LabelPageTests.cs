using Cutline.Segmentation.Labelling;
using Cutline.Web.Reviewing;
using Microsoft.Playwright;

namespace Cutline.Web.Tests.Reviewing;

/// <summary>The page of labels in a browser.</summary>
[Collection(Pages.Name)]
public sealed class LabelPageTests(Chromium chromium) : IDisposable
{
    private readonly LabelledCars cars = new();

    [ChromiumFact]
    public async Task Labels_are_rejected_by_keys_and_remembered()
    {
        using var review = LabelReview.Open(cars.Folder);
        await using var service = await ReviewService.StartAsync(review, 0);
        await using var tab = await chromium.OpenAsync(service.Address);
        Assert.Equal("1 of 3 · 0 rejected", await tab.Find(".count").TextContentAsync());
        Assert.Equal("car 30.0 % · unsure 10.0 % · teachers agree to 0.950", await tab.Find(".figures").TextContentAsync());
        await tab.UntilAsync("document.querySelector('.picture').naturalWidth === 360");

        await tab.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("car1.jpg", await tab.Find(".name").TextContentAsync());
        await tab.Page.Keyboard.PressAsync("x");
        await tab.UntilAsync("document.querySelector('.live').textContent === 'car1.jpg is rejected'");
        Assert.Equal("car2.jpg", await tab.Find(".name").TextContentAsync());
        Assert.Equal(["car0.jpg", "car2.jpg"], cars.Photos);

        await tab.Page.Keyboard.PressAsync("x");
        await tab.UntilAsync("document.querySelector('.count').textContent === '3 of 3 · 2 rejected'");
        Assert.Equal(["car0.jpg"], cars.Photos);
        await tab.Page.Keyboard.PressAsync("u");
        await tab.UntilAsync("document.querySelector('.live').textContent === 'car2.jpg is kept'");
        Assert.Equal(["car0.jpg", "car2.jpg"], cars.Photos);

        await tab.Page.Keyboard.PressAsync("ArrowLeft");
        await tab.ReloadAsync();
        Assert.Equal("2 of 3 · 1 rejected", await tab.Find(".count").TextContentAsync());
        Assert.True(await tab.Find(".verdict").IsVisibleAsync());
        Assert.Empty(tab.Complaints);
    }

    [ChromiumFact]
    public async Task Buttons_do_the_same_and_the_photo_is_seen_alone()
    {
        using var review = LabelReview.Open(cars.Folder);
        await using var service = await ReviewService.StartAsync(review, 0);
        await using var tab = await chromium.OpenAsync(service.Address);
        Assert.True(await tab.Find("[data-act=back]").IsDisabledAsync());

        await tab.TabToAsync("[data-act=reject]");
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.UntilAsync("document.querySelector('.live').textContent === 'car0.jpg is rejected'");
        await tab.Find("[data-act=bare]").ClickAsync();
        Assert.EndsWith("/api/labels/1/photo", await tab.Find(".picture").GetAttributeAsync("src"), StringComparison.Ordinal);
        Assert.Equal("true", await tab.Find("[data-act=bare]").GetAttributeAsync("aria-pressed"));
        await tab.Find("[data-act=undo]").ClickAsync();
        await tab.UntilAsync("document.querySelector('.live').textContent === 'car0.jpg is kept'");
        Assert.Equal(3, cars.Photos.Length);
        Assert.Empty(tab.Complaints);
    }

    [ChromiumFact]
    public async Task It_is_for_every_eye_and_a_phone()
    {
        using var review = LabelReview.Open(cars.Folder);
        await using var service = await ReviewService.StartAsync(review, 0);
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await using var tab = await chromium.OpenAsync(service.Address, 360, 740, touch: true);
            await tab.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await tab.Find("[data-act=reject]").ClickAsync();
            await tab.Find("[data-act=back]").ClickAsync();
            await tab.Find(".verdict").WaitForAsync();

            Assert.Empty(await tab.FaintAsync());
            Assert.Empty(await tab.NamelessAsync());
            Assert.InRange(await tab.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, 360);
            Assert.Empty(tab.Complaints);
            await tab.Find("[data-act=undo]").ClickAsync();
            await tab.UntilAsync("document.querySelector('.live').textContent === 'car0.jpg is kept'");
        }
    }

    public void Dispose() => cars.Dispose();
}

using Microsoft.Playwright;

namespace Cutline.Web.Tests.Listings;

/// <summary>The listing tab without a mouse, for eyes and ears of every kind.</summary>
[Collection(Pages.Name)]
public sealed class KeysAloneTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task From_photos_to_a_saved_listing_by_keys_alone()
    {
        await using var room = await Showroom.OpenAsync(chromium);
        await room.Tab.CutAsync("a.jpg", "b.jpg");
        var keys = room.Tab.Page.Keyboard;
        await room.Tab.TabToAsync("#tab-picture");
        await keys.PressAsync("ArrowRight");
        Assert.Equal("tab-listing", await room.Tab.Page.EvaluateAsync<string>("document.activeElement.id"));
        await room.Tab.TabToAsync("#car");
        await keys.TypeAsync("2021 ostara te");
        await room.Find("#car-list [role=option]").GetByText("2021 Ostara Teal EV", new() { Exact = true }).WaitForAsync();
        var selected = room.Find("[role=option][aria-selected=true]").GetByText("2021 Ostara Teal EV", new() { Exact = true });
        for (var i = 0; await selected.CountAsync() == 0; i++)
        {
            Assert.True(i < 8, "the arrow never reaches the car");
            await keys.PressAsync("ArrowDown");
        }

        await keys.PressAsync("Enter");
        await room.UntilTextAsync(".facts-of", "2021 Ostara Teal EV"); // the only variant needs no choice
        await room.Tab.TabToAsync("[name=mileage]");
        await keys.TypeAsync("12000");
        await room.Tab.TabToAsync("[aria-label='Move b.jpg earlier']");
        await keys.PressAsync("Enter");
        Assert.Equal("Move b.jpg later", await room.Tab.Page.EvaluateAsync<string>("document.activeElement.ariaLabel")); // it is first now
        await room.Tab.TabToAsync("#text-en");
        await keys.PressAsync("ArrowRight");
        Assert.Equal("true", await room.Find("#text-de").GetAttributeAsync("aria-selected"));
        await room.Tab.TabToAsync("[data-text=write]");
        await keys.PressAsync("Enter");
        await room.Tab.UntilAsync(
            "document.querySelector('#text').value.includes('12.000') || document.querySelector('#text').value.includes('km')");
        await room.UntilTextAsync(".live", "Written by the template");
        await room.SaveAsync();
        Assert.Equal("Saved", await room.Find(".live").TextContentAsync());
        Assert.Empty(room.Tab.Complaints);
    }

    [ChromiumFact]
    public async Task It_can_be_read_in_light_and_dark()
    {
        await using var room = await Showroom.OpenAsync(chromium);
        await room.ShowAsync(("a.jpg", DrawnCar.Jpeg), ("b.jpg", DrawnCar.Encoded(1)));
        await room.Find("#car").FillAsync("2019 ostara linnet");
        await room.Find("#car").PressAsync("Enter");
        await room.Find(".variants-list input").First.CheckAsync();
        await room.Find("#vin").FillAsync("1HGCM82633A004352");
        await room.Find("[name=mileage]").FillAsync("many");
        await room.Find("#text").FillAsync("It has 900 PS.");
        await room.UntilTextAsync(".doubts-count", "1 claim is");
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await room.Tab.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            Assert.Empty(await room.Tab.FaintAsync());
            Assert.Empty(await room.Tab.NamelessAsync());
        }
    }
}

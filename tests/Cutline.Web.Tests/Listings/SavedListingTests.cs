namespace Cutline.Web.Tests.Listings;

/// <summary>Listings that are saved in the page: opened again, duplicated, deleted.</summary>
[Collection(Pages.Name)]
public sealed class SavedListingTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task A_listing_outlives_its_service_with_photos_order_and_text()
    {
        await using var room = await Showroom.OpenAsync(chromium);
        await room.ShowAsync(("front.jpg", DrawnCar.Jpeg), ("side.jpg", DrawnCar.Encoded(1)));
        await room.NameAsync("2019", "Ostara", "Linnet");
        await room.Find("[name=price]").FillAsync("18,900.50");
        await room.Find("[name=currency]").SelectOptionAsync("CHF");
        await room.Find("#text").FillAsync("A fine Linnet.");
        await room.Find(".part-photos li").Nth(1).DragToAsync(room.Find(".part-photos li").First);
        Assert.Equal("side.jpg", await room.Find(".part-photos img").First.GetAttributeAsync("alt"));
        Assert.Equal("side.jpg", await room.Find(".strip-photo").First.GetAttributeAsync("title"));
        await room.Find("#tab-picture").ClickAsync();
        await room.Find("[name=background][value='#ffffff']").CheckAsync();
        await room.Tab.ToolAsync("straighten");
        await room.Find("[name=straighten]").FillAsync("3.5");
        await room.Tab.BrushAsync();
        await room.Tab.DrawAsync((170, 120), (190, 120));
        await room.Tab.ToolAsync("compare");
        Assert.Equal("not saved", await room.Find(".listing-state .state-text").TextContentAsync());
        await room.SaveAsync();
        Assert.Empty(room.Tab.Complaints);

        await room.RestartAsync();
        await room.Find("[data-open=listings]").ClickAsync();
        await room.Find("[aria-label='Open 2019 Ostara Linnet']").ClickAsync();
        await room.CutAsync(2);
        Assert.Equal(
            ["side.jpg", "front.jpg"], await room.Find(".strip-photo").EvaluateAllAsync<string[]>("photos => photos.map(p => p.title)"));
        Assert.Equal(
            ("18,900.5", "CHF"), (await room.Find("[name=price]").InputValueAsync(), await room.Find("[name=currency]").InputValueAsync()));
        Assert.Equal("A fine Linnet.", await room.Find("#text").InputValueAsync());
        Assert.True(await room.Find("[name=background][value='#ffffff']").IsCheckedAsync());
        Assert.StartsWith("saved ", await room.Find(".listing-state .state-text").TextContentAsync(), StringComparison.Ordinal);

        await room.Find(".strip-photo[title='front.jpg']").ClickAsync();
        await room.Tab.ToolAsync("straighten");
        Assert.Equal("3.5", await room.Find("[name=straighten]").InputValueAsync());
        await room.Tab.BrushAsync();
        Assert.Equal((0, 255), (await room.Tab.AlphaAsync(180, 120), await room.Tab.AlphaAsync(180, 150)));
        await room.Tab.ToolAsync("compare");

        await room.Find("#text").FillAsync("A very fine Linnet.");
        // by itself
        await room.Tab.UntilAsync("/^saved \\d\\d:\\d\\d$/.test(document.querySelector('.listing-state .state-text').textContent)");
        await room.Tab.ReloadAsync();
        await room.CutAsync(2);
        Assert.Equal("A very fine Linnet.", await room.Find("#text").InputValueAsync());
        Assert.Empty(room.Tab.Complaints);
    }

    [ChromiumFact]
    public async Task Listings_are_duplicated_and_deleted_when_it_is_meant()
    {
        await using var room = await Showroom.OpenAsync(chromium);
        await room.ShowAsync(("front.jpg", DrawnCar.Jpeg));
        await room.NameAsync("2019", "Ostara", "Linnet");
        await room.SaveAsync();
        await room.Find("[data-open=listings]").ClickAsync();
        await room.Find(".card-picture img").WaitForAsync();
        await room.Find("[aria-label='Duplicate 2019 Ostara Linnet']").ClickAsync();
        await room.Tab.UntilAsync(
            "document.querySelectorAll('.saved').length === 2 && document.querySelectorAll('.card-picture img').length === 2");

        await room.Find("[aria-label='Delete 2019 Ostara Linnet']").First.ClickAsync();
        await room.Find(".cards").GetByText("Keep it").PressAsync("Enter");
        Assert.Equal(2, await room.Find(".saved").CountAsync());
        for (var left = 1; left >= 0; left--)
        {
            await room.Find("[aria-label='Delete 2019 Ostara Linnet']").First.ClickAsync();
            await room.Find(".cards").GetByText("Delete permanently").ClickAsync();
            await room.Tab.UntilAsync($"document.querySelectorAll('.saved').length === {left} && !document.querySelector('.sure')");
        }

        await room.Find(".drawer-close").ClickAsync();
        Assert.Equal("not saved", await room.Find(".listing-state .state-text").TextContentAsync());
        await room.SaveAsync();
        Assert.Empty(room.Tab.Complaints);
    }

    [ChromiumFact]
    public async Task What_was_typed_outlives_a_reload_and_starting_over_asks_first()
    {
        await using var room = await Showroom.OpenAsync(chromium);
        await room.ShowAsync(("front.jpg", DrawnCar.Jpeg));
        await room.NameAsync("2019", "Ostara", "Linnet");
        await room.Find("[name=notes]").FillAsync("<b>2 keys</b>");
        room.Tab.Page.Dialog += (_, dialog) => dialog.AcceptAsync(); // the browser's own question
        await room.Tab.ReloadAsync();
        await room.Find(".unfinished button").GetByText("Continue with 2019 Ostara Linnet").ClickAsync();
        Assert.Equal("<b>2 keys</b>", await room.Find("[name=notes]").InputValueAsync());

        await room.ShowAsync(("front.jpg", DrawnCar.Jpeg));
        await room.Find("#tab-picture").ClickAsync();
        await room.Find("[data-action=clear]").ClickAsync();
        await room.Find(".leave [value=cancel]").ClickAsync();
        Assert.Equal("2019 Ostara Linnet", await room.Find(".state-title").TextContentAsync());
        await room.Find("[data-action=clear]").ClickAsync();
        await room.Find(".leave [value=save]").ClickAsync();
        await room.Find("#drop").WaitForAsync();
        Assert.True(await room.Find(".listing-state").IsHiddenAsync());
        await room.Find("[data-open=listings]").ClickAsync();
        await room.Find("[aria-label='Open 2019 Ostara Linnet']").WaitForAsync();
    }
}

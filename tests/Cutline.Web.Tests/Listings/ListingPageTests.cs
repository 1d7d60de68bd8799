using Cutline.Listings.Tests;
using static Cutline.Listings.Tests.Writing.ChatEvents;

namespace Cutline.Web.Tests.Listings;

/// <summary>The listing tab in a browser: which car it is, and what is written of it.</summary>
[Collection(Pages.Name)]
public sealed class ListingPageTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task A_car_is_chosen_by_keys_and_what_its_facts_do_not_say_is_struck_out()
    {
        using var writer = new LoopbackServer(Head, Text("A Linnet with 2.0 litres "), Text("and 900 PS. It is blue."), End(), Done);
        await using var room = await Showroom.OpenAsync(chromium, writer);
        await room.ShowAsync(("car.jpg", DrawnCar.Jpeg));
        var keys = room.Tab.Page.Keyboard;

        await room.Find("#car").FocusAsync();
        await keys.TypeAsync("2019 ost");
        await room.Find("#car-list [role=option]").GetByText("2019 Ostara Linnet", new() { Exact = true }).WaitForAsync();
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("ArrowDown");
        Assert.Equal("car-list-1", await room.Find("#car").GetAttributeAsync("aria-activedescendant"));
        Assert.Equal("2019 Ostara Linnet", await room.Find("[role=option][aria-selected=true]").TextContentAsync());
        await keys.PressAsync("Enter");
        await room.Find(".variants").WaitForAsync();
        Assert.Equal(
            ["Manual 6-spd · Regular Gasoline", "turbo"],
            (await room.Find(".variants-list label span:first-of-type").AllTextContentsAsync()).Select(Brief));
        await room.Find(".variants-list input").Nth(1).PressAsync("Space");

        await room.UntilTextAsync(".facts-of", "2019 Ostara Linnet");
        await room.Find("[data-facts=all]").ClickAsync();
        var size = room.Find(".facts-rows tr").Filter(new() { HasText = "Engine size" });
        Assert.Contains("2.0 l", await size.TextContentAsync(), StringComparison.Ordinal);
        await size.GetByLabel("Source of Engine size").ClickAsync();
        Assert.Matches(@"^cars\.csv of \d{4}-\d\d-\d\d, row 13$", await size.Locator(".source").TextContentAsync());

        await room.Find("[data-text=write]").ClickAsync();
        await room.UntilTextAsync(".doubts-count", "1 claim is not supported by the facts");
        Assert.Equal("A Linnet with 2.0 litres and 900 PS. It is blue.", await room.Find("#text").InputValueAsync());
        Assert.Equal(["900 PS"], await room.Find(".paper-mirror s").AllTextContentsAsync());
        await room.Find("#text").HoverAsync(new() { Position = await PlaceAsync(room) });
        Assert.Equal("no fact has this number", await room.Find(".paper-reason").TextContentAsync());
        Assert.True(await room.Find(".paper-reason").IsVisibleAsync());

        await size.GetByLabel("Remove Engine size").ClickAsync();
        await room.UntilTextAsync(".doubts-count", "2 claims are not supported by the facts");
        await room.Find(".doubts li").Filter(new() { HasText = "2.0 litres" }).GetByText("Keep and confirm").ClickAsync();
        await room.UntilTextAsync(".doubts-count", "1 claim is");
        Assert.Equal("2.0 litres", await room.Find("[name=notes]").InputValueAsync());
        await room.Find(".doubts").GetByText("Remove the sentence").ClickAsync();
        await room.Find(".doubts").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Hidden });
        Assert.Equal("It is blue.", await room.Find("#text").InputValueAsync());
        await room.Find("#text").PressAsync("Control+z");
        await room.UntilTextAsync(".doubts-count", "1 claim is");
        Assert.Empty(room.Tab.Complaints);

        static string Brief(string variant) =>
            variant.Contains("turbo", StringComparison.Ordinal) ? "turbo" : "Manual 6-spd · Regular Gasoline";
    }

    [ChromiumFact]
    public async Task Without_facts_and_model_the_car_is_named_by_hand_and_the_template_writes()
    {
        await using var room = await Showroom.OpenAsync(chromium, facts: false);
        await room.ShowAsync(("car.jpg", DrawnCar.Jpeg));
        await room.UntilTextAsync("#car-hint", "./cutline facts import");
        await room.UntilTextAsync(".writer", "A template writes");

        await room.Find("[data-text=write]").ClickAsync();
        await room.UntilTextAsync(".car-error", "Enter the car first");
        await room.NameAsync("19", "Ostara", "Linnet");
        await room.UntilTextAsync(".car-error", "'19' is not a model year");
        await room.NameAsync("2019", "Ostara", "Linnet");
        await room.Find("[name=mileage]").FillAsync("many");
        await room.UntilTextAsync("#mileage-error", "'many' is not a number: use a form such as 48,000");
        await room.Find("[name=mileage]").FillAsync("48.000");
        await room.Find("[name=mileage-unit]").SelectOptionAsync("kilometres");
        await room.Find("[name=mileage-unit]").FocusAsync();
        Assert.Equal("48,000", await room.Find("[name=mileage]").InputValueAsync());
        await room.Find("[data-language=de]").ClickAsync();
        await room.Find("[data-text=write]").ClickAsync();
        await room.Tab.UntilAsync("document.querySelector('#text').value.includes('48.000 km')");
        Assert.Equal("de", await room.Find("#text").GetAttributeAsync("lang"));

        await room.Find("[data-language=de]").PressAsync("ArrowLeft");
        Assert.Equal("", await room.Find("#text").InputValueAsync());
        await room.Find("#text").FillAsync("It has 8 gears.");
        await room.UntilTextAsync(".doubts-count", "1 claim is");
        Assert.True(await room.Find("[data-text=template]").IsHiddenAsync());
        Assert.Equal(
            ["en", "de"], await room.Find(".languages .written").EvaluateAllAsync<string[]>("tabs => tabs.map(t => t.dataset.language)"));
        Assert.DoesNotContain(room.Tab.Complaints, c => !c.Contains("404", StringComparison.Ordinal)); // there are no facts
    }

    [ChromiumFact]
    public async Task A_vin_is_checked_as_it_is_typed()
    {
        await using var room = await Showroom.OpenAsync(chromium);
        await room.ShowAsync(("car.jpg", DrawnCar.Jpeg));
        await room.Find("#vin").FocusAsync();
        await room.Tab.Page.Keyboard.TypeAsync("1hgcm82633a0");
        await room.UntilTextAsync("#vin-hint", "12 of 17 characters");
        await room.Tab.Page.Keyboard.TypeAsync("O4352");
        await room.UntilTextAsync(".vin-error", "0 may be meant");
        Assert.Equal("true", await room.Find("#vin").GetAttributeAsync("aria-invalid"));
        await room.Find(".vin-offers").GetByText("Use 1HGCM82633A004352").ClickAsync();

        await room.Find(".vin-parts").WaitForAsync();
        Assert.Contains(
            "Model year 2003 certain",
            string.Join(' ', (await room.Find(".vin-parts").InnerTextAsync()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal);
        Assert.Equal("false", await room.Find("#vin").GetAttributeAsync("aria-invalid"));
        await room.Find(".vin-offers").GetByText("Fill in 2003 Honda").ClickAsync();
        Assert.Equal(
            ("2003", "Honda"),
            (await room.Find("[name=car-year]").InputValueAsync(), await room.Find("[name=car-make]").InputValueAsync()));

        await room.Find("#vin").FillAsync("1HGCM82643A004352");
        await room.UntilTextAsync(".vin-error", "The check digit is wrong: it should be 3");
    }

    [ChromiumFact]
    public async Task A_writer_that_fails_says_so_and_the_template_writes_instead()
    {
        var writer = new LoopbackServer(Answer401);
        await using var room = await Showroom.OpenAsync(chromium, writer);
        await room.ShowAsync(("car.jpg", DrawnCar.Jpeg));
        await room.NameAsync("2019", "Ostara", "Linnet");
        await room.Find("#text").FillAsync("My own words.");
        await room.Find("[data-text=write]").ClickAsync();
        await room.Tab.UntilAsync("document.querySelector('.text-error').textContent.length > 20");
        Assert.Equal("My own words.", await room.Find("#text").InputValueAsync());
        await room.Find("[data-text=template]").ClickAsync();
        await room.Tab.UntilAsync("document.querySelector('#text').value.includes('Ostara')");
        await room.Find("[data-text=former]").ClickAsync();
        Assert.Equal("My own words.", await room.Find("#text").InputValueAsync());
        writer.Dispose();
    }

    [ChromiumFact]
    public async Task On_a_phone_everything_has_a_name_and_nothing_runs_off()
    {
        await using var room = await Showroom.OpenAsync(chromium, phone: true);
        await room.ShowAsync(("a.jpg", DrawnCar.Jpeg), ("b.jpg", DrawnCar.Encoded(1)));
        await room.Find("#car").FillAsync("linnet");
        await room.Find("#car-list [role=option]").First.WaitForAsync();
        await room.Find("#car").PressAsync("Enter");
        await room.Find(".variants").WaitForAsync();
        Assert.Empty(await room.Tab.NamelessAsync());
        await room.Find(".variants-list input").First.CheckAsync();
        await room.UntilTextAsync(".facts-of", "Linnet");
        Assert.Empty(await room.Tab.NamelessAsync());
        Assert.InRange(await room.Tab.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, 360);
        await room.Find("[data-open=listings]").ClickAsync();
        await room.UntilTextAsync(".drawer-note", "No listings yet");
        Assert.Empty(await room.Tab.NamelessAsync());
        Assert.InRange(await room.Find(".drawer").EvaluateAsync<int>("d => d.scrollWidth"), 1, 360);
        Assert.Empty(room.Tab.Complaints);
    }

    private static string Answer401 => LoopbackServer.Answer(401, """{"error":{"message":"no"}}""", "application/json");

    /// <summary>The middle of the first struck-out place, within the text.</summary>
    private static async Task<Microsoft.Playwright.Position> PlaceAsync(Showroom room)
    {
        var (place, text) = (
            (await room.Find(".paper-mirror s").First.BoundingBoxAsync())!, (await room.Find("#text").BoundingBoxAsync())!);
        return new() { X = place.X - text.X + place.Width / 2, Y = place.Y - text.Y + place.Height / 2 };
    }
}

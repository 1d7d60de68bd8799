namespace Cutline.Web.Tests.Listings;

/// <summary>What the listing tab reads and finds by itself: amounts as they are typed, places in a text.</summary>
[Collection(Pages.Name)]
public sealed class ListingModulesTests(Chromium chromium, SharedService shared) : IClassFixture<SharedService>
{
    private readonly RunningService service = shared.Service;

    [ChromiumFact]
    public async Task Amounts_are_read_as_people_type_them()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        string[] typed = ["48,000", "48.000", "48 000", "48’000", "1.234.567,50", "18,900.5", "12,5", " 7 ", "0"];
        Assert.Equal([48000, 48000, 48000, 48000, 1234567.5, 18900.5, 12.5, 7, 0], await ReadAsync(tab, typed));
        string[] none = ["", "many", "-5", "1e5", "48,0000", "1,23,456", "1,234.567", "٤٨"];
        Assert.All(await ReadAsync(tab, none), amount => Assert.Null(amount));
    }

    [ChromiumFact]
    public async Task A_sentence_is_removed_with_the_gap_that_it_leaves()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        string[] texts =
            ["A b. It has 900 PS. It is blue.", "It has 900 PS.", "One.\nPower: 900 PS\nTwo.", "One. It has 2.0 l and 900 PS.\nTwo.",
            "One.\n\nIt has 900 PS.\n\nTwo.", "One.\n900 PS\n\nTwo."];
        Assert.Equal(
            ["A b. It is blue.", "", "One.\nTwo.", "One.\nTwo.", "One.\n\nTwo.", "One.\n\nTwo."],
            await tab.Page.EvaluateAsync<string[]>("""
                async texts => {
                  const { sentenceAround } = await import('/modules/listing/places.js');
                  return texts.map(text => {
                    const [from, to] = sentenceAround(text, { start: text.indexOf('900 PS'), length: 6 });
                    return text.slice(0, from) + text.slice(to);
                  });
                }
                """, texts));
    }

    [ChromiumFact]
    public async Task Places_go_along_when_a_text_is_edited()
    {
        await using var tab = await chromium.OpenAsync(service.Service.Address);
        string[] edited = ["0123456789", "01X23456789", "012345X6789", "0123456789X", "3456789"];
        Assert.Equal(
            ["5", "6", "", "5", "2"],
            await tab.Page.EvaluateAsync<string[]>(
                "async texts => { const { shifted } = await import('/modules/listing/places.js'); "
                + "return texts.map(t => shifted([{ start: 5, length: 3 }], texts[0], t).map(p => p.start).join()); }", edited));
    }

    private static Task<double?[]> ReadAsync(Tab tab, string[] typed) =>
        tab.Page.EvaluateAsync<double?[]>(
            "async typed => { const { amountOf } = await import('/modules/listing/amounts.js'); return typed.map(amountOf); }", typed);
}

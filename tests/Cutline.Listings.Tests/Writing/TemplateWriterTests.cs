using Cutline.Listings.Checking;
using Cutline.Listings.Facts;
using Cutline.Listings.Facts.Import;
using Cutline.Listings.Languages;
using Cutline.Listings.Writing;

namespace Cutline.Listings.Tests.Writing;

public sealed class TemplateWriterTests
{
    [Fact]
    public void English_text_is_in_miles() => Assert.Equal(
        """
        For sale: 2019 Ostara Linnet RS4.

        Mileage: 52,506 miles (84,500 km).
        Price: 15,900 EUR.
        Colour: Blue.
        Condition: Very good.
        Engine: 2.0 litres, 4 cylinders, turbocharged.
        Fuel: gasoline.
        Transmission: automatic, 8 gears.
        Drive: all-wheel drive.
        Consumption by the EPA: 23 mpg city, 31 mpg highway, 26 mpg combined.

        2 keys, first owner, 150 kW. New tyres in 2023. Heated seats.
        """,
        TemplateWriter.Write(Listings.Linnet()));

    [Fact]
    public void German_text_is_in_kilometres() => Assert.Equal(
        """
        Zu verkaufen: Ostara Teal EV, Modelljahr 2021.

        Kraftstoff: Strom.
        Getriebe: Automatik.
        Antrieb: Heckantrieb.
        Verbrauch nach EPA: 16,0 kWh/100 km innerorts, 17,9 kWh/100 km außerorts, 16,9 kWh/100 km kombiniert.
        Reichweite nach EPA: 499 km (310 Meilen).
        """,
        TemplateWriter.Write(Listings.Teal(Language.German)));

    [Fact]
    public void Numbers_are_written_as_in_each_language()
    {
        Assert.Contains("84.500 km", TemplateWriter.Write(Listings.Linnet(Language.German)), StringComparison.Ordinal);
        Assert.Contains("84\u202f500 km", TemplateWriter.Write(Listings.Linnet(Language.French)), StringComparison.Ordinal);
        Assert.Contains("10,2 l/100 km en ciudad, 7,6 l/100 km en carretera, 9,0 l/100 km combinado",
            TemplateWriter.Write(Listings.Linnet(Language.Spanish)), StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_facts_are_left_out() =>
        Assert.Equal("For sale: Ostara Linnet.",
            TemplateWriter.Write(new() { Car = new(null, "Ostara", "Linnet"), Length = TextLength.Long }));

    [Fact]
    public void The_template_passes_the_check_in_every_language_length_and_tone()
    {
        foreach (var language in Enum.GetValues<Language>())
            foreach (var length in Enum.GetValues<TextLength>())
                foreach (var tone in Enum.GetValues<Tone>())
                    foreach (var listing in (Listing[])[Listings.Linnet(language), Listings.Teal(language)])
                        PassesTheCheck(listing with { Length = length, Tone = tone });
    }

    [RealFactsFact]
    public async Task The_template_passes_the_check_for_real_cars()
    {
        using var folder = new TemporaryFolder();
        var facts = await FactsImport.RunAsync(RealData.Vehicles!, folder.At("f.bin"));
        for (var row = 0; row < facts.Count; row += 97)
        {
            var car = facts.At(row);
            foreach (var language in Enum.GetValues<Language>())
            {
                var name = new CarName(car.Year, car.Make, car.Model);
                PassesTheCheck(new() { Car = name, Facts = facts.FactsOf(car), Language = language, Length = TextLength.Long });
            }
        }
    }

    [Fact]
    public async Task The_template_is_streamed_line_by_line()
    {
        var writer = new TemplateWriter();
        var text = "";
        await foreach (var piece in writer.WriteAsync(Listings.Linnet())) text += piece;

        Assert.Equal(TemplateWriter.Write(Listings.Linnet()), text.TrimEnd());
        Assert.True(writer.IsTemplate);
        Assert.Equal("template", writer.Name);
    }

    [Fact]
    public void Fields_have_limits()
    {
        Assert.Contains("the notes has 2001 characters: use 2000 at most",
            Fails(l => l with { Seller = new() { Notes = new string('x', 2001) } }), StringComparison.Ordinal);
        Assert.Contains("control characters", Fails(l => l with { Seller = new() { Colour = "bl\u001bue" } }), StringComparison.Ordinal);
        Assert.Contains("the mileage is NaN", Fails(l => l with { Seller = new() { Mileage = new(double.NaN, MileageUnit.Miles) } }),
            StringComparison.Ordinal);
        Assert.Contains("'euro' is not a currency", Fails(l => l with { Seller = new() { Price = new(1, "euro") } }),
            StringComparison.Ordinal);
        Assert.Contains("needs the car's make and model", Fails(l => l with { Car = new(2000, " ", "x") }), StringComparison.Ordinal);
        Assert.Contains("the year is 3000", Fails(l => l with { Car = new(3000, "x", "x") }), StringComparison.Ordinal);
    }

    private static void PassesTheCheck(Listing listing)
    {
        var text = TemplateWriter.Write(listing);
        var unsupported = FactCheck.Check(listing, text);
        Assert.True(unsupported.Count == 0, $"{string.Join('\n', unsupported)}\nin {listing.Language}:\n{text}");
    }

    private static string Fails(Func<Listing, Listing> change) =>
        Assert.Throws<ListingException>(() => TemplateWriter.Write(change(Listings.Linnet()))).Message;
}

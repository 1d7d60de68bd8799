using Cutline.Listings.Facts;

namespace Cutline.Listings.Tests.Facts;

public sealed class FactStoreTests(OpenedFacts opened) : IClassFixture<OpenedFacts>
{
    private readonly FactStore facts = opened.Store;

    [Fact]
    public void Makes_models_and_years()
    {
        Assert.Equal(["Bélier-Roc", "Ostara"], facts.Makes);
        Assert.Equal(["Linnet", "Linnet Estate AWD", "Teal EV"], facts.Models("ostara"));
        Assert.Equal(["Linnet", "Linnet Estate AWD"], facts.Models("OSTARA", 2019));
        Assert.Equal([2004, 2003], facts.Years("belier roc"));
        Assert.Equal([2019, 2018], facts.Years("Ostara", "linnet"));
        Assert.Empty(facts.Models("Nobody"));
        Assert.Equal(7, facts.Count);
    }

    [Fact]
    public void Every_cell_is_stored_unchanged()
    {
        var row = facts.Row(14)!;

        Assert.Equal(
            new Vehicle
            {
                Id = 14, Year = 2019, Make = "Ostara", Model = "Linnet Estate AWD", BaseModel = "Linnet",
                SizeClass = "Wagons", Cylinders = 4, Displacement = 2.0,
                Drive = "All-Wheel Drive", Transmission = "Automatic (S8)", FuelType = "Premium", Fuel = "Premium Gasoline", CityMpg = 23,
                HighwayMpg = 31, CombinedMpg = 26,
                Co2 = (double)342.1f, Turbocharged = true,
            },
            row);
        Assert.Equal("G-500 \"Moor, Fell\" 4WD", facts.Row(21)!.Model);
        Assert.True(facts.Row(21)!.Supercharged);
        Assert.Null(facts.Row(99));
    }

    [Fact]
    public void Unknown_values_are_null() =>
        Assert.Equal(
            new Vehicle
            {
                Id = 22, Year = 2004, Make = "Bélier-Roc", Model = "Fen 4", BaseModel = "Fen", SizeClass = "Two Seaters",
                Transmission = "Manual 5-spd", FuelType = "Regular", Fuel = "Regular Gasoline",
            },
            facts.Row(22));

    [Theory]
    [InlineData("2019 Ostara Linnet", "12 13 14")]
    [InlineData("ostara linnet 2019", "12 13 14")]
    [InlineData("Linnet", "11 12 13 14")]
    [InlineData("linnet estate", "14")]
    [InlineData("2019 awd linnet", "14")]
    [InlineData("belier-roc g500", "21")]
    [InlineData("bélier roc fen4", "22")]
    [InlineData("BELIER-ROC Fen 4", "22")]
    [InlineData("ostara", "11 12 13 14 15")]
    [InlineData("ostara lin", "")]
    [InlineData("1999 Ostara Linnet", "")]
    [InlineData("2019", "")]
    public void Cars_are_found_by_query(string typed, string ids) =>
        Assert.Equal(ids, string.Join(' ', facts.Find(typed).Select(v => v.Id)));

    [Theory]
    [InlineData("2019 ost", "2019 Ostara Linnet")]
    [InlineData("2019 Osatra Linent", "2019 Ostara Linnet")]
    [InlineData("tael ev", "2021 Ostara Teal EV")]
    [InlineData("belirroc fen", "2004 Bélier-Roc Fen 4")]
    public void Suggestions_tolerate_typing_errors(string typed, string first) => Assert.Equal(first, facts.Suggest(typed)[0].ToString());

    [Fact]
    public void A_word_after_the_make_does_not_match_the_make_again()
    {
        Assert.Equal(["2021 Ostara Teal EV"], facts.Suggest("ostara t").Select(s => s.ToString()));
        Assert.Empty(facts.Suggest("ostara o"));
        Assert.Equal(3, facts.Suggest("o").Count);
    }

    [Fact]
    public void A_suggestion_has_its_years()
    {
        Assert.Equal([new Suggestion("Ostara", "Linnet", 2018, 2019, null)], facts.Suggest("2007 ostara linnet", count: 1));
        Assert.Empty(facts.Suggest("zzzzzz"));
        Assert.Empty(facts.Suggest("2019"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  - ? ")]
    public void An_empty_query_is_an_error(string typed) =>
        Assert.Contains(
            "give year, make and model", Assert.Throws<FactsException>(() => facts.Find(typed)).Message, StringComparison.Ordinal);

    [Fact]
    public void Invalid_text_finds_nothing_and_a_long_query_is_an_error()
    {
        Assert.Empty(facts.Find("\ud800 é\udc00"));
        Assert.Contains("200 characters", Assert.Throws<FactsException>(() => facts.Find(new string('a', 201))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Distinguishing_columns_are_those_that_differ()
    {
        var columns = Variants.Distinguishing(facts.Find("2019 Ostara Linnet"));

        Assert.Equal(["model", "engine", "litres", "transmission", "drive", "fuel"], columns.Select(c => c.Column));
        Assert.Equal(["", "turbo", "turbo"], columns.Single(c => c.Column == "engine").Cells);
        Assert.Equal(["1.6", "2.0", "2.0"], columns.Single(c => c.Column == "litres").Cells);
    }

    [Fact]
    public void Each_fact_has_its_row_and_the_date_of_the_file()
    {
        var known = facts.FactsOf(facts.Row(15)!);

        Assert.All(known, f => Assert.Equal(new FactSource("cars.csv", facts.Date, 15), f.Source));
        Assert.Equal("124", known.Single(f => f.Kind == FactKind.CombinedMpge).Value);
        Assert.Equal(310, known.Single(f => f.Kind == FactKind.Range).Number);
        Assert.DoesNotContain(known, f => f.Kind is FactKind.CombinedMpg or FactKind.Cylinders or FactKind.Displacement);
        Assert.Equal("2.0", facts.FactsOf(facts.Row(14)!).Single(f => f.Kind == FactKind.Displacement).Value);
        Assert.Equal("Turbocharged", facts.FactsOf(facts.Row(14)!).Single(f => f.Kind == FactKind.Induction).Value);
    }
}

using Cutline.Listings.Vins;

namespace Cutline.Listings.Tests.Vins;

public sealed class VinTests
{
    private static readonly TimeProvider In2025 = new Still(new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("1M8GDM9AXKP042788", 'X')] // 49 CFR 565's own kind of example: products 8+28+48+35+24+27+... = 351, 351 mod 11 = 10
    [InlineData("11111111111111111", '1')] // the weights sum to 89, 89 mod 11 = 1
    [InlineData("1HGCM82633A004352", '3')]
    [InlineData("5GZCZ43D13S812715", '1')]
    public void The_check_digit_matches(string number, char digit)
    {
        var vin = Vin.Parse(number, In2025);

        Assert.Equal((digit, Certainty.Certain), (vin.CheckDigit.Value, vin.CheckDigit.Certainty));
    }

    [Fact]
    public void Any_mistyped_digit_is_detected()
    {
        const string Right = "1HGCM82633A004352";
        for (var at = 0; at < Right.Length; at++)
        {
            if (!char.IsAsciiDigit(Right[at]) || at == 0) continue;
            var wrong = Right[..at] + (char)('0' + (Right[at] - '0' + 1) % 10) + Right[(at + 1)..];
            Assert.Equal(Certainty.Wrong, Vin.Parse(wrong, In2025).CheckDigit.Certainty);
        }
    }

    [Fact]
    public void A_wrong_check_digit_names_the_expected_one() =>
        Assert.StartsWith("it should be X", Vin.Parse("1M8GDM9A1KP042788", In2025).CheckDigit.Note, StringComparison.Ordinal);

    [Theory]
    [InlineData("1HGCM82633A004352", 2003, Certainty.Certain)] // 2033 is not possible yet
    [InlineData("2HGFC2F59LH000000", 2020, Certainty.Certain)] // F at position 7, a maker of cars
    [InlineData("2HGFC2659LH000000", 1990, Certainty.Certain)] // 6 at position 7
    [InlineData("1FTFW1EF5BF000000", 2011, Certainty.Likely)] // E at position 7, a maker of light and heavy trucks
    [InlineData("1M8GDM9AXKP042788", null, Certainty.Ambiguous)] // buses are heavy: position 7 decides nothing
    [InlineData("WAUZZZ8V5KA123456", null, Certainty.Ambiguous)] // Europe
    [InlineData("WAUZZZ8V50A123456", null, Certainty.Unknown)]
    [InlineData("1HGCM82630A004352", null, Certainty.Wrong)] // 0 stands for no year
    public void Model_years(string number, int? year, Certainty certainty)
    {
        var vin = Vin.Parse(number, In2025);

        Assert.Equal((year, certainty), (vin.ModelYear.Value, vin.ModelYear.Certainty));
    }

    [Theory]
    [InlineData('A', "1980 2010")]
    [InlineData('S', "1995 2025")]
    [InlineData('T', "1996 2026")]
    [InlineData('V', "1997")]
    [InlineData('Y', "2000")]
    [InlineData('9', "2009")]
    [InlineData('Z', "")]
    [InlineData('U', "")]
    public void Candidates_end_with_the_next_year(char code, string years) =>
        Assert.Equal(years, string.Join(' ', Vin.Parse($"WAUZZZ8V5{code}A123456", In2025).ModelYearCandidates));

    [Theory]
    [InlineData("1HGCM82633A004352", "North America", "United States", "Honda")]
    [InlineData("2T1BU4EE9DC000000", "North America", "Canada", "Toyota")]
    [InlineData("3VWD17AJ5EM000000", "North America", "Mexico", "Volkswagen")]
    [InlineData("7SAYGDEE0NF000000", "North America", "United States", "Tesla")]
    [InlineData("7A3ZZZZZZZZ000000", "Oceania", "New Zealand", null)]
    [InlineData("WAUZZZ8V5KA123456", "Europe", "Germany", "Audi")]
    [InlineData("SALZZZZZZZZ123456", "Europe", "United Kingdom", "Land Rover")]
    [InlineData("SNTZZZZZZZZ123456", "Europe", "Germany", null)]
    [InlineData("JHMZZZZZZZZ123456", "Asia", "Japan", "Honda")]
    [InlineData("KMHZZZZZZZZ123456", "Asia", "South Korea", "Hyundai")]
    [InlineData("TMBZZZZZZZZ123456", "Europe", "Czechia", "Škoda")]
    [InlineData("9BWZZZZZZZZ123456", "South America", "Brazil", null)]
    [InlineData("AAVZZZZZZZZ123456", "Africa", "South Africa", null)]
    [InlineData("FFFZZZZZZZZ123456", null, null, null)]
    public void Region_country_and_manufacturer_are_read(string number, string? region, string? country, string? maker)
    {
        var vin = Vin.Parse(number, In2025);

        Assert.Equal((region, country, maker), (vin.Region.Value, vin.Country.Value, vin.Manufacturer.Value));
        Assert.Equal(maker is null ? Certainty.Unknown : Certainty.Likely, vin.Manufacturer.Certainty);
    }

    [Fact]
    public void A_small_manufacturer_has_its_code_in_two_places() =>
        Assert.Contains("'345' at positions 12 to 14", Vin.Parse("WA9ZZZZZZZZ345678", In2025).Manufacturer.Note, StringComparison.Ordinal);

    [Fact]
    public void Outside_North_America_the_check_digit_does_not_apply() =>
        Assert.Equal(Certainty.NotApplicable, Vin.Parse("WAUZZZ8V5KA123456", In2025).CheckDigit.Certainty);

    [Theory]
    [InlineData("1HGCM82633A00435", "has 17 characters, and this has 16", 0, null)]
    [InlineData("", "this has 0", 0, null)]
    [InlineData("IHGCM82633A0O4352", "'I' at position 1", 1, "1HGCM82633A004352")]
    [InlineData("1HGCM82633A00435Q", "'Q' at position 17", 17, "1HGCM82633A004350")]
    [InlineData("1HGCM82633AO04352", "0 may be meant, as in 1HGCM82633A004352", 12, "1HGCM82633A004352")]
    [InlineData("1HGCM8263ÄA004352", "'Ä' at position 10", 10, null)]
    [InlineData("1HGCM8263\0A004352", "'?' at position 10", 10, null)]
    public void Invalid_numbers_are_named(string typed, string named, int position, string? suggestion)
    {
        var e = Assert.Throws<VinException>(() => Vin.Parse(typed));

        Assert.Contains(named, e.Message, StringComparison.Ordinal);
        Assert.Equal((position, suggestion), (e.Position, e.Suggestion));
    }

    [Fact]
    public void Lower_case_spaces_and_hyphens_are_accepted() =>
        Assert.Equal("1HGCM82633A004352", Vin.Parse(" 1hgcm826-33a 004352\n").Number);

    private sealed class Still(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

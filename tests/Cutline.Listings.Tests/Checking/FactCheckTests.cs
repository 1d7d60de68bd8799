using Cutline.Listings.Checking;
using Cutline.Listings.Languages;

namespace Cutline.Listings.Tests.Checking;

/// <summary>
/// Checks texts about a 2019 Ostara Linnet RS4: 2.0 l, 4 cylinders, turbo, gasoline, automatic with 8 gears, all-wheel drive, 23/31/26 mpg,
/// 342 g/mi; 84,500 km, 15,900 EUR, 150 kW, 2 keys.
/// </summary>
public sealed class FactCheckTests
{
    [Theory]
    [InlineData("A 2019 Ostara Linnet RS4 with a 2.0-litre turbocharged gasoline engine.")]
    [InlineData("Its 2-liter four-cylinder and eight-speed automatic drive all four wheels: all-wheel drive.")]
    [InlineData("It does 23 mpg city, 31 highway.", "31")] // 31 of what?
    [InlineData("26 miles per gallon, that is 9.0 l/100 km or 11.1 km/l, and 213 g/km.")]
    [InlineData("52,500 miles (84,500 km), €15,900 or 15,900 EUR.")]
    [InlineData("150 kW is 201 hp or 204 PS.")]
    [InlineData("Two keys, new tyres in 2023.")]
    [InlineData("An I4 with 1,998 cc.")]
    [InlineData("Automatic climate control, owner's manual, one of a kind, electric windows.")]
    [InlineData("A V6 with 300 hp.", "V6", "300 hp")]
    [InlineData("A six-cylinder, 3.0-litre diesel with manual gearbox.", "six-cylinder", "3.0-litre", "diesel", "manual")]
    [InlineData("Front-wheel drive, a 6-speed DSG, supercharged.", "Front-wheel drive", "6-speed", "DSG", "supercharged")]
    [InlineData("A plug-in hybrid with 40 mpg.", "plug-in hybrid", "40 mpg")]
    [InlineData("Only 48,000 miles, $14,500, one owner.", "48,000 miles", "$14,500", "one owner")]
    [InlineData("Better than an RS6 of 2018.", "RS6", "2018")]
    [InlineData("Emission class Euro 6, 0-60 in 5.2 seconds, 350 Nm.", "Euro 6", "0", "60", "5.2 seconds", "350 Nm")]
    [InlineData("Three keys and twelve cylinders.", "Three keys", "twelve cylinders")]
    public void English_texts(string text, params string[] unsupported) => Assert.Equal(unsupported, UnsupportedIn(Language.English, text));

    /// <summary>The number is known as a whole; the digits in it support no other claim.</summary>
    [Theory]
    [InlineData("Identification number 1HGCM82633A004352.")]
    [InlineData("It has 82633 miles and 4352 owners.", "82633 miles", "4352 owners")]
    [InlineData("Identification number 1HGCM82633A004353.", "1HGCM82633A004353")]
    public void The_identification_number_is_known(string text, params string[] unsupported) =>
        Assert.Equal(unsupported, FactCheck.Check(Listings.Linnet() with { Vin = "1HGCM82633A004352" }, text).Select(d => d.Text));

    [Theory]
    [InlineData("Ostara Linnet RS4, Modelljahr 2019, 2,0 Liter Turbo mit Vierzylinder und 8-Gang-Automatik.")]
    [InlineData("Verbrauch 9,0 l/100 km, 84.500 km, 15.900 €, 150 kW (204 PS), Allradantrieb, Benziner.")]
    [InlineData("Achtgang-Automatik, zwei Schlüssel.")]
    [InlineData("Sechsgang-Schaltgetriebe, 180 PS, Frontantrieb.", "Sechsgang", "Schaltgetriebe", "180 PS", "Frontantrieb")]
    [InlineData("Nur 48.000 km, 7,5 l/100 km, Diesel.", "48.000 km", "7,5 l/100 km", "Diesel")]
    [InlineData("Ein Vorbesitzer, fünf Türen.", "Ein Vorbesitzer", "fünf Türen")]
    [InlineData("Turbodiesel mit Doppelkupplungsgetriebe.", "Turbodiesel", "Doppelkupplungsgetriebe")]
    public void German_texts(string text, params string[] unsupported) => Assert.Equal(unsupported, UnsupportedIn(Language.German, text));

    [Theory]
    [InlineData("Ostara Linnet RS4 de 2019, 2,0 litres, quatre cylindres, essence, automatique à 8 rapports, transmission intégrale.")]
    [InlineData("84 500 km, 15\u202f900 €, 204 ch, 9,0 l/100 km, deux clés.")]
    [InlineData("Boîte manuelle à six vitesses, traction avant, diesel, 90 000 km.", "Boîte manuelle", "six vitesses", "traction avant",
        "diesel", "90 000 km")]
    public void French_texts(string text, params string[] unsupported) => Assert.Equal(unsupported, UnsupportedIn(Language.French, text));

    [Theory]
    [InlineData("Ostara Linnet RS4 de 2019, 2,0 litros, cuatro cilindros, cambio automático de 8 velocidades, tracción total, gasolina.")]
    [InlineData("84.500 km, 15.900 €, 204 CV, 9,0 l/100 km, dos llaves.")]
    [InlineData("Cambio manual de seis marchas, tracción delantera, diésel, 90.000 km.", "Cambio manual", "seis marchas",
        "tracción delantera", "diésel", "90.000 km")]
    public void Spanish_texts(string text, params string[] unsupported) => Assert.Equal(unsupported, UnsupportedIn(Language.Spanish, text));

    /// <summary>A word for a number counts without a unit; the model's name supports 4, and a word for 1 may be an article.</summary>
    [Theory]
    [InlineData(Language.English, "Seven airbags, four speakers and one roof box.", "Seven")]
    [InlineData(Language.German, "Sieben Airbags, vier Lautsprecher und eine Dachbox.", "Sieben")]
    [InlineData(Language.French, "Sept airbags, quatre haut-parleurs et un coffre de toit.", "Sept")]
    [InlineData(Language.Spanish, "Siete airbags, cuatro altavoces y un cofre de techo.", "Siete")]
    public void A_number_in_words_without_a_unit_needs_support(Language language, string text, string unsupported)
    {
        Assert.Equal([unsupported], UnsupportedIn(language, text));

        var listing = Listings.Linnet(language) with { Seller = new() { Notes = "7 airbags" } };
        Assert.Empty(FactCheck.Check(listing, text));
    }

    [Fact]
    public void An_unsupported_claim_has_a_place_and_a_reason()
    {
        const string Text = "Blue.\nIt has 300 hp. Diesel!";

        var unsupported = FactCheck.Check(Listings.Linnet(), Text);

        UnsupportedClaim[] expected = [new(13, 6, "300 hp", "the known number is different"), new(21, 6, "Diesel", "no fact says diesel")];
        Assert.Equal(expected, unsupported);
        Assert.All(unsupported, d => Assert.Equal(d.Text, Text.Substring(d.Start, d.Length)));
    }

    [Fact]
    public void The_result_does_not_depend_on_the_pieces_of_a_text()
    {
        const string Text = "A 3.0-litre V6! 2.0 l, 84,500\nkm and 48,000 miles. Six speeds? e.g. a diesel.  150 kW.";
        var whole = FactCheck.Check(Listings.Linnet(), Text);

        for (var size = 1; size < Text.Length; size++)
        {
            var check = new FactCheck(Listings.Linnet());
            Assert.Equal(whole, [.. Text.Chunk(size).SelectMany(piece => check.Append(new string(piece))), .. check.Finish()]);
        }
    }

    [Fact]
    public void A_claim_is_reported_when_its_sentence_ends()
    {
        var check = new FactCheck(Listings.Linnet());

        Assert.Empty(check.Append("It has 300"));
        Assert.Empty(check.Append(" hp."));
        Assert.Equal("300 hp", Assert.Single(check.Append(" And")).Text);
        Assert.Empty(check.Finish());
    }

    [Theory]
    [InlineData("")]
    [InlineData("No numbers, no claims.")]
    [InlineData("\ud800 99999999999999999999999999999999999999999999999999 \udc00")]
    [InlineData("1.2.3.4.5,6,7 --- $$$ V V8V 8V8")]
    public void Unusual_texts_are_checked_without_errors(string text) =>
        Assert.All(FactCheck.Check(Listings.Linnet(), text), d => Assert.Equal(d.Text, text.Substring(d.Start, d.Length)));

    [Fact]
    public void Without_facts_every_claim_is_unsupported() =>
        Assert.Equal(["2.0 litres", "4 cylinders", "automatic"],
            FactCheck.Check(new() { Car = new(null, "Ostara", "Linnet") }, "2.0 litres, 4 cylinders, automatic.").Select(d => d.Text));

    private static string[] UnsupportedIn(Language language, string text) =>
        [.. FactCheck.Check(Listings.Linnet(language), text).Select(d => d.Text)];
}

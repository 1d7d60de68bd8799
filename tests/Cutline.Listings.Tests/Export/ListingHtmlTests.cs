using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cutline.Listings.Export;
using Cutline.Listings.Facts;
using Cutline.Listings.Languages;

namespace Cutline.Listings.Tests.Export;

public sealed class ListingHtmlTests
{
    private const string Hostile = "</title></script></style>--><script>alert(1)</script><img src=x onerror=alert(1)>\"'&";

    [Fact]
    public void The_page_contains_everything_known()
    {
        var html = ListingHtml.Write(Listings.Linnet().Saying("A blue car.\nWith two keys.\n\nCome & see it."), [DrawnPictures.Black]);

        Assert.Contains("<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.Contains("<h1>2019 Ostara Linnet RS4</h1><p class=\"price\">15,900 EUR</p>", html, StringComparison.Ordinal);
        Assert.Contains("<p dir=\"auto\">A blue car.\nWith two keys.</p>\n<p dir=\"auto\">Come &amp; see it.</p>", html,
            StringComparison.Ordinal);
        Assert.Contains("<dt>Mileage</dt><dd>84,500 km</dd>", html, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">Engine size</th><td>2.0 l</td><td>[1]</td>", html, StringComparison.Ordinal);
        Assert.Contains("<li>fueleconomy.gov, row 13 of cars.csv of 2024-05-06</li>", html, StringComparison.Ordinal);
        var picture = $"<img src=\"data:image/jpeg;base64,{Convert.ToBase64String(DrawnPictures.Black.Bytes.Span)}\"";
        Assert.Contains($"{picture} alt=\"2019 Ostara Linnet RS4, Photo 1\">", html, StringComparison.Ordinal);
        Assert.Equal("2019 Ostara Linnet RS4", (string)JsonLd(html)["name"]!);
    }

    [Fact]
    public void The_page_uses_the_language_and_its_units()
    {
        var html = ListingHtml.Write(Listings.Linnet(Language.German), []);

        Assert.Contains("<html lang=\"de\">", html, StringComparison.Ordinal);
        Assert.Contains("15.900 EUR", html, StringComparison.Ordinal);
        Assert.Contains("<td>10,2 l/100 km · 23 mpg (US)</td>", html, StringComparison.Ordinal); // 235.2146 / 23
        Assert.Contains("<td>213 g/km · 342 g/mile</td>", html, StringComparison.Ordinal); // 342 / 1.609344
        Assert.Contains("<th scope=\"row\">Hubraum</th><td>2,0 l</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_text_is_encoded_everywhere()
    {
        var source = new FactSource(Hostile, new DateOnly(2024, 5, 6), 1);
        var html = ListingHtml.Write(
            new Listing
            {
                Car = new(2019, Hostile[..60], Hostile[60..], "</h1>"), Vin = "<b>", Facts = [new(FactKind.Drive, Hostile, source)],
                Seller = new() { Colour = "<i>", Condition = Hostile, Location = "\" onload=\"", Notes = Hostile },
            }.Saying(Hostile),
            [DrawnPictures.Black with { MediaType = "image/png\" onerror=\"alert(1)" }]);

        Assert.Single(Regex.Matches(html, "<script", RegexOptions.IgnoreCase));
        Assert.Single(Regex.Matches(html, "</script", RegexOptions.IgnoreCase));
        Assert.Single(Regex.Matches(html, "</style", RegexOptions.IgnoreCase));
        Assert.Single(Regex.Matches(html, "<img", RegexOptions.IgnoreCase));
        Assert.DoesNotMatch("<[^>]*\\son\\w+\\s*=", Regex.Replace(html, "\"[^\"]*\"", "")); // what is in quotes is a value
        Assert.StartsWith("</title>", (string)JsonLd(html)["description"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_loads_nothing()
    {
        var html = ListingHtml.Write(Listings.Linnet().Saying("x"), [DrawnPictures.Black]);
        Assert.Contains("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\"",
            html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", Regex.Replace(html, "<script.*?</script>|<meta http-equiv", "", RegexOptions.Singleline),
            StringComparison.Ordinal);
        Assert.DoesNotMatch("url\\(|@import|<link|<a ", html);
    }

    private static JsonNode JsonLd(string html)
    {
        var script = Regex.Match(html, "<script type=\"application/ld\\+json\">(.*?)</script>", RegexOptions.Singleline);
        return JsonNode.Parse(script.Groups[1].Value)!;
    }
}

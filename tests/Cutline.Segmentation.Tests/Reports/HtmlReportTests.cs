using System.Text.Json.Nodes;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Reports;

namespace Cutline.Segmentation.Tests.Reports;

public sealed class HtmlReportTests
{
    private const string Hostile = "</title><script>alert(1)</script>\" onerror='x' &amp; \0 <!-- .jpg";

    [Fact]
    public void Hostile_names_stay_text()
    {
        var html = HtmlReport.Html(new ReportContent(Hostile)
        {
            Options = new JsonObject { [Hostile] = Hostile, ["data"] = new JsonArray(Hostile) },
            Environment = new JsonObject { ["processor"] = Hostile },
            Pictures = [new(Hostile, Hostile, new byte[] { 1, 2, 3 })],
            Conventions = Hostile,
        });

        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("<!-- ", html);
        Assert.DoesNotContain("onerror='", html);
        Assert.DoesNotContain("\" onerror", html);
        Assert.DoesNotContain('\0', html);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html);
        Assert.Single(html.Split("<title>").Skip(1));
    }

    [Fact]
    public void It_stands_alone()
    {
        var html = HtmlReport.Html(
            new ReportContent("Run")
            {
                Metrics = Rows.Of(3),
                Pictures = [new("Curves", "c", new byte[] { 0xFF, 0xD8, 0 }), new("Samples", "s", new byte[] { 0x89 })],
            });
        Assert.DoesNotContain("http:", html);
        Assert.DoesNotContain("https:", html);
        Assert.DoesNotContain("<link", html);
        Assert.Contains("src=\"data:image/jpeg;base64,/9gA\"", html);
        Assert.Contains("src=\"data:image/png;base64,iQ==\"", html);
        Assert.Contains("default-src 'none'", html);
    }

    [Fact]
    public void The_table_marks_the_best_epoch_and_the_conventions_are_written()
    {
        var html = HtmlReport.Html(new ReportContent("Run") { Metrics = Rows.Of(12) });
        Assert.Equal(12, html.Split("<tr><td>").Length - 1 + html.Split("<tr class=\"best\">").Length - 1);
        Assert.Contains("<tr class=\"best\"><td>12</td>", html);
        Assert.Contains(System.Net.WebUtility.HtmlEncode(ScoreSummary.Conventions), html);
    }

    [Fact]
    public void Values_that_are_not_numbers_are_dashes()
    {
        var rows = Rows.Of(2).Select(r => r with { ValLoss = double.NaN, TrainDice = null, ValDice = double.NaN, Seconds = double.NaN })
            .ToList();
        var html = HtmlReport.Html(new ReportContent("Run") { Metrics = rows });
        Assert.Contains("<td>–</td>", html);
        Assert.DoesNotContain("class=\"best\"", html);
    }

    [Fact]
    public void Nested_options_are_lines_with_dotted_names()
    {
        var html = HtmlReport.Html(
            new ReportContent("Run")
            {
                Options = JsonNode.Parse("""{"learning_rate":0.001,"preprocess":{"width":128},"from":null,"data":["a","b"],"repeat":[]}"""),
            });
        foreach (
            var line in new[] { "<th>learning rate</th><td>0.001</td>", "<th>preprocess.width</th><td>128</td>",
                "<th>from</th><td>none</td>", "<th>data</th><td>a, b</td>", "<th>repeat</th><td>none</td>" })
            Assert.Contains(line, html);
    }

    [Fact]
    public void It_is_written_whole()
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("report.html");
        HtmlReport.Write(path, new ReportContent("Run"));
        Assert.EndsWith("</html>\n", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }
}

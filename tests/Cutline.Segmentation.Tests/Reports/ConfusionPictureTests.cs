using System.Xml.Linq;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Reports;

namespace Cutline.Segmentation.Tests.Reports;

public sealed class ConfusionPictureTests
{
    /// <summary>With CUTLINE_PICTURES set to a folder, the pictures are written there to look at.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(19)]
    [InlineData(35)]
    public void Every_class_is_named_twice_and_every_row_has_its_cells(int classes)
    {
        var (counts, names) = (Matrix(classes), Drawn.Classes(classes));
        var svg = ConfusionPicture.Svg(counts, names);
        var texts = Texts(svg);
        Assert.All(names.Classes.Where(c => c.Name.Length < 20), c => Assert.Equal(2, texts.Count(t => t == c.Name)));
        Assert.Equal(classes * classes, svg.Split("stroke=\"#ffffff\"/>").Length - 1);
        using var picture = ConfusionPicture.Render(counts, names);
        Assert.InRange(picture.Width, 400, 2000);
        Assert.InRange(picture.Height, 300, 2000);
        Drawn.Show(picture, $"confusion-{classes}.png");
    }

    /// <summary>3 of 4 pixels met, 1 of 4 not: the rows say so in percent, and a class that does not occur has none.</summary>
    [Fact]
    public void Cells_are_shares_of_the_true_class()
    {
        var texts = Texts(ConfusionPicture.Svg(new ConfusionMatrix(3, 3, 1, 0, 0, 8, 0, 0, 0, 0), Drawn.Classes(3)));
        Assert.Contains("75.0", texts);
        Assert.Contains("25.0", texts);
        Assert.Contains("100.0", texts);
        Assert.Contains("33.3 %", texts);
        Assert.Contains("–", texts);
    }

    [Fact]
    public void Hostile_names_are_text_and_other_classes_are_refused()
    {
        var hostile = new ClassSet([new("<script>&\u0007", (1, 2, 3)), new("x", (1, 2, 3))]);
        Assert.DoesNotContain("<script>", ConfusionPicture.Svg(new ConfusionMatrix(2), hostile));
        Assert.Contains("2 names do not fit a matrix of 3 classes", Assert.Throws<ArgumentException>(() => ConfusionPicture.Svg(new ConfusionMatrix(3), hostile)).Message);
    }

    private static ConfusionMatrix Matrix(int classes)
    {
        var random = new Random(classes);
        var counts = new long[classes * classes];
        for (var t = 0; t < classes; t++)
        {
            if (t == 4) continue; // does not occur
            var size = Math.Pow(10, random.NextDouble() * 4);
            for (var p = 0; p < classes; p++) counts[t * classes + p] = (long)(size * (t == p ? 10 + random.Next(20) : random.Next(8) == 0 ? random.Next(12) : random.NextDouble() * 0.3));
        }

        return new(classes, counts);
    }

    private static List<string> Texts(string svg) => [.. XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
}

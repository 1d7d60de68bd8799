using Cutline.Segmentation.Labels;
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
    public void Any_number_of_classes_is_a_picture_of_bounded_size(int classes)
    {
        using var picture = ConfusionPicture.Render(Matrix(classes), Drawn.Classes(classes));
        Assert.InRange(picture.Width, 400, 2000);
        Assert.InRange(picture.Height, 300, 2000);
        Drawn.Show(picture, $"confusion-{classes}.png");
    }

    /// <summary>3 of 4 pixels met, 1 of 4 not: the rows say so in percent, and a class that does not occur has none.</summary>
    [Fact]
    public void Cells_are_shares_of_the_true_class()
    {
        var counts = new ConfusionMatrix(3, 3, 1, 0, 0, 8, 0, 0, 0, 0);
        string[] Row(int truth) => [.. Enumerable.Range(0, 3).Select(c => ConfusionPicture.CellText(counts, truth, c, 96))];
        Assert.Equal(["75.0", "25.0", ""], Row(0));
        Assert.Equal(["", "100.0", ""], Row(1));
        Assert.Equal(["", "", "–"], Row(2));
        Assert.Equal("", ConfusionPicture.CellText(new(2, 999, 1, 0, 1), 0, 1, 40));
        Assert.Equal("0.1", ConfusionPicture.CellText(new(2, 999, 1, 0, 1), 0, 1, 96));
    }

    /// <summary>The colours of the cells: much is dark, nothing is pale, what does not occur is grey.</summary>
    [Fact]
    public void Cells_are_as_dark_as_their_share()
    {
        using var picture = ConfusionPicture.Render(new ConfusionMatrix(3, 3, 1, 0, 0, 8, 0, 0, 0, 0), Drawn.Classes(3));
        var left = picture.Width - 28 - 84 - 3 * 96;
        var top = picture.Height - 74 - 3 * 96;
        byte[] Cell(int truth, int predicted) =>
            picture.Pixels.Slice(((top + truth * 96 + 8) * picture.Width + left + predicted * 96 + 8) * 3, 3).ToArray();

        Assert.Equal([0x00, 0x5A, 0x96], Cell(1, 1));
        Assert.Equal([0xF6, 0xF8, 0xFA], Cell(1, 0));
        Assert.Equal([0xE3, 0xE7, 0xEB], Cell(2, 2));
        Assert.True(Cell(0, 0)[0] < Cell(0, 1)[0] && Cell(0, 1)[0] < Cell(0, 2)[0]);
    }

    [Fact]
    public void Hostile_names_are_drawn_and_other_classes_are_refused()
    {
        var hostile = new ClassSet([new("<script>&\u0007\uD800", (1, 2, 3)), new(string.Concat(Enumerable.Repeat("🚗", 400)), (1, 2, 3))]);
        using var picture = ConfusionPicture.Render(new ConfusionMatrix(2), hostile);
        Assert.InRange(picture.Width, 400, 1000);
        Assert.Contains(
            "2 names do not fit a matrix of 3 classes",
            Assert.Throws<ArgumentException>(() => ConfusionPicture.Render(new ConfusionMatrix(3), hostile)).Message);
    }

    private static ConfusionMatrix Matrix(int classes)
    {
        var random = new Random(classes);
        var counts = new long[classes * classes];
        for (var t = 0; t < classes; t++)
        {
            if (t == 4) continue; // does not occur
            var size = Math.Pow(10, random.NextDouble() * 4);
            for (var p = 0; p < classes; p++)
                counts[t * classes + p] = (long)(
                    size * (t == p ? 10 + random.Next(20) : random.Next(8) == 0 ? random.Next(12) : random.NextDouble() * 0.3));
        }

        return new(classes, counts);
    }
}

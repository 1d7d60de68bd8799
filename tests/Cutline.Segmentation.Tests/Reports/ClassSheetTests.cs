using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Reports;
using Cutline.Segmentation.Tests.Inference;

namespace Cutline.Segmentation.Tests.Reports;

public sealed class ClassSheetTests
{
    /// <summary>The middle of the left stripe: truth and prediction in the colour of class 0; above it the truth is void.</summary>
    [Fact]
    public void Panels_are_in_the_colours_of_the_classes()
    {
        var classes = Drawn.Classes(4);
        using var row = Drawn.Row("stripes", 80, 64, 4);
        using var sheet = new ClassSheet("Stripes", classes) { PanelWidth = 80, MaxPanelHeight = 64 }.Render([row]);
        (byte, byte, byte) At(int x, int y)
        {
            var pixel = sheet.Pixels.Slice((y * sheet.Width + x) * 3, 3);
            return (pixel[0], pixel[1], pixel[2]);
        }

        var top = sheet.Height - 64 - 52; // above the caption and what is left below it
        Assert.Equal(classes.Classes[0].Colour, At(28 + 94 + 5, top + 40));
        Assert.Equal(classes.Classes[3].Colour, At(28 + 94 + 75, top + 40));
        Assert.Equal(classes.Classes[0].Colour, At(28 + 2 * 94 + 5, top + 40));
        Assert.Equal(((byte)0xE3, (byte)0xE7, (byte)0xEB), At(28 + 94 + 5, top + 3));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(35)]
    public void A_legend_of_any_length_finds_its_lines(int classes)
    {
        using var wide = Drawn.Row("aachen_000001_000019_leftImg8bit", 256, 128, classes);
        using var high = Drawn.Row(
            "an upright photo whose file name is so long that it cannot stand under its picture as a whole, with its number 17.jpg", 90,
            140, classes);
        using var sheet = new ClassSheet($"Validation samples in {classes} classes", Drawn.Classes(classes)).Render([wide, high]);
        Assert.Equal(2 * 28 + 3 * 400 + 2 * 14, sheet.Width);
        Drawn.Show(sheet, $"classes-{classes}.png");
        using var against = wide.Against(1, "sidewalk");
        using var single = new SampleSheet("The worst image of each class").Render([against]);
        Drawn.Show(single, $"against-{classes}.png");
    }

    /// <summary>A class against all others has the matrix's own figures; where the truth is void nothing is wrong.</summary>
    [Fact]
    public void One_class_against_all_others()
    {
        using var row = Drawn.Row("stripes", 80, 64, 4);
        using var against = row.Against(2, "building");
        Assert.Equal("building · stripes", against.Name);
        Assert.Equal(row.Counts.Of(2), against.Score);
        Assert.False(against.Predicted.Pixels[..(80 * 8)].ContainsAnyExcept((byte)0));
        using var counted = SheetRow.Of("again", Copy(against.Photo), Copy(against.Truth), Copy(against.Predicted));
        Assert.Equal(counted.Score.Iou, against.Score.Iou, 12);
    }

    [Fact]
    public void The_worst_image_of_a_class_is_one_in_which_it_occurs()
    {
        ConfusionMatrix good = new(2, 5, 0, 0, 5), poor = new(2, 5, 0, 4, 1), without = new(2, 5, 5, 0, 0);
        Assert.Equal([1, 0], Gallery.Worst([good, poor, without], 1, 3));
        Assert.Equal([2], Gallery.Worst([good, poor, without], 0, 1));
        Assert.Empty(Gallery.Worst([without], 1, 3));
    }

    [Fact]
    public void A_report_of_many_classes_has_samples_matrix_and_worst_and_an_empty_sheet_says_so()
    {
        using var data = new Striped();
        using var folder = new TemporaryFolder();
        using var predictor = new Predictor(SmallModel.OfClasses(3).Load(folder.At("model.onnx")));

        var pictures = ClassReport.Pictures(predictor, data, Drawn.Classes(3), [0, 1, 2]);

        Assert.Equal(["Samples", "Confusion matrix", "Worst of each class"], pictures.Select(p => p.Heading));
        var html = HtmlReport.Html(new ReportContent("Classes") { Pictures = pictures, Conventions = ClassScoreSummary.Conventions });
        Assert.Equal(3, html.Split("<img ").Length - 1);
        using var worst = Photo.Load(pictures[2].Image);
        Assert.Equal(112 + 3 * (320 + 52), worst.Height); // a row of 400×320 for each of the three classes
        using var empty = new ClassSheet("None", Drawn.Classes(3)).Render([]);
        Assert.InRange(empty.Height, 100, 300);
    }

    private sealed class Striped : SegmentationDataset
    {
        public override string Root => "stripes";

        public override IReadOnlyList<SampleId> Samples { get; } = [.. Enumerable.Range(0, 3).Select(i => new SampleId($"s{i}", $"s{i}"))];

        public override Sample Read(int index) => new Stripes();
    }

    private sealed class Stripes : Sample
    {
        public override ContentKey Key => ContentKey.Of(new byte[] { 1 });

        public override Photo DecodePhoto((int Width, int Height)? shrinkTo = null) => Copy(Drawn.Row("", 80, 64, 3).Photo);

        public override Photo DecodeMask() => Copy(Drawn.Row("", 80, 64, 3).Truth);
    }

    private static Photo Copy(Photo photo) => Photo.FromPixels(photo.Pixels, photo.Width, photo.Height, photo.Format);
}

using System.Globalization;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Metrics;

namespace Cutline.Segmentation.Tests.Evaluation;

public sealed class EvaluationResultTests
{
    private static readonly ImageRow Half = new("half", new(1, 0, 1, 2), new(4, 2, 4, 2), null, null);
    private static readonly ImageRow Whole = new("whole, \"so\" to say", new(2, 0, 0, 2), default, null, null);

    [Fact]
    public void The_keys_that_scripts_rely_on()
    {
        var json = new EvaluationResult("m", "d", "test", 0.25, [Half, Whole], TimeSpan.FromSeconds(2)).ToJson();

        Assert.Equal(0.25, (double)json["test_loss"]!);
        Assert.Equal(7.0 / 8, (double)json["pixel_accuracy"]!);
        Assert.Equal((0.5 + 1) / 2, (double)json["iou"]!);
        Assert.Equal((2.0 / 3 + 1) / 2, (double)json["dice"]!, 1e-12);
        Assert.Equal(3.0 / 4, (double)json["iou_pooled"]!);
        Assert.Equal(6.0 / 7, (double)json["dice_pooled"]!, 1e-12);
        Assert.Equal((1, (0.5 + 1) / 2), ((double)json["precision"]!, (double)json["recall"]!));
        Assert.Equal((1, 3.0 / 4), ((double)json["precision_pooled"]!, (double)json["recall_pooled"]!));
        Assert.Equal(0.5, (double)json["boundary_f1"]!); // of the one with a boundary
        Assert.Equal(2, (int)json["test_samples"]!);
        Assert.Equal(2, (double)json["seconds"]!);
        Assert.False(json.ContainsKey("native_iou"));
    }

    [Fact]
    public void Native_figures_where_they_were_asked_for()
    {
        var json = new EvaluationResult("m", "d", "test", 0, [Half with { Native = new(3, 1, 0, 0), NativeBoundary = new(1, 1, 2, 1) }],
            default).ToJson();

        Assert.Equal(0.75, (double)json["native_iou"]!);
        Assert.Equal(6.0 / 7, (double)json["native_dice"]!, 1e-12);
        Assert.Equal(0.75, (double)json["native_iou_pooled"]!);
        Assert.Equal(0.75, (double)json["native_pixel_accuracy"]!);
        Assert.Equal((0.75, 1), ((double)json["native_precision"]!, (double)json["native_recall"]!));
        Assert.Equal((0.75, 1), ((double)json["native_precision_pooled"]!, (double)json["native_recall_pooled"]!));
        Assert.Equal(2.0 / 3, (double)json["native_boundary_f1"]!, 1e-12); // precision 1, recall 1/2
    }

    [Fact]
    public void A_row_for_each_image_with_any_name()
    {
        using var folder = new TemporaryFolder();
        new EvaluationResult("m", "d", "test", 0, [Half, Whole with { Native = new(1, 1, 0, 0) }], default)
            .WriteCsv(folder.At("images.csv"));

        var lines = File.ReadAllLines(folder.At("images.csv"));

        Assert.Equal(
            "name,dice,iou,precision,recall,pixel_accuracy,boundary_f1,"
            + "native_dice,native_iou,native_precision,native_recall,native_pixel_accuracy,native_boundary_f1", lines[0]);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"\"half\",{2.0 / 3:R},0.5,1,0.5,0.75,0.5,,,,,,"), lines[1]);
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"\"whole, \"\"so\"\" to say\",1,1,1,1,1,,{2.0 / 3:R},0.5,0.5,1,0.5,"), lines[2]);
    }
}

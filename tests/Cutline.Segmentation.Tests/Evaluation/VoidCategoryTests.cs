using Cutline.Segmentation.Datasets.Cityscapes;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Metrics;

namespace Cutline.Segmentation.Tests.Evaluation;

public sealed class VoidCategoryTests
{
    [Fact]
    public void Seven_categories_are_the_figure_and_all_eight_stand_beside_it()
    {
        var classes = CityscapesTask.Categories.Classes;
        Assert.Equal("void", classes.Classes[0].Name);
        var counts = new long[64];
        (counts[0], counts[1], counts[8], counts[9]) = (70, 30, 10, 90); // void and flat, true and predicted
        var result = new ClassEvaluation(
            "m.onnx", "d", "test", 0.5, classes, ["a"], [new(new ConfusionMatrix(8, counts), [])], null, TimeSpan.Zero);

        Assert.Equal(90 / 100.0, result.Scores.Pooled.MeanIou, 1e-12);
        Assert.Equal((70 / 110.0 + 90 / 130.0) / 2, result.WithVoid!.Pooled.MeanIou, 1e-12);
        var json = result.ToJson();
        Assert.Equal(0.9, (double)json["mean_iou_pooled"]!, 1e-12);
        Assert.Null(json["iou_pooled"]!["void"]);
        Assert.Equal(result.WithVoid.Pooled.MeanIou, (double)json["with_void"]!["mean_iou_pooled"]!, 1e-12);
    }

    [Fact]
    public void Classes_of_which_none_is_void_have_one_figure()
    {
        var classes = CityscapesTask.Official.Classes;
        var counts = new long[19 * 19];
        counts[0] = 1;
        var result = new ClassEvaluation(
            "m.onnx", "d", "test", 0.5, classes, ["a"], [new(new ConfusionMatrix(19, counts), [])], null, TimeSpan.Zero);

        Assert.Null(result.WithVoid);
        Assert.False(result.ToJson().ContainsKey("with_void"));
    }
}

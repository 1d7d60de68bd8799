using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Metrics;

namespace Cutline.Segmentation.Tests.Metrics;

public sealed class ClassScoresTests
{
    /// <summary>
    /// Class 0: 2 of 3 met, none too much. Class 1: 1 of 2, one too much. Class 2: 1 of 1, one too much. Class 3 is nowhere.
    /// </summary>
    private static readonly ConfusionMatrix Worked = new(4, 2, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0);

    private static readonly ClassSet Classes = new(
        [new("road", (1, 1, 1)), new("car", (2, 2, 2)), new("sky", (3, 3, 3)), new("bus", (4, 4, 4))]);

    [Fact]
    public void Hand_worked()
    {
        var scores = ClassScores.Of(Worked);

        Assert.Equal(4 / 6.0, scores.PixelAccuracy, 12);
        Assert.Equal([2 / 3.0, 1 / 3.0, 1 / 2.0, null], scores.Iou);
        Assert.Equal([4 / 5.0, 1 / 2.0, 2 / 3.0, null], scores.Dice);
        Assert.Equal([1.0, 1 / 2.0, 1 / 2.0, null], scores.Precision);
        Assert.Equal([2 / 3.0, 1 / 2.0, 1.0, null], scores.Recall);
        Assert.Equal(2 / 3.0, scores.MeanPrecision, 12);
        Assert.Equal((2 / 3.0 + 1 / 2.0 + 1) / 3, scores.MeanRecall, 12);
        Assert.Equal((2 / 3.0 + 1 / 3.0 + 1 / 2.0) / 3, scores.MeanIou, 12);
        Assert.Equal((4 / 5.0 + 1 / 2.0 + 2 / 3.0) / 3, scores.MeanDice, 12);
        Assert.Equal((3 * 2 / 3.0 + 2 / 3.0 + 1 / 2.0) / 6, scores.FrequencyWeightedIou, 12);
        Assert.Equal(1, scores.LeftOut);
    }

    [Fact]
    public void A_class_that_is_only_predicted_counts_as_nought()
    {
        var scores = ClassScores.Of(new ConfusionMatrix(3, 9, 0, 1, 0, 0, 0, 0, 0, 0));
        Assert.Equal([0.9, null, 0.0], scores.Iou);
        Assert.Equal(0.45, scores.MeanIou, 12);
        Assert.Equal([1.0, null, 0.0], scores.Precision);
        Assert.Equal([0.9, null, 0.0], scores.Recall);
        Assert.Equal(0.9, scores.FrequencyWeightedIou, 12);
    }

    /// <summary>One image as worked above; in the other all four pixels are class 0 and met. A third is void all over.</summary>
    [Fact]
    public void Per_image_and_pooled_differ()
    {
        var perfect = new ConfusionMatrix(4, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

        var summary = ClassScoreSummary.Of([Worked, perfect, new ConfusionMatrix(4)]);

        Assert.Equal(2, summary.Samples);
        Assert.Equal((4 / 6.0 + 1) / 2, summary.PixelAccuracy, 12);
        Assert.Equal(8 / 10.0, summary.Pooled.PixelAccuracy, 12);
        Assert.Equal((0.5 + 1) / 2, summary.MeanIou, 12);
        Assert.Equal((6 / 7.0 + 1 / 3.0 + 1 / 2.0) / 3, summary.Pooled.MeanIou, 12);
        Assert.Equal([(2 / 3.0 + 1) / 2, 1 / 3.0, 1 / 2.0, null], summary.Iou);
        var json = summary.ToJson(Classes);
        Assert.Equal(summary.MeanIou, (double)json["mean_iou"]!);
        Assert.Equal(summary.Pooled.MeanIou, (double)json["mean_iou_pooled"]!);
        Assert.Equal(6 / 7.0, (double)json["iou_pooled"]!["road"]!, 12);
        Assert.Equal(1, (double)json["precision_pooled"]!["road"]!, 12);
        Assert.Equal(6 / 7.0, (double)json["recall_pooled"]!["road"]!, 12);
        Assert.Equal((2 / 3.0 + 1) / 2, (double)json["mean_precision"]!, 12);
        Assert.Equal(((2 / 3.0 + 1 / 2.0 + 1) / 3 + 1) / 2, (double)json["mean_recall"]!, 12);
        Assert.Equal((1 + 1 / 2.0 + 1 / 2.0) / 3, (double)json["mean_precision_pooled"]!, 12);
        Assert.Equal((6 / 7.0 + 1 / 2.0 + 1) / 3, (double)json["mean_recall_pooled"]!, 12);
        Assert.Null(json["iou_pooled"]!["bus"]);
        Assert.Equal(1, (int)json["classes_left_out"]!);
    }

    [Fact]
    public void A_class_without_a_score_of_its_own_counts_where_it_is_predicted_and_not_where_it_is_true()
    {
        var counts = new ConfusionMatrix(3, 5, 1, 2, 0, 4, 0, 3, 0, 7); // the third is void

        var seven = ClassScores.Of(counts, unscored: 2);
        Assert.Equal([5 / 8.0, 4 / 5.0, null], seven.Iou);
        Assert.Equal((5 / 8.0 + 4 / 5.0) / 2, seven.MeanIou, 1e-12);
        Assert.Equal(9 / 12.0, seven.PixelAccuracy, 1e-12);
        Assert.Equal([5 / 11.0, 4 / 5.0, 7 / 12.0], ClassScores.Of(counts).Iou);
        Assert.Equal(1, ClassScoreSummary.Of([counts, new(3, 0, 0, 0, 0, 0, 0, 1, 1, 1)], unscored: 2).Samples);
    }

    [Fact]
    public void Nothing_to_score_is_said()
    {
        Assert.Contains("void", Assert.Throws<ArgumentException>(() => ClassScores.Of(new ConfusionMatrix(2))).Message);
        Assert.Contains("no images", Assert.Throws<ArgumentException>(() => ClassScoreSummary.Of([])).Message);
        Assert.Contains(
            "all images are void", Assert.Throws<ArgumentException>(() => ClassScoreSummary.Of([new ConfusionMatrix(2)])).Message);
        Assert.Contains(
            "2 names do not fit 4 classes",
            Assert.Throws<ArgumentException>(() => ClassScoreSummary.Of([Worked]).ToJson(ClassSet.Car)).Message);
    }
}

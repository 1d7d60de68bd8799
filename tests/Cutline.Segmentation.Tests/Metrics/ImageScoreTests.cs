using Cutline.Segmentation.Metrics;
using Cutline.Torch;

namespace Cutline.Segmentation.Tests.Metrics;

public sealed class ImageScoreTests
{
    [Fact]
    public void By_hand()
    {
        var score = new ImageScore(TruePositives: 3, FalsePositives: 1, FalseNegatives: 2, TrueNegatives: 4);

        Assert.Equal(10, score.Pixels);
        Assert.Equal(3.0 / 6, score.Iou);            // 3 / (3 + 1 + 2)
        Assert.Equal(6.0 / 9, score.Dice);           // 2·3 / (4 predicted + 5 true)
        Assert.Equal(7.0 / 10, score.PixelAccuracy); // 3 + 4 of 10
    }

    [Fact]
    public void Neither_car_nor_prediction_is_perfect()
    {
        var score = new ImageScore(0, 0, 0, 9);

        Assert.Equal((1, 1, 1), (score.Iou, score.Dice, score.PixelAccuracy));
    }

    [Theory]
    [InlineData(0, 4, 0, 5)] // a car where there is none
    [InlineData(0, 0, 4, 5)] // a car that is missed
    [InlineData(0, 2, 2, 5)] // a car elsewhere
    public void Nothing_in_common_is_zero(int tp, int fp, int fn, int tn)
    {
        var score = new ImageScore(tp, fp, fn, tn);

        Assert.Equal((0, 0), (score.Iou, score.Dice));
        Assert.Equal(5.0 / 9, score.PixelAccuracy);
    }

    [Fact]
    public void Dice_and_iou_tell_the_same()
    {
        for (var tp = 1; tp < 20; tp++)
        {
            var score = new ImageScore(tp, 7, 3, 11);
            Assert.Equal(2 * score.Iou / (1 + score.Iou), score.Dice, 1e-12);
        }
    }

    [Fact]
    public void Each_image_of_a_batch_counts_by_itself()
    {
        using var scope = new TensorScope();
        var predicted = Tensor.From<byte>([1, 1, 0, 0, /**/ 0, 0, 0, 0, /**/ 1, 1, 1, 1], 3, 1, 2, 2).To(DType.Bool);
        var truth = Tensor.From<byte>([1, 0, 1, 0, /**/ 0, 0, 0, 0, /**/ 1, 1, 1, 1], 3, 1, 2, 2).To(DType.Bool);

        Assert.Equal([new(1, 1, 1, 1), new(0, 0, 0, 4), new(4, 0, 0, 0)], ImageScore.Of(predicted, truth));
    }

    [Fact]
    public void Channels_last_changes_nothing()
    {
        using var scope = new TensorScope();
        var predicted = Tensor.RandN([4, 1, 9, 7]).Gt(0);
        var truth = Tensor.RandN([4, 1, 9, 7]).Gt(0);

        Assert.Equal(ImageScore.Of(predicted, truth), ImageScore.Of(predicted.ChannelsLast(), truth.ChannelsLast()));
    }
}

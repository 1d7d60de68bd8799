using Cutline.Segmentation.Metrics;

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
        Assert.Equal(3.0 / 4, score.Precision);      // of 4 predicted
        Assert.Equal(3.0 / 5, score.Recall);         // of 5 true
    }

    [Fact]
    public void Neither_car_nor_prediction_is_perfect()
    {
        var score = new ImageScore(0, 0, 0, 9);

        Assert.Equal((1, 1, 1), (score.Iou, score.Dice, score.PixelAccuracy));
        Assert.Equal((1, 1), (score.Precision, score.Recall));
    }

    [Theory]
    [InlineData(0, 4, 0, 5)] // a car where there is none
    [InlineData(0, 0, 4, 5)] // a car that is missed
    [InlineData(0, 2, 2, 5)] // a car elsewhere
    public void Nothing_in_common_is_zero(int tp, int fp, int fn, int tn)
    {
        var score = new ImageScore(tp, fp, fn, tn);

        Assert.Equal((0, 0), (score.Iou, score.Dice));
        Assert.Equal((0, 0), (score.Precision, score.Recall));
        Assert.Equal(5.0 / 9, score.PixelAccuracy);
    }

    [Fact]
    public void Dice_and_iou_tell_the_same()
    {
        for (var tp = 1; tp < 20; tp++)
        {
            var score = new ImageScore(tp, 7, 3, 11);
            Assert.Equal(2 * score.Iou / (1 + score.Iou), score.Dice, 1e-12);
            Assert.Equal(2 / (1 / score.Precision + 1 / score.Recall), score.Dice, 1e-12); // their harmonic mean
        }
    }

    [Fact]
    public void Each_image_of_a_batch_counts_by_itself()
    {
        byte[] predicted = [1, 1, 0, 0, /**/ 0, 0, 0, 0, /**/ 1, 1, 1, 1];
        byte[] truth = [1, 0, 1, 0, /**/ 0, 0, 0, 0, /**/ 1, 1, 1, 1];

        Assert.Equal([new(1, 1, 1, 1), new(0, 0, 0, 4), new(4, 0, 0, 0)], ImageScore.OfEach(predicted, truth, 3));
        Assert.Empty(ImageScore.OfEach([], [], 0));
    }

    [Fact]
    public void Void_pixels_are_not_counted()
    {
        var score = ImageScore.Of([1, 1, 0, 0, 1, 0, 1, 0, 1, 0], [1, 255, 255, 0, 0, 1, 255, 0, 255, 255]);

        Assert.Equal(new ImageScore(1, 1, 1, 2), score);
    }

    /// <summary>Sizes around multiples of the eight pixels that are counted at once, against counting one by one.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(63)]
    [InlineData(10_001)]
    public void Counting_many_at_once_counts_each(int pixels)
    {
        var random = new Random(pixels);
        byte[] predicted = [.. Enumerable.Range(0, pixels).Select(_ => (byte)random.Next(2))];
        byte[] truth = [.. Enumerable.Range(0, pixels).Select(_ => random.Next(3) switch { 2 => (byte)255, var v => (byte)v })];
        long Count(int p, int t) => predicted.Zip(truth).LongCount(pair => pair == ((byte)p, (byte)t));

        Assert.Equal(new ImageScore(Count(1, 1), Count(1, 0), Count(0, 1), Count(0, 0)), ImageScore.Of(predicted, truth));
    }

    [Fact]
    public void Other_values_and_sizes_are_refused()
    {
        byte[] zeros = new byte[20];
        foreach (var place in new[] { 0, 7, 8, 19 })
        {
            foreach (var value in new byte[] { 2, 3, 4, 128, 254 })
            {
                byte[] wrong = new byte[20];
                wrong[place] = value;
                Assert.Contains("0 and 1", Assert.Throws<ArgumentException>(() => ImageScore.Of(wrong, zeros)).Message);
                Assert.Contains("0 and 1", Assert.Throws<ArgumentException>(() => ImageScore.Of(zeros, wrong)).Message);
            }

            byte[] isVoid = new byte[20];
            isVoid[place] = 255;
            Assert.Throws<ArgumentException>(() => ImageScore.Of(isVoid, zeros)); // void has no meaning in a prediction
        }

        Assert.Contains(
            "3 pixels does not fit a truth of 4", Assert.Throws<ArgumentException>(() => ImageScore.Of(new byte[3], new byte[4])).Message);
        Assert.Contains(
            "5 pixels are not 2 images", Assert.Throws<ArgumentException>(() => ImageScore.OfEach(new byte[5], new byte[5], 2)).Message);
    }
}

using Cutline.Segmentation.Metrics;

namespace Cutline.Segmentation.Tests.Metrics;

public sealed class ConfusionMatrixTests
{
    private static readonly byte[] Truth = [0, 0, 0, 1, 1, 2, 255, 255], Predicted = [0, 0, 1, 1, 2, 2, 0, 77];

    /// <summary>Six pixels are counted, two are void.</summary>
    [Fact]
    public void Hand_worked()
    {
        var matrix = ConfusionMatrix.Of(Predicted, Truth, 4);
        long[][] rows = [[2, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 0], [0, 0, 0, 0]];
        for (var truth = 0; truth < 4; truth++)
            for (var said = 0; said < 4; said++)
                Assert.Equal(rows[truth][said], matrix[truth, said]);
        Assert.Equal((6, 4), (matrix.Pixels, matrix.Correct));
        Assert.Equal((3, 2), (matrix.True(0), matrix.Predicted(0)));
        Assert.Equal(new ImageScore(1, 1, 1, 3), matrix.Of(1));
    }

    /// <summary>Maps with runs longer and shorter than eight pixels, against counting one by one.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(1001)]
    [InlineData(4096)]
    public void Counting_many_at_once_counts_each(int pixels)
    {
        var random = new Random(pixels);
        byte[] Map(int classes) =>
            [.. Enumerable.Range(0, pixels).Select(i => (byte)(i % 50 < 30 ? i / 50 % classes : random.Next(classes)))];
        var (truth, predicted) = (Map(5), Map(5));
        for (var i = 3; i < pixels; i += 9) truth[i] = 255;

        var matrix = ConfusionMatrix.Of(predicted, truth, 5);

        for (var t = 0; t < 5; t++)
            for (var p = 0; p < 5; p++)
                Assert.Equal(truth.Zip(predicted).Count(pair => pair == ((byte)t, (byte)p)), matrix[t, p]);
    }

    [Fact]
    public void A_batch_is_counted_image_by_image()
    {
        byte[] truth = [.. Truth, .. Truth.Reverse()];
        byte[] predicted = [.. Predicted, .. Enumerable.Repeat((byte)2, 8)];

        var matrices = ConfusionMatrix.OfEach(predicted, truth, images: 2, classes: 3);

        Assert.Equal(2, matrices.Length);
        Assert.Equal((4, 1, 1), (matrices[0].Correct, matrices[0][0, 1], matrices[0][1, 2]));
        Assert.Equal((3, 2, 1), (matrices[1][0, 2], matrices[1][1, 2], matrices[1][2, 2]));
        var both = matrices[0] + matrices[1];
        Assert.Equal((12, 3, 3), (both.Pixels, both[0, 2], both[1, 2]));
    }

    [Fact]
    public void Two_classes_are_background_and_foreground()
    {
        byte[] predicted = [1, 0, 1, 0, 1], truth = [1, 1, 0, 0, 255];
        Assert.Equal(ImageScore.Of(predicted, truth), ConfusionMatrix.Of(predicted, truth, 2).Of(1));
    }

    [Fact]
    public void What_cannot_be_counted_is_said()
    {
        string Said(Action count) => Assert.Throws<ArgumentException>(count).Message;
        Assert.Contains("class index 2 is in the truth, beyond the 2 classes", Said(() => ConfusionMatrix.Of([0, 0], [0, 2], 2)));
        Assert.Contains("class index 7 is predicted, beyond the 3 classes", Said(() => ConfusionMatrix.Of([7, 0], [0, 2], 3)));
        Assert.Contains("class index 255 is predicted", Said(() => ConfusionMatrix.Of([255, 0], [0, 2], 3)));
        Assert.Contains("2 pixels does not fit a truth of 3", Said(() => ConfusionMatrix.Of([0, 0], [0, 0, 0], 2)));
        Assert.Contains("2 to 255 classes, not 1", Said(() => _ = new ConfusionMatrix(1)));
        Assert.Contains("need 4 counts, not 3", Said(() => _ = new ConfusionMatrix(2, 1, 2, 3)));
        Assert.Contains("negative", Said(() => _ = new ConfusionMatrix(2, 1, -2, 3, 4)));
        Assert.Contains("cannot be added", Said(() => _ = new ConfusionMatrix(2) + new ConfusionMatrix(3)));
        Assert.Contains("3 pixels are not 2 images", Said(() => ConfusionMatrix.OfEach([0, 0, 0], [0, 0, 0], images: 2, classes: 2)));
    }
}

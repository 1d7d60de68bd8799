using Cutline.Segmentation.Inference;

namespace Cutline.Segmentation.Tests.Inference;

public sealed class TestTimeAugmentationTests
{
    /// <summary>A model that answers the column's number: mirrored it answers the opposite, and the mean is the middle.</summary>
    [Fact]
    public void Flips_are_undone_before_averaging()
    {
        var random = new Random(1);
        var x = new Planes([.. Enumerable.Range(0, 30).Select(_ => random.NextSingle())], 3, 2, 5);
        var ramp = new Planes([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], 1, 2, 5);
        Assert.Equal(Enumerable.Repeat(2f, 10), new TestTimeAugmentation(true, [1]).Predict(_ => ramp, x).Values);
        Assert.Equal(x.Values, new TestTimeAugmentation(true, [1]).Predict(y => y, x).Values);
        Assert.Equal([0, 1, 2, 3, 4], ramp.Values[..5]); // what the model gave is not written to
    }

    [Fact]
    public void Each_scale_is_predicted_once_and_what_never_changes_stays()
    {
        var sizes = new List<string>();
        var y = new TestTimeAugmentation(true, [0.5, 1, 1.5]).Predict(x =>
        {
            sizes.Add($"{x.Width}×{x.Height}");
            return new([.. Enumerable.Repeat((float)x.Width, 2 * x.Height * x.Width)], 2, x.Height, x.Width);
        }, new Planes(3, 10, 20));

        Assert.Equal(["10×5", "10×5", "20×10", "20×10", "30×15", "30×15"], sizes);
        Assert.Equal((2, 10, 20), (y.Channels, y.Height, y.Width));
        Assert.All(y.Values, value => Assert.Equal(20f, value, 1e-5f));
    }

    [Fact]
    public void One_prediction_as_it_is_needs_no_averaging()
    {
        Assert.True(new TestTimeAugmentation(false, [1]).IsNone);
        Assert.False(new TestTimeAugmentation(true, [1]).IsNone);
        Assert.False(new TestTimeAugmentation(false, [1, 1.25]).IsNone);
        Assert.False(new TestTimeAugmentation(false, [0.5]).IsNone);
    }
}

using Cutline.Segmentation.Inference;

namespace Cutline.Segmentation.Tests.Inference;

public sealed class ClassMapTests
{
    /// <summary>Row by row, and the whole photo enlarged at once: the same classes.</summary>
    [Theory]
    [InlineData(7, 9, 53, 41)]
    [InlineData(16, 16, 16, 16)]
    [InlineData(40, 30, 13, 17)]
    [InlineData(1, 1, 5, 4)]
    public void Rows_are_what_enlarging_at_once_gives(int w, int h, int width, int height)
    {
        var random = new Random(3);
        var probabilities = new Planes([.. Enumerable.Range(0, 5 * h * w).Select(_ => random.NextSingle())], 5, h, w);
        Probabilities.Softmax(probabilities.Values, 5, h * w);

        using var map = ClassMap.Of(probabilities, width, height);

        var expected = new byte[width * height];
        ClassMap.Indices(probabilities.Resize(height, width).Values, 5, expected);
        Assert.Equal((width, height), (map.Width, map.Height));
        Assert.Equal(expected, map.Pixels.ToArray());
        Assert.True(expected.Distinct().Count() > (w == 1 ? 0 : 3));
    }

    [Fact]
    public void Hand_worked()
    {
        using var three = ClassMap.Of(new Planes([0.5f, 0.1f, 0.3f, 0.2f, 0.2f, 0.7f], 3, 1, 2), 2, 1);
        Assert.Equal([0, 2], three.Pixels.ToArray());
        using var one = ClassMap.Of(new Planes([0.4f, 0.6f], 1, 1, 2), 4, 1); // 0.4, 0.45, 0.55, 0.6
        Assert.Equal([0, 0, 1, 1], one.Pixels.ToArray());
    }

    [Fact]
    public void Of_equal_classes_the_first_wins_and_a_half_is_background()
    {
        var indices = new byte[2];
        ClassMap.Indices([0.5f, 0.2f, 0.5f, 0.4f, 0.5f, 0.4f], 3, indices);
        Assert.Equal([0, 1], indices);
        ClassMap.Indices([0.5f, MathF.BitIncrement(0.5f)], 1, indices);
        Assert.Equal([0, 1], indices);
        Assert.Contains(
            "3 probabilities are not of 2 classes for 2 pixels",
            Assert.Throws<ArgumentException>(() => ClassMap.Indices(new float[3], 2, new byte[2])).Message);
    }
}

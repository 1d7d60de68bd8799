using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Segmentation.Tests.Inference;

public sealed class InputNormalizationTests
{
    [Theory]
    [InlineData("unit", 0, 1)]
    [InlineData("symmetric", -1, 1)]
    [InlineData("bytes", 0, 255)]
    [InlineData("0.25,0.25,0.25/0.5,0.5,0.5", -0.5, 1.5)]
    public void Black_and_white_become_the_ends_of_the_range(string name, float black, float white)
    {
        var normalization = InputNormalization.Parse(name);
        var input = new float[6];
        Preprocess.ToInput([0, 0, 0, 255, 255, 255], 1, 1, 2, [.. normalization.Mean], [.. normalization.Deviation], input);
        for (var c = 0; c < 3; c++)
        {
            Assert.Equal(black, input[2 * c], 1e-4f);
            Assert.Equal(white, input[2 * c + 1], 1e-4f);
        }
    }

    [Fact]
    public void Those_of_training_are_the_same_numbers()
    {
        byte[] photo = [.. Enumerable.Range(0, 256 * 3).Select(i => (byte)(i / 3))];
        foreach (var name in Enum.GetValues<Normalization>())
        {
            var (own, trained) = (new float[photo.Length], new float[photo.Length]);
            var normalization = InputNormalization.Of(name);
            Preprocess.ToInput(photo, 1, 16, 16, [.. normalization.Mean], [.. normalization.Deviation], own);
            Preprocess.ToInput(photo, 1, 16, 16, name, trained);
            Assert.Equal(trained, own);
        }
    }

    [Theory]
    [InlineData("caffe")]
    [InlineData("")]
    [InlineData("0.5,0.5/0.2,0.2")]
    [InlineData("0.5,0.5,x/0.2,0.2,0.2")]
    [InlineData("0.5,0.5,0.5/0.2,0.2,0")]
    [InlineData("0.5,0.5,0.5/0.2,0.2,NaN")]
    [InlineData("0.5,∞,0.5/0.2,0.2,1")]
    public void What_is_none_is_refused(string text) => Assert.Throws<ArgumentException>(() => InputNormalization.Parse(text));
}

using Cutline.Segmentation.Preprocessing;

namespace Cutline.Segmentation.Tests.Preprocessing;

public class PreprocessInputTests
{
    // Two photos of 1×2 pixels: red 0, 51, 102, 153 from pixel to pixel, green 255 less that, blue 0.
    private static readonly byte[] Photos = [0, 255, 0, 51, 204, 0, 102, 153, 0, 153, 102, 0];

    [Fact]
    public void Colours_become_channels_from_0_to_1()
    {
        AssertClose([0, 0.2f, 1, 0.8f, 0, 0, 0.4f, 0.6f, 0.6f, 0.4f, 0, 0], Input(Normalization.Unit));
    }

    [Fact]
    public void ImageNet_by_hand()
    {
        var x = Input(Normalization.ImageNet);

        Assert.Equal((0 - 0.485f) / 0.229f, x[0], 1e-5f);
        Assert.Equal((0.2f - 0.485f) / 0.229f, x[1], 1e-5f);
        Assert.Equal((1 - 0.456f) / 0.224f, x[2], 1e-5f);
        Assert.Equal((0 - 0.406f) / 0.225f, x[4], 1e-5f);
        Assert.Equal((0.6f - 0.456f) / 0.224f, x[8], 1e-5f); // the second photo's green
    }

    /// <summary>The operations and their order are those that models were trained with: bit by bit the same floats.</summary>
    [Theory]
    [InlineData(Normalization.Unit)]
    [InlineData(Normalization.ImageNet)]
    public void Every_value_is_rounded_as_in_training(Normalization normalization)
    {
        var pixels = Enumerable.Range(0, 256 * 3).Select(i => (byte)(i / 3)).ToArray();
        var input = new float[pixels.Length];
        Preprocess.ToInput(pixels, 1, 16, 16, normalization, input);

        for (var channel = 0; channel < 3; channel++)
        {
            for (var value = 0; value < 256; value++)
            {
                var expected = value * (1f / 255);
                if (normalization == Normalization.ImageNet)
                {
                    expected *= 1 / Preprocess.ImageNetDeviation[channel];
                    expected -= Preprocess.ImageNetMean[channel] / Preprocess.ImageNetDeviation[channel];
                }

                Assert.Equal(expected, input[channel * 256 + value]);
            }
        }
    }

    [Fact]
    public void A_shape_that_does_not_fit_is_named()
    {
        string Said(Action fill) => Assert.Throws<ArgumentException>(fill).Message;
        Assert.Contains(
            "11 bytes are not 2 RGB photos of 2×1",
            Said(() => Preprocess.ToInput(new byte[11], 2, 1, 2, Normalization.Unit, new float[12])));
        Assert.Contains(
            "13 numbers does not hold 2×3×1×2", Said(() => Preprocess.ToInput(Photos, 2, 1, 2, Normalization.Unit, new float[13])));
        Assert.Contains("-1 RGB photos", Said(() => Preprocess.ToInput(Photos, -1, -1, 4, Normalization.Unit, new float[12])));
    }

    private static float[] Input(Normalization normalization)
    {
        var input = new float[Photos.Length];
        Preprocess.ToInput(Photos, count: 2, height: 1, width: 2, normalization, input);
        return input;
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-6f);
    }
}

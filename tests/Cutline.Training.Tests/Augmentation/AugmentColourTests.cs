using Cutline.Golden;
using Cutline.Imaging;
using Cutline.Segmentation.Labels;
using Cutline.Training.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Augmentation;

/// <summary>Colour, sharpness, noise and holes, by hand and against torchvision (golden/augment/make.py) and an SVG renderer.</summary>
public sealed class AugmentColourTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly GoldenFile golden = new("augment/transforms");
    private readonly Backgrounds walls = Backgrounds.Load([]);

    [Theory]
    [InlineData(40)]
    [InlineData(180)]
    [InlineData(-75)]
    public void Hue_is_what_browsers_call_it(int degrees)
    {
        var svg = $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="4" height="4">
              <filter id="h" color-interpolation-filters="sRGB"><feColorMatrix type="hueRotate" values="{degrees}"/></filter>
              <rect width="4" height="4" fill="rgb(150,100,90)" filter="url(#h)"/>
            </svg>
            """;
        using var drawn = Photo.FromSvg(svg);
        double[] colour = [150 / 255.0, 100 / 255.0, 90 / 255.0];

        var matrix = ColourMatrix.Of(1, degrees, 1, 1, 1, 1);

        for (var to = 0; to < 3; to++)
        {
            var ours = matrix.Shares.Skip(3 * to).Take(3).Zip(colour, (share, c) => share * c).Sum() + matrix.Offsets[to];
            Assert.InRange(255 * ours - drawn.Pixels[to], -1, 1);
        }
    }

    [Fact]
    public void No_change_of_colour_is_the_identity() =>
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1], ColourMatrix.Of(1, 0, 1, 1, 1, 1).Shares);

    /// <summary>
    /// Saturation 0 of (1, 0, 0) is 0.299 of each; contrast 2 about one half doubles it less 0.5; a gain of 0.5 halves that.
    /// </summary>
    [Fact]
    public void One_matrix_is_all_of_them_in_their_order()
    {
        var matrix = ColourMatrix.Of(0, 77, 2, 1, 0.5, 1);

        Assert.Equal(0.598f, matrix.Shares[0], 1e-6);
        Assert.Equal(0.299f, matrix.Shares[3], 1e-6);
        Assert.Equal([-0.5f, -0.25f, -0.5f], matrix.Offsets);
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(2.0)]
    public void A_Gaussian_blur_is_torchvisions(double sigma) =>
        golden.AssertClose(FormattableString.Invariant($"blur.{sigma:0.0}"), GaussianBlur.Apply(golden["photo"], sigma), 1e-5);

    [Fact]
    public void Gamma_is_an_exponent_within_its_reach()
    {
        var photos = golden["photo"] * 0.9 + 0.05;

        var varied = Apply(new() { Gamma = 1 }, photos).Photos;

        var exponents = (varied.log() / photos.log()).ToArray<float>().Order().ToArray();
        Assert.Equal(exponents[0], exponents[^1], 1e-2);
        Assert.InRange(exponents[0], 0.5, 2);
        golden.AssertClose("gamma", golden["photo"].pow(1.7));
    }

    [Fact]
    public void Noise_has_mean_0_and_variance_1_and_is_the_seeds()
    {
        var noise = new float[99_999];
        AugmentationRandom.Of(1, 2, 3).Noise(noise);

        Assert.InRange(noise.Average(), -0.02, 0.02);
        Assert.InRange(noise.Average(v => v * v), 0.98, 1.02);
        Assert.InRange(noise.Max(Math.Abs), 3, 3.46);
        Assert.InRange(noise.Zip(noise.Skip(1), (a, b) => a * b).Average(), -0.02, 0.02);

        var again = new float[99_999];
        AugmentationRandom.Of(1, 2, 3).Noise(again);
        Assert.Equal(noise, again);
        AugmentationRandom.Of(1, 2, 4).Noise(again);
        Assert.NotEqual(noise, again);
    }

    [Fact]
    public void A_hole_has_the_photos_mean_colour_and_the_mask_stays_under_it()
    {
        var photos = cat([golden["photo"], golden["photo"], golden["photo"]], 0);

        var (covered, masks) = Apply(new() { CutOut = 1, CutOutSide = 0.5 }, photos);

        var changed = (covered - photos).abs().gt(0).ToArray<bool>();
        for (var i = 0; i < 3; i++)
        {
            var pixels = Enumerable.Range(0, 24 * 36).Where(p => changed[i * 3 * 24 * 36 + p]).ToArray();
            var (left, right, top, bottom) = (
                pixels.Min(p => p % 36), pixels.Max(p => p % 36), pixels.Min(p => p / 36), pixels.Max(p => p / 36));
            Assert.Equal((right - left + 1) * (bottom - top + 1), pixels.Length);
            Assert.InRange(right - left + 1, 9, 18);
            Assert.InRange(bottom - top + 1, 6, 12);
            var inside = covered.narrow(0, i, 1).narrow(2, top, 1).narrow(3, left, 1).ToArray<float>();
            Assert.Equal(photos.narrow(0, i, 1).mean([2, 3]).ToArray<float>(), inside, (a, b) => Math.Abs(a - b) < 1e-6);
        }

        Assert.All(masks.ToArray<float>(), v => Assert.Equal(1, v));
    }

    [Fact]
    public void JPEG_comes_as_often_as_asked_and_leaves_the_others()
    {
        var photos = cat([.. Enumerable.Repeat(golden["jpeg"], 40)], 0);

        var stored = Apply(new() { Jpeg = 0.5, JpegQuality = 20 }, photos).Photos;

        var lost = Enumerable.Range(0, 40).Select(i => (double)(stored - photos).narrow(0, i, 1).abs().mean().item<float>()).ToArray();
        Assert.InRange(lost.Count(l => l == 0), 10, 30);
        Assert.True(lost.Where(l => l > 0).Distinct().Count() > 5);
    }

    [Fact]
    public void The_given_tensors_are_never_written_into()
    {
        var photos = golden["jpeg"];
        var before = photos.ToArray<float>();

        Apply(new() { Background = 1, Gamma = 1, Blur = 1, Noise = 0.1, Jpeg = 1, CutOut = 1 }, photos);

        Assert.Equal(before, photos.ToArray<float>());
    }

    public void Dispose()
    {
        walls.Dispose();
        golden.Dispose();
        scope.Dispose();
    }

    private (Tensor Photos, Tensor Masks) Apply(AugmentationOptions options, Tensor photos) =>
        new Augmenter(options, walls, seed: 11).Apply(photos, ones([photos.shape[0], 1, photos.shape[2], photos.shape[3]]), batch: 5);
}

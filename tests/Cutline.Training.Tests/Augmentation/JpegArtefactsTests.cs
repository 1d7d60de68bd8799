using Cutline.Golden;
using Cutline.Imaging;
using Cutline.Training.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Augmentation;

/// <summary>
/// Compression as tensor operations against files of a real encoder, read again: Pillow's of golden/augment/make.py, and libvips'.
/// </summary>
public sealed class JpegArtefactsTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly GoldenFile golden = new("augment/transforms");

    /// <summary>
    /// Nearly all pixels are the encoder's own; the rest, where another rounding tipped a coefficient, differ by less than it lost.
    /// </summary>
    [Theory]
    [InlineData(20)]
    [InlineData(50)]
    [InlineData(75)]
    [InlineData(92)]
    public void A_picture_is_what_an_encoder_makes_of_it(int quality)
    {
        var (photo, theirs) = (golden["jpeg"], golden[$"jpeg.{quality}"]);

        var ours = JpegArtefacts.Apply(photo, [quality]);

        var (lost, theyLost) = (Off(ours, photo), Off(theirs, photo));
        Assert.InRange(lost / theyLost, 0.98, 1.02);
        Assert.True(
            Off(ours, theirs) < 0.15 * theyLost, $"{Off(ours, theirs)} levels from the encoder's, which is {theyLost} from the photo");
    }

    [Fact]
    public void Lower_quality_loses_more()
    {
        var lost = new[] { 10, 30, 60, 95 }.Select(q => Off(JpegArtefacts.Apply(golden["jpeg"], [q]), golden["jpeg"])).ToArray();

        Assert.Equal(lost.OrderDescending(), lost);
        Assert.InRange(lost[^1], 0, lost[0] / 2);
    }

    [Fact]
    public void Each_photo_has_a_quality_of_its_own()
    {
        var photo = golden["jpeg"];

        var both = JpegArtefacts.Apply(cat([photo, photo], 0), [20, 75]);

        Assert.Equal(JpegArtefacts.Apply(photo, [20]).ToArray<float>(), both.narrow(0, 0, 1).ToArray<float>());
        Assert.Equal(JpegArtefacts.Apply(photo, [75]).ToArray<float>(), both.narrow(0, 1, 1).ToArray<float>());
    }

    /// <summary>128 is the middle: every coefficient is 0.</summary>
    [Fact]
    public void Middle_grey_stays_and_black_and_white_do()
    {
        foreach (var value in new[] { 0, 128 / 255f, 1 })
        {
            var flat = full([1, 3, 9, 17], value);
            Assert.Equal(flat.ToArray<float>(), JpegArtefacts.Apply(flat, [50]).ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-6);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 40)]
    [InlineData(16, 16)]
    [InlineData(17, 15)]
    public void Any_size_stays_what_it_is(int height, int width)
    {
        var photo = rand([2, 3, height, width]);

        var stored = JpegArtefacts.Apply(photo, [1, 100]);

        Assert.Equal(photo.shape, stored.shape);
        Assert.All(stored.ToArray<float>(), v => Assert.InRange(v, 0, 1));
    }

    [Fact]
    public void Libvips_loses_as_much()
    {
        var photo = golden["jpeg"];
        var bytes = (photo * 255).round().to_type(ScalarType.Byte).permute(0, 2, 3, 1).contiguous();
        using var drawn = Photo.FromPixels(bytes.bytes, (int)photo.shape[3], (int)photo.shape[2], PixelFormat.Rgb);
        using var read = Photo.Load(drawn.Encode(new PhotoEncoding(PhotoFormat.Jpeg) { Quality = 60 }));

        var decoded = tensor(read.Pixels.ToArray(), [1, read.Height, read.Width, 3]);
        var theirs = decoded.permute(0, 3, 1, 2).to_type(ScalarType.Float32) * (1 / 255.0);

        Assert.InRange(Off(JpegArtefacts.Apply(photo, [60]), photo) / Off(theirs, photo), 0.9, 1.1);
    }

    public void Dispose()
    {
        golden.Dispose();
        scope.Dispose();
    }

    /// <summary>Root mean square difference, in levels of 255.</summary>
    private static double Off(Tensor a, Tensor b) => 255 * (a - b).pow(2).mean().sqrt().item<float>();
}

using Cutline.Segmentation.Datasets.Synthetic;

namespace Cutline.Segmentation.Tests.Datasets.Synthetic;

public sealed class SyntheticPictureTests
{
    [Fact]
    public void The_same_numbers_draw_the_same_pictures()
    {
        using var one = new SyntheticDataset(4, 160, 107);
        using var again = new SyntheticDataset(40, 160, 107);
        for (var i = 0; i < 4; i++)
        {
            using var photo = one.LoadPhoto(i);
            using var same = again.LoadPhoto(i);
            using var mask = one.LoadMask(i);
            using var sameMask = again.LoadMask(i);
            Assert.Equal(photo.Pixels, same.Pixels);
            Assert.Equal(mask.Pixels, sameMask.Pixels);
        }
    }

    [Fact]
    public void Photos_are_reduced_but_not_below_what_is_asked()
    {
        using var data = new SyntheticDataset(1, 512, 342);
        using var photo = data.LoadPhoto(0, (128, 128));
        using var mask = data.LoadMask(0);
        Assert.Equal((192, 128), (photo.Width, photo.Height));
        Assert.Equal((512, 342), (mask.Width, mask.Height));
    }

    [Fact]
    public void Every_photo_shows_a_car_and_something_else()
    {
        using var data = new SyntheticDataset(64, 96, 64);
        for (var i = 0; i < data.Samples.Count; i++)
        {
            using var mask = data.LoadMask(i);
            Assert.InRange(mask.Pixels.Count((byte)255) / (96.0 * 64), 0.04, 0.6);
            Assert.Equal(mask.Pixels.Length, mask.Pixels.Count((byte)255) + mask.Pixels.Count((byte)0));
        }
    }
}

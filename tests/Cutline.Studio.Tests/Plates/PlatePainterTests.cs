using Cutline.Imaging;
using Cutline.Studio.Geometry;
using Cutline.Studio.Plates;

namespace Cutline.Studio.Tests.Plates;

public sealed class PlatePainterTests
{
    private static readonly Quad Plate = new(new(240, 280), new(360, 280), new(360, 310), new(240, 310));

    [Fact]
    public void Nothing_of_the_writing_is_left_and_the_rest_of_the_photo_is_as_it_was()
    {
        using var drawn = new DrawnPlate(Plate);
        using var covered = PlatePainter.Cover(drawn.Photo, Plate);
        for (var y = 0; y < DrawnPlate.Height; y++)
        {
            for (var x = 0; x < DrawnPlate.Width; x++)
            {
                var (before, after) = (drawn.Photo.Pixels[(y * DrawnPlate.Width + x) * 3], covered.Pixels[(y * DrawnPlate.Width + x) * 3]);
                if (x is < 236 or > 363 || y is < 278 or > 311) Assert.Equal(before, after);
                else if (x is >= 246 and < 354 && y is >= 285 and < 305) Assert.InRange(after, 222, 228); // the ground's 225, dithered
                // its border is darker, and no ink
                else if (x is >= 244 and < 356 && y is >= 280 and < 310) Assert.InRange(after, 145, 228);
            }
        }
    }

    [Fact]
    public void The_border_is_darker_than_the_ground_and_soft()
    {
        using var drawn = new DrawnPlate(Plate);
        using var covered = PlatePainter.Cover(drawn.Photo, Plate);
        var column = Enumerable.Range(279, 16).Select(y => covered.Pixels[(y * DrawnPlate.Width + 300) * 3]).ToArray();
        Assert.InRange(column.Skip(1).Min(), 140, 185);
        Assert.InRange(column[^1], 222, 228);
    }

    [Fact]
    public void The_light_on_it_stays()
    {
        var pixels = new byte[600 * 400 * 3];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)(100 + i / 3 % 600 / 6); // 100 at the left to 199 at the right
        using var photo = Photo.FromPixels(pixels, 600, 400, PixelFormat.Rgb);
        using var covered = PlatePainter.Cover(photo, new(new(100, 280), new(500, 280), new(500, 380), new(100, 380)));
        foreach (var x in (int[])[130, 300, 470]) Assert.InRange(covered.Pixels[(330 * 600 + x) * 3], 100 + x / 6 - 3, 100 + x / 6 + 6);
    }

    [Fact]
    public void A_plate_that_reaches_beyond_the_photo_is_covered_as_far_as_it_is_there()
    {
        using var drawn = new DrawnPlate(null);
        using var covered = PlatePainter.Cover(drawn.Photo, new(new(-40, 350), new(50, 350), new(50, 420), new(-40, 420)));
        Assert.InRange(covered.Pixels[(390 * 600 + 10) * 3], 66, 74); // the darkest that a cover may be
        using var outside = PlatePainter.Cover(drawn.Photo, new(new(-400, -400), new(-300, -400), new(-300, -350), new(-400, -350)));
        Assert.True(outside.Pixels.SequenceEqual(drawn.Photo.Pixels));
    }
}

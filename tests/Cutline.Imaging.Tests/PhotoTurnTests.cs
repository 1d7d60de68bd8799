namespace Cutline.Imaging.Tests;

public sealed class PhotoTurnTests
{
    [Fact]
    public void A_quarter_turn_moves_every_pixel_clockwise()
    {
        using var photo = Photo.FromPixels([1, 2, 3, 4, 5, 6, 7, 8, 9], 3, 3, PixelFormat.Grey);
        using var turned = photo.Turn(90, 0, 0, 3, 3, mirrored: false);
        Assert.Equal([7, 4, 1, 8, 5, 2, 9, 6, 3], turned.Pixels.ToArray());
    }

    [Fact]
    public void A_part_reaches_beyond_the_photo_and_the_centre_stays()
    {
        using var photo = Photo.FromPixels([10, 20, 30, 40], 2, 2, PixelFormat.Grey);
        using var empty = photo.Turn(0, -1, -1, 4, 4, mirrored: false);
        Assert.Equal([0, 0, 0, 0, 0, 10, 20, 0, 0, 30, 40, 0, 0, 0, 0, 0], empty.Pixels.ToArray());
        using var mirrored = photo.Turn(0, -2, -1, 6, 4, mirrored: true);
        byte[] above = [20, 10, 10, 20, 20, 10], below = [40, 30, 30, 40, 40, 30];
        Assert.Equal([.. above, .. above, .. below, .. below], mirrored.Pixels.ToArray());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-12.5)]
    public void A_leaning_edge_comes_out_level(double degrees)
    {
        var slope = Math.Tan(-degrees * Math.PI / 180);
        var pixels = new byte[200 * 100];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)Math.Clamp(128 + 40 * (i / 200 - 49.5 - slope * (i % 200 - 99.5)), 0, 255);
        using var photo = Photo.FromPixels(pixels, 200, 100, PixelFormat.Grey);
        using var level = photo.Turn(degrees, 0, 0, 200, 100, mirrored: true);
        for (var x = 40; x < 160; x++)
        {
            Assert.InRange(level.Pixels[46 * 200 + x], 0, 8);
            Assert.InRange(level.Pixels[53 * 200 + x], 247, 255);
        }
    }

    [Fact]
    public void The_colours_profile_stays_and_a_side_must_be_positive()
    {
        using var photo = Photo.FromPixels(new byte[12], 2, 2, PixelFormat.Rgb, Profiles.Exchanged());
        using var turned = photo.Turn(3, 0, 0, 2, 2, mirrored: true);
        Assert.Equal(photo.IccProfile, turned.IccProfile);
        Assert.Throws<ArgumentException>(() => photo.Turn(3, 0, 0, 0, 2, mirrored: true));
    }
}

using System.Text;
using ImageMagick;

namespace Cutline.Imaging.Tests;

/// <summary>Telephones' photos, by the heic.py beside them.</summary>
public sealed class HeicTests
{
    [Theory]
    [InlineData("quarters.heic", 8)]
    [InlineData("deep.heic", 16)]
    public void A_heic_is_read(string name, int bits)
    {
        var file = GoldenPhoto.Bytes(name);
        Assert.Equal(new PhotoInfo(64, 32, "HEIC", 3, 1, bits), Photo.Probe(file));
        using var photo = Photo.Load(file);
        Assert.Equal((64, 32), (photo.Width, photo.Height));
        Assert.Equal("rgbw", Drawn.Corners(photo));
    }

    /// <summary>HEIF leaves turning to its irot property; the Exif block that says so, too, must not turn the picture once more.</summary>
    [Fact]
    public void A_phone_s_photo_is_turned_once()
    {
        var file = GoldenPhoto.Bytes("phone.heic");
        var info = Photo.Probe(file);
        Assert.Equal((32, 64, 1), (info.Width, info.Height, info.Orientation));
        using var photo = Photo.Load(file, new PhotoLoad { KeepProfile = true });
        Assert.Equal((32, 64), (photo.Width, photo.Height));
        Assert.Equal("brwg", Drawn.Corners(photo));
        Assert.Equal("RGB "u8.ToArray(), photo.IccProfile![16..20]);
    }

    /// <summary>Its profile exchanges red and green.</summary>
    [Fact]
    public void A_phone_s_colours_are_converted_from_their_profile()
    {
        using var photo = Photo.Load(GoldenPhoto.Bytes("phone.heic"));
        Assert.Equal("bgwr", Drawn.Corners(photo));
        Assert.Null(photo.IccProfile);
    }

    [Fact]
    public void Transparency_is_kept_or_laid_on_white()
    {
        var file = GoldenPhoto.Bytes("clear.heic");
        using var clear = Photo.Load(file, new PhotoLoad { Format = PixelFormat.Rgba });
        Assert.InRange(clear.Pixels[(2 * 64 + 2) * 4 + 3], 250, 255);
        Assert.InRange(clear.Pixels[(2 * 64 + 61) * 4 + 3], 0, 5);
        using var flat = Photo.Load(file);
        Assert.Equal("rwbw", Drawn.Corners(flat));
        using var grey = Photo.Load(file, new PhotoLoad { Format = PixelFormat.Grey });
        Assert.Equal(64 * 32, grey.Pixels.Length);
    }

    [Fact]
    public void What_a_phone_tells_is_kept_when_asked_for()
    {
        var file = GoldenPhoto.Bytes("phone.heic");
        using var photo = Photo.Load(file);
        foreach (var metadata in Enum.GetValues<Metadata>())
        {
            var jpeg = photo.Encode(new PhotoEncoding(PhotoFormat.Jpeg) { Metadata = metadata }, file);
            Assert.Equal(metadata != Metadata.Strip, Holds(jpeg, "Box Mk II"));
            using var image = new MagickImage(jpeg);
            Assert.Equal(metadata is Metadata.Place or Metadata.All, image.GetExifProfile()?.GetValue(ExifTag.GPSLatitude) is not null);
            Assert.False(Holds(jpeg, "MAKERSECRET") || Holds(jpeg, "THUMBSECRET"));
        }
    }

    [Fact]
    public void Limits_hold_before_decoding()
    {
        var file = GoldenPhoto.Bytes("quarters.heic");
        var options = new PhotoLoad { Limits = new PhotoLimits { MaxPixels = 64 * 32 - 1 } };
        var message = Assert.Throws<PhotoException>(() => Photo.Load(file, options)).Message;
        Assert.StartsWith("the picture has 64×32 pixels, the limit is 2047", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_heic_that_ends_too_early_or_is_damaged_is_refused_in_one_line()
    {
        var file = GoldenPhoto.Bytes("quarters.heic");
        Assert.Contains("its parts do not fit", Refused(file[..600]), StringComparison.Ordinal);
        var damaged = file.ToArray();
        damaged.AsSpan(464).Fill(0xAA); // all that mdat holds
        Assert.Contains("its HEIC data is damaged", Refused(damaged), StringComparison.Ordinal);
    }

    /// <summary>Only what libvips has found to be HEVC goes to the second decoder.</summary>
    [Fact]
    public void Heif_with_another_codec_is_refused()
    {
        var file = GoldenPhoto.Bytes("quarters.heic").ToArray();
        var codec = file.AsSpan().IndexOf("hvc1"u8);
        Assert.True(codec > 0);
        "jpeg"u8.CopyTo(file.AsSpan(codec));
        Assert.Contains("neither AVIF nor HEIC", Refused(file), StringComparison.Ordinal);
        var renamed = GoldenPhoto.Bytes("quarters.avif").ToArray();
        "heic"u8.CopyTo(renamed.AsSpan(8));
        Assert.Equal("AVIF", Photo.Probe(renamed).Format);
    }

    [Theory]
    [InlineData("exif.jpg")]
    [InlineData("palette.png")]
    [InlineData("quarters.tif")]
    public void The_second_decoder_takes_no_other_format_even_when_it_is_given_one(string name)
    {
        var file = GoldenPhoto.Bytes(name);
        Assert.Throws<PhotoException>(() => HeicPixels.Decode(file, Photo.Probe(file), PhotoLimits.Default, name));
    }

    /// <summary>The pixels are read where they lie: a size that is not theirs would be read beyond them.</summary>
    [Fact]
    public void Pixels_of_another_size_than_the_header_s_are_refused()
    {
        var file = GoldenPhoto.Bytes("quarters.heic");
        var info = Photo.Probe(file);
        foreach (var other in new[] { info with { Width = 65 }, info with { Height = 33 }, info with { Width = 32, Height = 64 } })
        {
            var e = Assert.Throws<PhotoException>(() => HeicPixels.Decode(file, other, PhotoLimits.Default, "photo.heic"));
            Assert.Contains("contradicts its header", e.Message, StringComparison.Ordinal);
        }

        HeicPixels.Decode(file, info, PhotoLimits.Default, "photo.heic").Dispose();
    }

    private static bool Holds(byte[] file, string text) => file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text)) >= 0;

    private static string Refused(byte[] file)
    {
        var message = Assert.Throws<PhotoException>(() => Photo.Load(file, name: "photo.heic").Dispose()).Message;
        Assert.StartsWith("photo.heic cannot be read: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        return message;
    }
}

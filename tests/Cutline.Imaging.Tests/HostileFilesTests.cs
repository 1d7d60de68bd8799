using Cutline.Imaging;

namespace Cutline.Imaging.Tests;

public sealed class HostileFilesTests
{
    public static TheoryData<string, byte[]> Refused => new()
    {
        { "zero bytes", [] },
        { "text", "this is not a picture, it is a text"u8.ToArray() },
        { "svg", """<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>"""u8.ToArray() },
        { "pdf", "%PDF-1.4\n1 0 obj<<>>endobj"u8.ToArray() },
        { "a magic number alone", [0xFF, 0xD8, 0xFF] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_no_picture_is_refused_in_one_line(string what, byte[] file)
    {
        foreach (var read in Ways(what, file))
        {
            var message = Assert.Throws<PhotoException>(read).Message;
            Assert.StartsWith(what, message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
        }
    }

    [Fact]
    public void Limits_hold_before_decoding()
    {
        var file = Drawn.Quarters(64, 64).Encode(new PhotoEncoding(PhotoFormat.Png));
        Assert.Throws<PhotoException>(() => Photo.Load(file, new PhotoLoad { Limits = new PhotoLimits { MaxPixels = 64 * 64 - 1 } }));
        Assert.Throws<PhotoException>(() => Photo.Load(file, new PhotoLoad { Limits = new PhotoLimits { MaxBytes = file.Length - 1 } }));
        Photo.Load(file, new PhotoLoad { Limits = new PhotoLimits { MaxPixels = 64 * 64, MaxBytes = file.Length } }).Dispose();
    }

    [Theory]
    [MemberData(nameof(Bombs.All), MemberType = typeof(Bombs))]
    public void A_picture_that_claims_to_be_vast_is_refused_for_its_size(string what, byte[] file)
    {
        foreach (var read in Ways(what, file))
            Assert.Matches($"^{what} has [0-9]+×[0-9]+ pixels, the limit is ", Assert.Throws<PhotoException>(read).Message);
    }

    [Theory]
    [InlineData(PhotoFormat.Jpeg)]
    [InlineData(PhotoFormat.Png)]
    [InlineData(PhotoFormat.WebP)]
    public void A_truncated_picture_is_refused(PhotoFormat format)
    {
        using var photo = Drawn.Noise(200, 200);
        var file = photo.Encode(new PhotoEncoding(format));
        Assert.Throws<PhotoException>(() => Photo.Load(file.AsMemory(0, file.Length / 2)).Dispose());
    }

    [Theory]
    [InlineData("mask-255.gif")]
    [InlineData("cmyk.jpg")]
    [InlineData("quarters.tif")]
    [InlineData("quarters.avif")]
    public void A_file_that_ends_too_early_is_refused(string name)
    {
        var file = GoldenPhoto.Bytes(name);
        foreach (var length in new[] { file.Length / 2, file.Length * 3 / 4 })
            Assert.Throws<PhotoException>(() => Photo.Load(file.AsMemory(0, length)).Dispose());
    }

    [Fact]
    public void A_released_photo_says_so()
    {
        var photo = Drawn.Quarters(4, 4);
        photo.Dispose();
        photo.Dispose();
        Assert.Throws<ObjectDisposedException>(() => photo.Pixels.Length);
        Assert.Throws<ObjectDisposedException>(() => photo.Resize(2, 2, Kernel.Area));
        Assert.Throws<ObjectDisposedException>(() => photo.Encode(new PhotoEncoding(PhotoFormat.Png)));
    }

    /// <summary>The three ways to read a file.</summary>
    private static Action[] Ways(string name, byte[] file) =>
    [
        () => Photo.Load(file, name: name).Dispose(),
        () => Photo.Probe(file, name: name),
        () => Photo.LoadIndices(file, name: name).Dispose(),
    ];
}

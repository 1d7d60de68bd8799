using Cutline.Imaging;
using Cutline.Imaging.Tests;

namespace Cutline.Web.Tests;

/// <summary>Whatever is sent as a photo, the answer is a refusal and the service lives on.</summary>
public sealed class HostilePhotosTests(SharedService shared) : IClassFixture<SharedService>
{
    private readonly RunningService service = shared.Service;

    private static readonly byte[] Whole = DrawnCar.Jpeg;

    [Fact]
    public async Task What_is_no_whole_photo_is_refused_and_the_next_photo_is_cut()
    {
        foreach (var (what, photo, status) in Battery())
        {
            using var answer = await service.CutAsync(photo);
            Assert.True(
                (int)answer.StatusCode == status,
                $"{what}: {(int)answer.StatusCode}, not {status}: {await answer.Content.ReadAsStringAsync()}");
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }

        await (await service.CutAsync(Whole)).WellAsync();
    }

    [Fact]
    public async Task A_photo_with_strange_metadata_is_a_photo()
    {
        string[] strange =
            ["a JPEG whose EXIF loops", "a JPEG whose EXIF is 2000 directories deep", "JPEG before HTML", "JPEG before a ZIP"];
        foreach (var (what, photo) in HostileFiles.All.Where(f => strange.Contains(f.What)))
        {
            using var answer = await service.CutAsync(photo);
            Assert.True(answer.IsSuccessStatusCode, $"{what}: {answer.StatusCode}");
            var cut = await answer.WellAsync();
            Assert.Equal(-1, cut.AsSpan().IndexOf("script"u8));
            Assert.Equal(-1, cut.AsSpan().IndexOf("Exif"u8));
        }
    }

    [Fact]
    public async Task Every_kind_of_picture_is_known_by_its_content()
    {
        foreach (var format in (PhotoFormat[])[PhotoFormat.Jpeg, PhotoFormat.Png, PhotoFormat.WebP])
            await (await service.CutAsync(DrawnCar.Encoded(1, format))).WellAsync();
        foreach (var name in (string[])["mask-255.gif", "quarters.tif", "quarters.avif", "phone.heic"])
            Assert.NotEqual(HttpStatusCode.UnsupportedMediaType, (await service.CutAsync(GoldenPhoto.Bytes(name))).StatusCode);
    }

    private static IEnumerable<(string What, byte[] Photo, int Status)> Battery()
    {
        yield return ("zero bytes", [], 415);
        yield return ("text", "this is no photo"u8.ToArray(), 415);
        yield return (
            "SVG", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='file:///etc/passwd'/></svg>"u8.ToArray(),
            415);
        yield return ("PDF", "%PDF-1.4\n1 0 obj<<>>endobj"u8.ToArray(), 415);
        yield return ("a ZIP before a photo", [.. "PK\x03\x04"u8, .. Whole], 415);
        yield return ("HTML before a photo", [.. "<html>"u8, .. Whole], 415);
        yield return ("a magic number alone", [0xFF, 0xD8, 0xFF], 422);
        yield return ("text behind a magic number", [.. Whole[..4], .. "<script>alert(1)</script>"u8], 422);
        yield return ("PNG's magic before a JPEG", [0x89, .. "PNG\r\n\x1a\n"u8, .. Whole], 422);
        yield return ("half a JPEG", Whole[..(Whole.Length / 2)], 422);
        var png = DrawnCar.Encoded(0, PhotoFormat.Png);
        yield return ("half a PNG", png[..(png.Length / 2)], 422);
        var flipped = png.ToArray();
        for (var i = png.Length / 3; i < png.Length / 2; i++) flipped[i] ^= 0x55;
        yield return ("a PNG of damaged data", flipped, 422);
        foreach (var bomb in Bombs.All()) yield return ($"a vast {bomb[0]}", (byte[])bomb[1], 413);
        var random = new byte[4096];
        new Random(5).NextBytes(random);
        yield return ("noise as WebP", [.. "RIFF\0\0\0\0WEBPVP8 "u8, .. random], 422);
        yield return ("noise as TIFF", [.. "II*\0"u8, .. random], 422);
        yield return ("noise as AVIF", [0, 0, 0, 24, .. "ftypavif"u8, .. random], 422);
        yield return ("noise as GIF", [.. "GIF89a"u8, .. random[..64]], 422);
    }
}

using Cutline.Golden;

namespace Cutline.Imaging.Tests;

/// <summary>What is told of an original, as another program reads it.</summary>
public sealed class MetadataTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cutline-imaging-").FullName;
    private static readonly string[] Originals = ["exif.jpg", "exif.png", "exif.webp"];
    private static readonly PhotoEncoding[] Encodings = [new(PhotoFormat.Jpeg), new(PhotoFormat.Png), new(PhotoFormat.WebP)];

    [PythonFact("PIL")]
    public void Another_program_reads_what_is_kept_and_nothing_else()
    {
        foreach (var original in Originals)
        {
            foreach (var encoding in Encodings)
            {
                foreach (var metadata in Enum.GetValues<Metadata>())
                {
                    var path = Path.Combine(folder, "told");
                    File.WriteAllBytes(path, Told(original, encoding with { Metadata = metadata }));
                    var kind = metadata.ToString().ToLowerInvariant();
                    var (code, errors) = PythonFactAttribute.Run(RepositoryPaths.Find("tests/golden/photos/exif.py"), "check", kind, path);
                    Assert.True(code == 0, $"{original} as {encoding.Format}, {kind}: {errors}");
                }
            }
        }

        static byte[] Told(string original, PhotoEncoding encoding)
        {
            var file = GoldenPhoto.Bytes(original);
            using var photo = Photo.Load(file);
            return photo.Encode(encoding, file);
        }
    }

    [Fact]
    public void What_is_stripped_has_no_block_at_all()
    {
        using var photo = Drawn.Quarters(8, 8);
        foreach (var encoding in Encodings)
        {
            var file = photo.Encode(encoding, GoldenPhoto.Bytes("exif.jpg"));
            foreach (var name in (string[])["Exif", "eXIf", "EXIF"])
                Assert.Equal(-1, file.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(name)));
        }
    }

    [Fact]
    public void An_original_without_metadata_tells_nothing()
    {
        using var photo = Drawn.Quarters(8, 8);
        var plain = photo.Encode(new PhotoEncoding(PhotoFormat.Png));
        Assert.Equal(plain, photo.Encode(new PhotoEncoding(PhotoFormat.Png) { Metadata = Metadata.Strip }, GoldenPhoto.Bytes("exif.jpg")));
        string[] without = ["quarters.tif", "mask-1.gif", "quarters.avif", "quarters.heic"];
        foreach (var original in (byte[][])[plain, .. without.Select(GoldenPhoto.Bytes)])
        {
            using var back = Photo.Load(photo.Encode(new PhotoEncoding(PhotoFormat.Png) { Metadata = Metadata.All }, original));
            Assert.True(back.Pixels.SequenceEqual(photo.Pixels));
        }
    }

    [Fact]
    public void An_original_that_is_no_picture_is_an_error()
    {
        using var photo = Drawn.Quarters(8, 8);
        var encoding = new PhotoEncoding(PhotoFormat.Jpeg) { Metadata = Metadata.Keep };
        Assert.Throws<PhotoException>(() => photo.Encode(encoding, "no picture at all"u8));
    }

    /// <summary>
    /// Every byte of the block set to each of some nasty values, and the block cut short: nothing falls, and what is written can be read.
    /// </summary>
    [Fact]
    public void A_hostile_block_does_no_harm()
    {
        var whole = GoldenPhoto.Bytes("exif.jpg");
        var start = whole.AsSpan().IndexOf("Exif\0\0"u8) + 6;
        var end = whole.AsSpan().IndexOf("THUMBSECRET"u8);
        using var photo = Drawn.Quarters(8, 8);
        var encoding = new PhotoEncoding(PhotoFormat.Jpeg) { Metadata = Metadata.All, Quality = 100 };
        for (var at = start; at < end; at++)
        {
            foreach (var value in (byte[])[0, 1, 0x7F, 0x80, 0xFF])
            {
                var file = (byte[])whole.Clone();
                file[at] = value;
                using var back = Photo.Load(photo.Encode(encoding, file));
                Assert.Equal("rgbw", Drawn.Corners(back));
            }
        }
    }

    [Fact]
    public void A_block_too_long_to_be_written_is_told_in_part()
    {
        byte[] Little(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), 0];
        byte[] Entry(int tag, int length, int at) => [.. Little(tag)[..2], 2, 0, .. Little(length), .. Little(at)];
        byte[] entries = [.. Entry(0x010E, 60_000, 50), .. Entry(0x010F, 8, 60_050), .. Entry(0x0110, 8, 60_058)];
        byte[] texts = [.. Enumerable.Repeat((byte)'x', 60_000), .. "Cutline\0"u8, .. "Box Mk3\0"u8];
        byte[] block = [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 3, 0, .. entries, 0, 0, 0, 0, .. texts];
        using var photo = Drawn.Quarters(8, 8);
        var plain = photo.Encode(new PhotoEncoding(PhotoFormat.Jpeg));
        byte[] original = [.. plain[..2], 0xFF, 0xE1, (byte)((block.Length + 2) >> 8), (byte)(block.Length + 2), .. block, .. plain[2..]];
        var told = photo.Encode(new PhotoEncoding(PhotoFormat.Jpeg) { Metadata = Metadata.Keep }, original);
        Assert.True(told.AsSpan().IndexOf("Box Mk3"u8) > 0);
        Assert.InRange(told.Length, plain.Length, plain.Length + 2000);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}

using System.Text;

namespace Cutline.Imaging.Tests;

/// <summary>What written photos tell of a person, a camera and a place, as exiftool reads it; these tests are never skipped.</summary>
public sealed class PrivacyTests : IDisposable
{
    private static readonly Dictionary<string, Lazy<byte[]>> Originals = new()
    {
        ["jpg"] = Marked("jpg", () => Encoded(PhotoFormat.Jpeg)), ["png"] = Marked("png", () => Encoded(PhotoFormat.Png)),
        ["webp"] = Marked("webp", () => Encoded(PhotoFormat.WebP)), ["tif"] = Marked("tif", () => GoldenPhoto.Bytes("quarters.tif")),
        ["avif"] = Marked("avif", () => GoldenPhoto.Bytes("quarters.avif")),
        ["heic"] = Marked("heic", () => GoldenPhoto.Bytes("quarters.heic")),
    };

    private static readonly PhotoEncoding[] Encodings = [new(PhotoFormat.Jpeg), new(PhotoFormat.Png), new(PhotoFormat.WebP)];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Place_and_identity_are_told_only_where_they_are_asked_for_by_name()
    {
        foreach (var (kind, original) in Originals)
        {
            using var photo = Photo.Load(original.Value);
            foreach (var encoding in Encodings)
                foreach (var metadata in Enum.GetValues<Metadata>())
                    folder.Put($"{kind}-{metadata}.{encoding.Format}", photo.Encode(encoding with { Metadata = metadata }, original.Value));
        }

        var told = Exiftool.Read(folder.Path);
        Assert.Equal(Originals.Count * Encodings.Length * Enum.GetValues<Metadata>().Length, told.Count);
        foreach (var (name, tags) in told)
        {
            var (text, metadata) = (tags.ToJsonString(), Enum.Parse<Metadata>(name.Split('-', '.')[1]));
            var keeps = metadata != Metadata.Strip && !name.StartsWith("tif", StringComparison.Ordinal); // of a TIFF nothing is read
            var place = keeps && metadata is (Metadata.Place or Metadata.All);
            var identity = keeps && metadata is (Metadata.Identity or Metadata.All);
            void Has(bool expected, string part) =>
                Assert.True(text.Contains(part, StringComparison.Ordinal) == expected, $"{name}: {text}");
            Has(keeps, "Box Mk II");
            Has(keeps, "2026:05:04 10:20:30");
            Has(place, "GPSLatitude");
            Has(identity, "SECRET artist");
            Has(identity, "SECRET comment");
            Has(false, "XMP");
            Has(false, "IPTC");
            if (!identity) Has(false, Exiftool.Secret);
        }
    }

    [Fact]
    public void A_copy_without_metadata_has_none_and_the_same_pixels()
    {
        foreach (var (kind, original) in Originals) folder.Put($"{kind}.{Ending(kind)}", MetadataRemoval.Apply(original.Value));
        foreach (var (name, tags) in Exiftool.Read(folder.Path))
        {
            var (text, original) = (tags.ToJsonString(), Originals[name.Split('.')[0]].Value);
            foreach (var part in (string[])[Exiftool.Secret, "GPS", "IFD0:", "ExifIFD", "XMP", "IPTC", "Box Mk II", "5EC5EC5EC5EC5EC5"])
                Assert.DoesNotContain(part, text, StringComparison.Ordinal);
            Assert.Contains(Exiftool.Secret, Encoding.Latin1.GetString(original), StringComparison.Ordinal);

            using var before = Photo.Load(original);
            using var after = Photo.Load(File.ReadAllBytes(folder.At(name)));
            Assert.Equal((before.Width, before.Height), (after.Width, after.Height));
            if (name.Split('.') is var parts && parts[0] == parts[1]) Assert.True(before.Pixels.SequenceEqual(after.Pixels), name);
            else Assert.Equal(Drawn.Corners(before), Drawn.Corners(after));
        }
    }

    [Theory]
    [InlineData("jpg")]
    [InlineData("png")]
    [InlineData("webp")]
    public void A_turned_photo_stays_upright(string kind)
    {
        var plain = Encoded(kind switch { "jpg" => PhotoFormat.Jpeg, "png" => PhotoFormat.Png, _ => PhotoFormat.WebP });
        for (var orientation = 2; orientation <= 8; orientation++)
        {
            var turned = Exiftool.Marked(plain, kind, orientation);
            var copy = MetadataRemoval.Apply(turned);
            using var before = Photo.Load(turned);
            using var after = Photo.Load(copy);
            Assert.Equal(Drawn.Corners(before), Drawn.Corners(after));
            Assert.DoesNotContain(Exiftool.Secret, Encoding.Latin1.GetString(copy), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_lies_behind_the_end_and_between_scans_goes()
    {
        using var photo = Drawn.Quarters(64, 32);
        var jpeg = photo.Encode(new PhotoEncoding(PhotoFormat.Jpeg));
        var progressive = GoldenPhoto.Bytes("exif.jpg");
        byte[] hidden = [0xFF, 0xFE, 0, 8, .. "SECRET"u8];
        byte[][] files = [[.. jpeg, .. "SECRET"u8], [.. jpeg[..^2], .. hidden, .. jpeg[^2..]], [.. progressive, .. jpeg, .. hidden]];
        foreach (var file in files)
        {
            var copy = MetadataRemoval.Apply(file);
            Assert.DoesNotContain(Exiftool.Secret, Encoding.Latin1.GetString(copy), StringComparison.Ordinal);
            using var before = Photo.Load(file);
            using var after = Photo.Load(copy);
            Assert.True(before.Pixels.SequenceEqual(after.Pixels));
        }
    }

    [Fact]
    public void What_is_no_picture_is_refused_and_every_cut_is_survived()
    {
        Assert.Throws<PhotoException>(() => MetadataRemoval.Apply("no picture"u8.ToArray()));
        foreach (var kind in (string[])["jpg", "png", "webp"])
        {
            var whole = Originals[kind].Value;
            for (var length = 1; length < whole.Length; length += 37)
            {
                var e = Record.Exception(() => MetadataRemoval.Apply(whole.AsMemory(0, length)));
                Assert.True(e is null or PhotoException, $"{kind} of {length} bytes: {e}");
            }
        }
    }

    /// <summary>The format of a copy.</summary>
    private static string Ending(string kind) => kind is "png" or "webp" ? kind : "jpg";

    private static Lazy<byte[]> Marked(string extension, Func<byte[]> plain) => new(() => Exiftool.Marked(plain(), extension));

    private static byte[] Encoded(PhotoFormat format)
    {
        using var photo = Drawn.Quarters(64, 32);
        return photo.Encode(new PhotoEncoding(format) { Quality = 100, Lossless = true });
    }
}

using System.Text;
using NetVips;

namespace Cutline.Imaging;

/// <summary>
/// What may be told of an original: its EXIF fields, without its thumbnail's (ifd1), the maker's notes and, unless asked for, the place
/// (ifd3).
/// </summary>
internal static class ExifFields
{
    /// <summary>The name of the whole block among an image's metadata.</summary>
    internal const string Block = "exif-data";

    /// <summary>Bytes of one field, and of all together: a JPEG's block has no more than 64 KiB.</summary>
    private const int Longest = 2048, Room = 32 << 10;

    /// <summary>Copies the fields of a file to an image that is upright, so that its orientation becomes 1.</summary>
    /// <exception cref="PhotoException">The original is no picture.</exception>
    internal static void Copy(byte[] original, Pipeline to, bool place)
    {
        using var file = PictureFile.Open(original, Unlimited, "the original");
        var fields = Told(file.Header, place).ToArray();
        to.Apply(image => image.Mutate(fresh =>
        {
            foreach (var (name, text) in fields) fresh.Set(GValue.RefStrType, name, text);
            fresh.Set(GValue.GIntType, "orientation", 1);

            // A block without fields, without which PNG gets none; it takes in those of the image.
            if (fields.Length > 0) fresh.Set(GValue.BlobType, Block, "Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0"u8.ToArray());
        }));
    }

    private static PhotoLimits Unlimited { get; } = new() { MaxBytes = long.MaxValue, MaxPixels = long.MaxValue };

    private static IEnumerable<(string Name, string Text)> Told(Image header, bool place)
    {
        var left = Room;
        foreach (var name in header.GetFields())
        {
            if (!MayBeTold(name, place) || header.GetTypeOf(name) != GValue.RefStrType || header.Get(name) is not string text) continue;
            var length = Encoding.UTF8.GetByteCount(text);
            if (length > Longest || length > left) continue;
            left -= length;
            yield return (name, text);
        }
    }

    private static bool MayBeTold(string name, bool place)
    {
        bool Begins(string with) => name.StartsWith(with, StringComparison.Ordinal);
        bool Ends(string with) => name.EndsWith(with, StringComparison.Ordinal);
        if (Ends("-MakerNote") || Ends("-Orientation")) return false;
        return Begins("exif-ifd0-") || Begins("exif-ifd2-") || (place && Begins("exif-ifd3-"));
    }
}

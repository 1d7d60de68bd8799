using System.Text;
using NetVips;

namespace Cutline.Imaging;

/// <summary>
/// What may be told of an original: its EXIF fields, without its thumbnail's (ifd1) and the maker's notes; the place (ifd3), and fields
/// other than those that are known to tell of the camera, exposure and time alone, only where they are asked for.
/// </summary>
internal static class ExifFields
{
    /// <summary>The name of the whole block among an image's metadata.</summary>
    internal const string Block = "exif-data";

    /// <summary>Bytes of one field, and of all together: a JPEG's block has no more than 64 KiB.</summary>
    private const int Longest = 2048, Room = 32 << 10;

    /// <summary>Copies the fields of a file to an image that is upright, so that its orientation becomes 1.</summary>
    /// <exception cref="PhotoException">The original is no picture.</exception>
    internal static void Copy(byte[] original, Pipeline to, Metadata asked)
    {
        using var file = PictureFile.Open(original, Unlimited, "the original");
        var fields = Told(file.Header, asked).ToArray();
        to.Apply(image => image.Mutate(fresh =>
        {
            foreach (var (name, text) in fields) fresh.Set(GValue.RefStrType, name, text);
            fresh.Set(GValue.GIntType, "orientation", 1);

            // A block without fields, without which PNG gets none; it takes in those of the image.
            if (fields.Length > 0) fresh.Set(GValue.BlobType, Block, "Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0"u8.ToArray());
        }));
    }

    /// <summary>
    /// The fields of camera, lens, exposure, time and pixels, in libexif's names (EXIF 2.32, 4.6): every other one may name a person, a
    /// camera or a place.
    /// </summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "Make", "Model", "LensMake", "LensModel", "LensSpecification", "FileSource", "SensingMethod", "SceneType", "CustomRendered",
        "DateTime", "DateTimeOriginal", "DateTimeDigitized", "SubsecTime", "SubSecTimeOriginal", "SubSecTimeDigitized", "OffsetTime",
        "OffsetTimeOriginal", "OffsetTimeDigitized", "ExposureTime", "FNumber", "ExposureProgram", "ISOSpeedRatings", "SensitivityType",
        "StandardOutputSensitivity", "RecommendedExposureIndex", "ISOSpeed", "ShutterSpeedValue", "ApertureValue", "BrightnessValue",
        "ExposureBiasValue", "MaxApertureValue", "SubjectDistance", "SubjectDistanceRange", "MeteringMode", "LightSource", "Flash",
        "FlashEnergy", "FocalLength", "FocalLengthIn35mmFilm", "ExposureIndex", "ExposureMode", "WhiteBalance", "DigitalZoomRatio",
        "SceneCaptureType", "GainControl", "Contrast", "Saturation", "Sharpness", "FocalPlaneXResolution", "FocalPlaneYResolution",
        "FocalPlaneResolutionUnit", "ExifVersion", "FlashPixVersion", "ComponentsConfiguration", "CompressedBitsPerPixel", "ColorSpace",
        "PixelXDimension", "PixelYDimension", "XResolution", "YResolution", "ResolutionUnit", "YCbCrPositioning",
    };

    private static PhotoLimits Unlimited { get; } = new() { MaxBytes = long.MaxValue, MaxPixels = long.MaxValue };

    private static IEnumerable<(string Name, string Text)> Told(Image header, Metadata asked)
    {
        var left = Room;
        foreach (var name in header.GetFields())
        {
            if (!MayBeTold(name, asked) || header.GetTypeOf(name) != GValue.RefStrType || header.Get(name) is not string text) continue;
            var length = Encoding.UTF8.GetByteCount(text);
            if (length > Longest || length > left) continue;
            left -= length;
            yield return (name, text);
        }
    }

    private static bool MayBeTold(string name, Metadata asked)
    {
        const int Prefix = 10; // of exif-ifd0- and so on
        if (name.Length <= Prefix || name[Prefix..] is "MakerNote" or "Orientation") return false;
        return name[..Prefix] switch
        {
            "exif-ifd0-" or "exif-ifd2-" => asked is Metadata.Identity or Metadata.All || Harmless.Contains(name[Prefix..]),
            "exif-ifd3-" => asked is Metadata.Place or Metadata.All,
            _ => false,
        };
    }
}

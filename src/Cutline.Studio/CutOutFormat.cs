using Cutline.Imaging;

namespace Cutline.Studio;

/// <summary>The file formats of cut-outs, with their encoder settings.</summary>
public static class CutOutFormat
{
    /// <summary>Quality of WebP and of JPEG files where none is given.</summary>
    public const int WebPQuality = 90, JpegQuality = 92;

    /// <summary>The encoding of a format by its name.</summary>
    /// <returns>Null for any name but <c>png</c>, <c>webp</c>, <c>jpg</c> and <c>jpeg</c>.</returns>
    public static PhotoEncoding? Of(string name) => name switch
    {
        "webp" => new(PhotoFormat.WebP) { Quality = WebPQuality, Effort = 2 },
        "jpg" or "jpeg" => new(PhotoFormat.Jpeg) { Quality = JpegQuality },
        "png" => new(PhotoFormat.Png) { Effort = 3 },
        _ => null,
    };
}

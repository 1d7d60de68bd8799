using Cutline.Imaging;

namespace Cutline.Studio;

/// <summary>The formats that cut-outs are written in, each with the encoder's settings for them.</summary>
public static class CutOutFormat
{
    /// <returns>Null for any name but <c>png</c>, <c>webp</c>, <c>jpg</c> and <c>jpeg</c>.</returns>
    public static PhotoEncoding? Of(string name) => name switch
    {
        "webp" => new(PhotoFormat.WebP) { Quality = 90, Effort = 2 },
        "jpg" or "jpeg" => new(PhotoFormat.Jpeg) { Quality = 92 },
        "png" => new(PhotoFormat.Png) { Effort = 3 },
        _ => null,
    };
}

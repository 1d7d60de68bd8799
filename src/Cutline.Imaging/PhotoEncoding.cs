namespace Cutline.Imaging;

/// <summary>The formats that photos are written in.</summary>
public enum PhotoFormat
{
    /// <summary>Lossy, without transparency.</summary>
    Jpeg = 1,

    /// <summary>Lossless.</summary>
    Png = 2,

    /// <summary>Two colours, as Kaggle's masks. Of a grey picture index 0 is always black, 1 white.</summary>
    Gif = 3,

    /// <summary>Lossy or lossless.</summary>
    WebP = 4,
}

/// <summary>How a photo is written.</summary>
/// <param name="Format">The file's format.</param>
public sealed record PhotoEncoding(PhotoFormat Format)
{
    /// <summary>JPEG and lossy WebP, 1 to 100.</summary>
    public int Quality { get; init; } = 90;

    /// <summary>WebP without loss.</summary>
    public bool Lossless { get; init; }

    /// <summary>Work spent on size: PNG 0 to 9, WebP 0 to 6.</summary>
    public int Effort { get; init; } = 4;

    /// <summary>Writes the photo's ICC profile with it.</summary>
    public bool KeepIcc { get; init; } = true;

    /// <summary>What else is told of the file that the photo was made of.</summary>
    public Metadata Metadata { get; init; }

    /// <summary>The encoding that a file name's ending asks for.</summary>
    /// <exception cref="PhotoException">The ending is none of those written here.</exception>
    public static PhotoEncoding For(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".png" => new(PhotoFormat.Png),
        ".jpg" or ".jpeg" => new(PhotoFormat.Jpeg),
        ".webp" => new(PhotoFormat.WebP),
        ".gif" => new(PhotoFormat.Gif),
        var other => throw new PhotoException($"{path}: pictures are not written as '{other}'; use .png, .webp or .jpg"),
    };
}

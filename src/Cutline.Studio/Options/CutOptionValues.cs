using Cutline.Imaging;
using Cutline.Studio.Scenes;

namespace Cutline.Studio.Options;

/// <summary>The values of all cut options: the scene, and how the result is encoded.</summary>
public sealed record CutOptionValues
{
    /// <summary>The values where no option is given.</summary>
    public static CutOptionValues Default { get; } = new();

    /// <summary>The options of the scene pipeline.</summary>
    public SceneOptions Scene { get; init; } = new();

    /// <summary>The file format by its name; null where it is not given.</summary>
    public string? Format { get; init; }

    /// <summary>The quality of WebP and JPEG; null where it is not given.</summary>
    public int? Quality { get; init; }

    /// <summary>What the result's metadata contain.</summary>
    public Metadata Metadata { get; init; }

    /// <summary>The name of an option whose value is valid for one photo only; null where there is none.</summary>
    public string? SinglePhotoOption =>
        Scene.Retouch is not null ? CutOptionTable.Retouch : Scene.Plate?.At is not null ? CutOptionTable.Plate : null;

    /// <summary>The encoding of the result.</summary>
    /// <param name="format">The format's name where it is not given.</param>
    /// <exception cref="ArgumentException">The format is unknown.</exception>
    public PhotoEncoding Encoding(string format = CutOptionTable.DefaultFormat)
    {
        var encoding = CutOutFormat.Of(Format ?? format) ?? throw new ArgumentException($"format is '{format}': use png, webp or jpeg");
        return encoding with { Metadata = Metadata, Quality = Quality ?? encoding.Quality };
    }
}

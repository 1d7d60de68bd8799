namespace Cutline.Training.Encoders;

/// <summary>Pretrained weights of an encoder that are known by a name. They are for colours normalized by ImageNet's mean and deviation.
/// </summary>
/// <param name="Name">Such as <c>imagenet</c>: what the network was trained on.</param>
/// <param name="Encoder">The encoder's name in <see cref="EncoderRegistry"/>.</param>
/// <param name="File">The name of their file.</param>
/// <param name="Source">Where they are from.</param>
/// <param name="Licence">Their terms, as an SPDX identifier.</param>
/// <param name="IsShipped">Whether they come with Cutline, in <c>models/encoders</c>; else they are fetched into the user's cache.</param>
public sealed record NamedWeights(string Name, string Encoder, string File, string Source, string Licence, bool IsShipped)
{
    private static readonly string Shipped = Path.Combine("models", "encoders");

    /// <summary>
    /// The folder of weights that were fetched: <c>cutline/weights</c> below <c>XDG_CACHE_HOME</c> where it is set, else below
    /// <c>%LOCALAPPDATA%</c> on Windows and <c>~/.cache</c> elsewhere.
    /// </summary>
    public static string CacheFolder
    {
        get
        {
            var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            if (!Path.IsPathRooted(cache))
            {
                cache = OperatingSystem.IsWindows()
                    ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                    : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            }

            return Path.Combine(cache, "cutline", "weights");
        }
    }

    /// <summary>The path of the file; null where it is not on this machine.</summary>
    public string? Find()
    {
        if (!IsShipped) return Path.Combine(CacheFolder, File) is var fetched && System.IO.File.Exists(fetched) ? fetched : null;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, Shipped, File);
            if (System.IO.File.Exists(path)) return path;
        }

        return null;
    }
}

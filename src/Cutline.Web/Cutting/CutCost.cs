using Cutline.Imaging;
using Cutline.Web.Sharing;

namespace Cutline.Web.Cutting;

/// <summary>
/// The memory that a photo needs, from its decoding to its encoded result: an upper bound, by which <see cref="MemoryBudget"/> is shared
/// out. The table is that of <c>benchmarks/cost.py</c>, rounded up; docs/operations.md has its figures.
/// </summary>
internal static class CutCost
{
    /// <summary>Of any photo, however small.</summary>
    private const long Photo = 16L << 20;

    /// <summary>Bytes per pixel of the photo: decoded, its matte, its colours at edges, cut out, and encoded as PNG.</summary>
    private const int PhotoPixel = 19;

    /// <summary>Further bytes per pixel of the photo, by its kind, for a decoder that holds the whole picture.</summary>
    private static readonly Dictionary<string, int> Kinds = new(StringComparer.Ordinal) { ["AVIF"] = 8, ["HEIC"] = 16 };

    /// <summary>Further bytes per pixel of the photo, for each of its bits above 8.</summary>
    private const int DeepPixel = 1;

    /// <summary>Further bytes per pixel of the photo where its licence plate is covered.</summary>
    private const int PlatePixel = 7;

    /// <summary>Bytes per pixel of a backdrop or a retouch.</summary>
    private const int FilePixel = 12;

    /// <summary>Further bytes per pixel of the result, as it is before it is reduced: in a scene, and where it is straightened.</summary>
    private const int ScenePixel = 7, StraightenedPixel = 5;

    /// <summary>Further bytes per pixel of the result, by its encoding.</summary>
    private const int JpegPixel = 11, WebPPixel = 7, TransparentWebPPixel = 22;

    /// <param name="info">What the photo's header says.</param>
    /// <param name="settings">How it is cut out.</param>
    /// <param name="files">What the headers of the options that are files say.</param>
    /// <returns>Bytes.</returns>
    public static long Of(PhotoInfo info, CutSettings settings, IEnumerable<PhotoInfo> files)
    {
        var pipeline = settings.Pipeline;
        var photo = PhotoPixel + Kinds.GetValueOrDefault(info.Format) + DeepPixel * Math.Max(0, info.Bits - 8)
            + (pipeline.CoversPlate ? PlatePixel : 0);
        var result = (pipeline.IsScene ? ScenePixel : 0) + (pipeline.IsStraightened ? StraightenedPixel : 0)
            + settings.Encoding.Format switch
        {
            PhotoFormat.Jpeg => JpegPixel,
            PhotoFormat.WebP => pipeline.IsTransparent ? TransparentWebPPixel : WebPPixel,
            _ => 0,
        };
        return Photo + photo * Pixels(info) + result * pipeline.MostPixels(info.Width, info.Height)
            + files.Sum(file => FilePixel * Pixels(file));
    }

    private static long Pixels(PhotoInfo info) => (long)info.Width * info.Height;
}

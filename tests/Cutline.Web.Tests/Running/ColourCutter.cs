using Cutline.Imaging;
using Cutline.Studio.Mattes;
using Cutline.Studio.Plates;
using Cutline.Web.Cutting;

namespace Cutline.Web.Tests.Running;

/// <summary>
/// Cuts out what has another colour than the photo's top left corner, in a hundredth of the time that a model takes: for tests of
/// everything around a model. Photos are decoded, cut and encoded as with one.
/// </summary>
internal sealed class ColourCutter : ICutter
{
    private const int LongestSide = 240;

    /// <summary>Difference of colour from which on it is certain.</summary>
    private const float Certain = 60;

    private const byte White = 225;

    public static ColourCutter Instance { get; } = new();

    public CutResult Cut(ReadOnlyMemory<byte> photo, CutSettings settings, CancellationToken cancel) => Cut(photo, settings, null, cancel);

    /// <summary>Cuts with windows that are given.</summary>
    public static CutResult Cut(ReadOnlyMemory<byte> photo, CutSettings settings, Glass? glass, CancellationToken cancel = default)
    {
        using var decoded = Photo.Load(photo, new PhotoLoad { KeepProfile = true }, "the photo");
        cancel.ThrowIfCancellationRequested();
        var (map, width, height) = Probabilities(decoded);
        using var cut = settings.Pipeline.Run(decoded, map, width, height, glass: glass, plates: Plates);
        return new(cut.Photo.Encode(settings.Encoding, photo.Span), cut.Part, cut.Subject, cut.Confidence)
        {
            Plate = cut.Plate, Review = cut.Review,
        };
    }

    /// <summary>Plates are what is white.</summary>
    private static PlateDetector Plates { get; } = new(picture =>
        {
            using var sized = picture.Resize(LongestSide, LongestSide * 2 / 3, Kernel.Area);
            var values = Enumerable.Range(0, sized.Width * sized.Height).Select(i => sized.Pixels[3 * i] > White ? 0.95f : 0.05f);
            return new(values.ToArray(), sized.Width, sized.Height);
        });

    private static (float[] Map, int Width, int Height) Probabilities(Photo photo)
    {
        var scale = Math.Min(1, (double)LongestSide / Math.Max(photo.Width, photo.Height));
        var (width, height) = (Math.Max(1, (int)(photo.Width * scale)), Math.Max(1, (int)(photo.Height * scale)));
        using var small = photo.Resize(width, height, Kernel.Area);
        var map = new float[width * height];
        var pixels = small.Pixels;
        for (var i = 0; i < map.Length; i++)
        {
            var difference = 0f;
            for (var c = 0; c < 3; c++) difference = Math.Max(difference, Math.Abs(pixels[3 * i + c] - pixels[c]));
            map[i] = Math.Min(difference / Certain, 1);
        }

        return (map, width, height);
    }
}

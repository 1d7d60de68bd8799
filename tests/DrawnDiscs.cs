using Cutline.Imaging;

namespace Cutline.Tests;

/// <summary>
/// A folder of small photos, each of a bright disc before a darker slope of colour; the disc is the mask. Learned within seconds.
/// </summary>
internal sealed class DrawnDiscs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public DrawnDiscs(int count = 24, int width = 32, int height = 32)
    {
        Directory.CreateDirectory(folder.At("images"));
        Directory.CreateDirectory(folder.At("masks"));
        for (var i = 0; i < count; i++) Draw(Name(i), i, width, height);
    }

    /// <summary>What <c>--data</c> names.</summary>
    public string Root => folder.Path;

    public static string Name(int index) => $"disc{index:00}";

    public string Photo(int index) => folder.At("images", $"{Name(index)}.png");

    public string Mask(int index) => folder.At("masks", $"{Name(index)}.png");

    /// <summary>Draws one more sample, or one anew.</summary>
    public void Draw(string name, int seed, int width = 32, int height = 32)
    {
        var random = new Random(seed);
        var (x0, y0) = (width * (0.3 + 0.4 * random.NextDouble()), height * (0.3 + 0.4 * random.NextDouble()));
        var radius = Math.Min(width, height) * (0.15 + 0.2 * random.NextDouble());
        var tint = random.Next(80);
        var pixels = new byte[width * height * 3];
        var mask = new byte[width * height];
        for (var i = 0; i < mask.Length; i++)
        {
            var (x, y) = (i % width, i / width);
            var inside = Math.Pow(x + 0.5 - x0, 2) + Math.Pow(y + 0.5 - y0, 2) < radius * radius;
            mask[i] = inside ? (byte)255 : (byte)0;
            pixels[3 * i] = (byte)(inside ? 170 + tint : x * 100 / width);
            pixels[3 * i + 1] = (byte)(inside ? 220 - tint : y * 100 / height);
            pixels[3 * i + 2] = (byte)(tint + random.Next(40));
        }

        using var photo = Imaging.Photo.FromPixels(pixels, width, height, PixelFormat.Rgb);
        photo.Save(folder.At("images", $"{name}.png"));
        using var truth = Imaging.Photo.FromPixels(mask, width, height, PixelFormat.Grey);
        truth.Save(folder.At("masks", $"{name}.png"));
    }

    public void Dispose() => folder.Dispose();
}

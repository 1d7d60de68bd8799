using System.IO.Compression;
using Cutline.Imaging;
using Cutline.Segmentation.Tests.Labels;

namespace Cutline.Segmentation.Tests.Datasets;

/// <summary>A small Carvana in a folder of its own: gradients with a bright rectangle, which is the mask.</summary>
internal sealed class DrawnCarvana : IDisposable
{
    public const int Width = 64;
    public const int Height = 40;

    private readonly TemporaryFolder folder = new();

    public DrawnCarvana(int cars = 3, int angles = 2)
    {
        Directory.CreateDirectory(At("train"));
        Directory.CreateDirectory(At("train_masks"));
        for (var car = 0; car < cars; car++)
            for (var angle = 1; angle <= angles; angle++) Draw($"car{car}_{angle:00}", car * 100 + angle);
    }

    public string Root => folder.Path;

    public string At(params string[] parts) => folder.At(parts);

    public string Photo(string sample) => At("train", $"{sample}.jpg");

    public string Mask(string sample) => At("train_masks", $"{sample}_mask.gif");

    /// <summary>Draws a sample, or draws it anew.</summary>
    public void Draw(string sample, int seed, int width = Width, int height = Height)
    {
        DrawPhoto(Photo(sample), seed, width, height);
        File.WriteAllBytes(Mask(sample), MaskOf(seed, width, height));
    }

    public static void DrawPhoto(string path, int seed, int width = Width, int height = Height)
    {
        var pixels = new byte[width * height * 3];
        for (var i = 0; i < width * height; i++)
        {
            var (x, y) = (i % width, i / width);
            pixels[3 * i] = (byte)(Foreground(seed, x, y, width, height) ? 230 : x * 200 / width);
            pixels[3 * i + 1] = (byte)(y * 200 / height);
            pixels[3 * i + 2] = (byte)(seed * 37 % 256);
        }

        using var photo = Imaging.Photo.FromPixels(pixels, width, height, PixelFormat.Rgb);
        photo.Save(path);
    }

    /// <summary>A mask of 0 and <paramref name="foreground"/>.</summary>
    public static byte[] MaskOf(int seed, int width = Width, int height = Height, byte foreground = 1)
    {
        var indices = Enumerable.Range(0, width * height)
            .Select(i => Foreground(seed, i % width, i / width, width, height) ? foreground : (byte)0).ToArray();
        var palette = new byte[256];
        palette[foreground] = foreground == 1 ? (byte)255 : foreground; // as Kaggle's: index 1 is white
        return GifFile.Of(indices, width, height, palette);
    }

    /// <summary>Packs both folders as Kaggle does, and removes them.</summary>
    public void Zip()
    {
        foreach (var part in new[] { "train", "train_masks" })
        {
            ZipFile.CreateFromDirectory(At(part), At(part + ".zip"), CompressionLevel.Fastest, includeBaseDirectory: true);
            Directory.Delete(At(part), recursive: true);
        }
    }

    public void Dispose() => folder.Dispose();

    private static bool Foreground(int seed, int x, int y, int width, int height) =>
        x >= width / 4 + seed % 5 && x < width * 3 / 4 && y >= height / 4 && y < height * 3 / 4 + seed % 3;
}

using System.Text.Json;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Runs;
using Cutline.Segmentation.Splits;
using Cutline.Segmentation.Tests.Datasets;

namespace Cutline.Segmentation.Tests.Evaluation;

/// <summary>A folder of small photos, each of a bright disc before a darker gradient; the disc is the mask.</summary>
internal sealed class DrawnDiscs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public DrawnDiscs(int count = 24, int width = 32, int height = 32)
    {
        Directory.CreateDirectory(folder.At("images"));
        Directory.CreateDirectory(folder.At("masks"));
        for (var i = 0; i < count; i++) Draw(Name(i), i, width, height);
    }

    /// <summary>The dataset's folder.</summary>
    public string Root => folder.Path;

    public static string Name(int index) => $"disc{index:00}";

    public string Photo(int index) => folder.At("images", $"{Name(index)}.png");

    public string Mask(int index) => folder.At("masks", $"{Name(index)}.png");

    /// <summary>Draws one more sample.</summary>
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

    /// <summary>Saves options and split of a run on some data, as a training leaves them.</summary>
    public static SavedRun SaveRun(string folder, SplitOptions split, params string[] data)
    {
        Directory.CreateDirectory(folder);
        var run = new SavedRun(folder);
        File.WriteAllText(
            run.PathOf(RunFiles.Options),
            JsonSerializer.Serialize(new Dictionary<string, object> { ["data"] = data, ["epochs"] = 8 }, OptionsJson.Indented));
        var sources = data.Select(root => FolderDataset.Open(root)).ToArray();
        var splits = sources.Select((source, i) => source.CreateSplit(i == 0 ? split : SplitOptions.Quarter)).ToArray();
        if (sources is [var only])
        {
            splits[0].Save(run.PathOf(RunFiles.Split), only.Samples, split);
        }
        else
        {
            using var all = new CombinedDataset(sources);
            all.Join(splits).Save(run.PathOf(RunFiles.Split), all.Samples, split);
        }

        foreach (var source in sources) source.Dispose();
        return run;
    }

    public void Dispose() => folder.Dispose();
}

using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Loading;
using Cutline.Segmentation.Preprocessing;
using Cutline.Training.Losses;
using Cutline.Training.Tests.Checkpoints;

namespace Cutline.Training.Tests.Losses;

/// <summary>Class weights that are balanced by the masks on disk.</summary>
public sealed class ClassBalanceTests
{
    [Fact]
    public void Pixels_of_the_samples_given_are_counted_and_void_is_not()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("classes.json"), """{ "classes": ["ground", "car", "tree", "sky"] }""");
        Draw(folder, "a", 0, 0, 1, 255);
        Draw(folder, "b", 0, 0, 0, 2);
        Draw(folder, "c", 1, 1, 1, 1);
        using var data = DatasetLocator.Open(folder.At(""));
        using var set = new DecodedSet(data, PreprocessOptions.Square(2));

        var pixels = ClassBalance.Count(new BatchLoader(set, [0, 1]).Epoch(0).Select(b => (ReadOnlyMemory<byte>)b.Masks), 4);

        Assert.Equal([5, 1, 1, 0], pixels);
        Assert.Equal([7.0 / 3 / 5, 7.0 / 3, 7.0 / 3, 0], ClassBalance.Weights(pixels));
    }

    private static void Draw(TemporaryFolder folder, string name, params byte[] indices)
    {
        Directory.CreateDirectory(folder.At("images"));
        Directory.CreateDirectory(folder.At("masks"));
        using var photo = Photo.FromPixels(new byte[12], 2, 2, PixelFormat.Rgb);
        using var mask = Photo.FromPixels(indices, 2, 2, PixelFormat.Grey);
        photo.Save(folder.At($"images/{name}.png"));
        mask.Save(folder.At($"masks/{name}.png"));
    }
}

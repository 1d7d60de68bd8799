using Cutline.Imaging;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Reports;

namespace Cutline.Segmentation.Tests.Reports;

/// <summary>Made-up classes and rows, and a way to look at pictures.</summary>
internal static class Drawn
{
    private static readonly string[] Names =
        ["road", "sidewalk", "building", "wall", "fence", "pole", "traffic light", "traffic sign", "vegetation", "terrain", "sky", "person",
            "rider", "car", "truck", "bus", "train",
            "motorcycle", "bicycle", "a class whose name is far longer than anybody would read in a picture"];

    /// <summary>Classes with short and long names, each of a colour of its own.</summary>
    public static ClassSet Classes(int count) => new(
        [.. Enumerable.Range(0, count).Select(
            i => new SegmentClass(
                i < Names.Length ? Names[i] : $"dynamic object {i}",
                ((byte)(i * 67 % 256), (byte)(40 + i * 31 % 200), (byte)(255 - i * 97 % 256))))]);

    /// <summary>A row of stripes of all classes, the first pixels void, the prediction shifted.</summary>
    public static ClassRow Row(string name, int width, int height, int classes)
    {
        var photo = new byte[width * height * 3];
        var (truth, predicted) = (new byte[width * height], new byte[width * height]);
        for (var i = 0; i < truth.Length; i++)
        {
            var (x, y) = (i % width, i / width);
            (photo[3 * i], photo[3 * i + 1], photo[3 * i + 2]) = ((byte)(x * 255 / width), (byte)(y * 255 / height), 120);
            truth[i] = y < height / 8 ? ClassSet.Void : (byte)(x * classes / width);
            predicted[i] = (byte)Math.Min(classes - 1, (x + 3 * y / height) * classes / width);
        }

        return ClassRow.Of(name, Photo.FromPixels(photo, width, height, PixelFormat.Rgb),
            Photo.FromPixels(truth, width, height, PixelFormat.Grey), Photo.FromPixels(predicted, width, height, PixelFormat.Grey),
            classes);
    }

    /// <summary>Writes a picture into the folder that CUTLINE_PICTURES names, if it does.</summary>
    public static void Show(Photo picture, string name)
    {
        if (Environment.GetEnvironmentVariable("CUTLINE_PICTURES") is { Length: > 0 } folder && Directory.Exists(folder))
            picture.Save(Path.Combine(folder, name));
    }
}

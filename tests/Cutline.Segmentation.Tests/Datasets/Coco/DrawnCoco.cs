using System.Globalization;
using Cutline.Imaging;

namespace Cutline.Segmentation.Tests.Datasets.Coco;

/// <summary>Black photos of 4×2 pixels, with annotation files about them.</summary>
internal sealed class DrawnCoco : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Path => folder.Path;

    public string At(params string[] names) => folder.At(names);

    /// <summary>The square of two pixels from a column on, as a polygon.</summary>
    public static string Square(int left) => string.Create(
        CultureInfo.InvariantCulture, $"[[{left},0, {left + 2},0, {left + 2},2, {left},2]]");

    /// <summary>An annotation; <paramref name="rest"/> is the rest of its JSON.</summary>
    public static string Object(int image, int category, string rest) =>
        $$"""{ "image_id": {{image}}, "category_id": {{category}}, {{rest}} }""";

    public void Photo(string path)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(path))!);
        using var photo = Imaging.Photo.FromPixels(new byte[24], 4, 2, PixelFormat.Rgb);
        photo.Save(At(path));
    }

    /// <summary>An annotation file whose images have the ids 1, 2 and so on.</summary>
    public void Write(string list, string[] photos, string categories, params string[] annotations)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(list))!);
        var images = photos.Select((p, i) => $$"""{ "id": {{i + 1}}, "file_name": "{{p}}", "width": 4, "height": 2 }""");
        File.WriteAllText(At(list), $$"""
            { "images": [{{string.Join(',', images)}}], "categories": [{{categories}}], "annotations": [{{string.Join(',', annotations)}}] }
            """);
    }

    public void Dispose() => folder.Dispose();
}

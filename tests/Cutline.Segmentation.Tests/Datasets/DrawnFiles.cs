using Cutline.Imaging;

namespace Cutline.Segmentation.Tests.Datasets;

/// <summary>A folder of drawn photos and masks of one row or more, and of texts.</summary>
internal sealed class DrawnFiles : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Path => folder.Path;

    public string At(params string[] names) => folder.At(names);

    /// <summary>A black photo.</summary>
    public void Photo(string path, int width = 4, int height = 2)
    {
        using var photo = Imaging.Photo.FromPixels(new byte[width * height * 3], width, height, PixelFormat.Rgb);
        photo.Save(Prepared(path));
    }

    /// <summary>A grey mask of one row.</summary>
    public void Mask(string path, params byte[] values)
    {
        using var mask = Imaging.Photo.FromPixels(values, values.Length, 1, PixelFormat.Grey);
        mask.Save(Prepared(path));
    }

    public void Text(string path, string text) => File.WriteAllText(Prepared(path), text);

    public void Bytes(string path, byte[] bytes) => File.WriteAllBytes(Prepared(path), bytes);

    public void Dispose() => folder.Dispose();

    private string Prepared(string path)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(path))!);
        return At(path);
    }
}

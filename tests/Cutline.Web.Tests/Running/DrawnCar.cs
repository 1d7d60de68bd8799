using Cutline.Imaging;
using Cutline.Segmentation.Datasets;

namespace Cutline.Web.Tests.Running;

/// <summary>Photos for tests: drawn cars, and what is none.</summary>
internal static class DrawnCar
{
    public const int Width = 360, Height = 240;

    private static readonly SyntheticDataset Cars = new(16, Width, Height);
    private static readonly Lazy<byte[]> First = new(() => Encoded(0));

    /// <summary>A drawn car that the shipped model finds.</summary>
    public static byte[] Jpeg => First.Value;

    public static byte[] Encoded(int index, PhotoFormat format = PhotoFormat.Jpeg)
    {
        using var photo = Cars.LoadPhoto(index);
        return photo.Encode(new PhotoEncoding(format));
    }

    /// <summary>Grey all over: a photo without a car.</summary>
    public static byte[] Nothing
    {
        get
        {
            using var photo = Photo.FromPixels(Enumerable.Repeat((byte)127, 300 * 200 * 3).ToArray(), 300, 200, PixelFormat.Rgb);
            return photo.Encode(new PhotoEncoding(PhotoFormat.Png));
        }
    }
}

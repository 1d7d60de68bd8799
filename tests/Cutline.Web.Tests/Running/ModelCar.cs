using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Synthetic;

namespace Cutline.Web.Tests.Running;

/// <summary>Drawn cars in surroundings that <see cref="ShippedModel"/> finds.</summary>
internal static class ModelCar
{
    public const int Width = 360, Height = 240;

    private static readonly SyntheticDataset Cars = new(16, Width, Height);
    private static readonly Lazy<byte[]> First = new(() => Encoded(0));

    public static byte[] Jpeg => First.Value;

    public static byte[] Encoded(int index, PhotoFormat format = PhotoFormat.Jpeg)
    {
        using var photo = Cars.LoadPhoto(index);
        return photo.Encode(new PhotoEncoding(format));
    }
}

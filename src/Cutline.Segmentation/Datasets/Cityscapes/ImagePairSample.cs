using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.Cityscapes;

/// <summary>A picture whose left half is the photo and whose right half shows the labels in colours.</summary>
internal sealed class ImagePairSample(string file, byte[] bytes, CityscapesTask task, PhotoLimits limits) : ClassSample
{
    public override ContentKey Key => ContentKey.Of(bytes);

    protected override string MaskFile => file;

    protected override string PhotoFile => file;

    public override (int Width, int Height) PhotoSize
    {
        get
        {
            var info = WithFileContext(file, () => Photo.Probe(bytes, limits, Path.GetFileName(file)));
            if (info.Width % 2 == 0) return (info.Width / 2, info.Height);
            throw new DatasetException(new DataProblem(
                file, $"is {info.Width} pixels wide, so that it has no two halves", "replace it with a pair: photo left, labels right"));
        }
    }

    public override Photo DecodePhoto((int Width, int Height)? shrinkTo = null)
    {
        var (width, height) = PhotoSize;
        using var both = DecodeBoth();
        return both.Crop(0, 0, width, height);
    }

    protected override DecodedMask DecodeMaskFile()
    {
        var (width, height) = PhotoSize;
        using var both = DecodeBoth();
        var indices = new byte[width * height];
        long distant = 0;
        for (var y = 0; y < height; y++)
            distant += task.Map(both.Pixels.Slice((2 * y + 1) * width * 3, width * 3), indices.AsSpan(y * width, width));
        return new(Photo.FromPixels(indices, width, height, PixelFormat.Grey), [], distant);
    }

    private Photo DecodeBoth() => WithFileContext(file, () => Photo.Load(bytes, new PhotoLoad { Limits = limits }, Path.GetFileName(file)));
}

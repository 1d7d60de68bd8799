using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Tests.Evaluation;

/// <summary>A dataset of foregrounds as one of two classes, whose upper half is void.</summary>
internal sealed class HalfVoidDataset(SegmentationDataset inner) : SegmentationDataset
{
    public override string Root => "halves";

    public override IReadOnlyList<SampleId> Samples => inner.Samples;

    public override ClassSet Classes { get; } = new([new("ground", (0, 0, 0)), new("disc", (255, 255, 255))]);

    public override Sample Read(int index) => new Half(inner.Read(index));

    private sealed class Half(Sample whole) : Sample
    {
        public override ContentKey Key => whole.Key;

        public override Photo DecodePhoto((int Width, int Height)? shrinkTo = null) => whole.DecodePhoto(shrinkTo);

        public override Photo DecodeMask()
        {
            using var mask = whole.DecodeMask();
            var pixels = mask.Pixels.ToArray();
            for (var i = 0; i < pixels.Length; i++)
                pixels[i] = i < pixels.Length / 2 ? ClassSet.Void : (byte)(pixels[i] > 0 ? 1 : 0);
            return Photo.FromPixels(pixels, mask.Width, mask.Height, PixelFormat.Grey);
        }
    }
}

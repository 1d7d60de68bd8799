using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Tests.Evaluation;

/// <summary>Photos of red, green and blue stripes, which are their classes; the upper third is void.</summary>
internal sealed class StripedDataset(int samples, int width, int height) : SegmentationDataset
{
    public override string Root => "stripes";

    public override IReadOnlyList<SampleId> Samples { get; } =
        [.. Enumerable.Range(0, samples).Select(i => new SampleId($"s{i}", $"s{i}"))];

    public override ClassSet Classes { get; } = new([new("red", (255, 0, 0)), new("green", (0, 255, 0)), new("blue", (0, 0, 255))]);

    public override Sample Read(int index) => new Stripes(index, width, height);

    private sealed class Stripes(int index, int width, int height) : Sample
    {
        public override ContentKey Key => ContentKey.Of(new[] { (byte)index });

        public override Photo DecodePhoto((int Width, int Height)? shrinkTo = null)
        {
            var pixels = new byte[width * height * 3];
            for (var i = 0; i < width * height; i++) pixels[3 * i + ClassAt(i)] = 255;
            return Photo.FromPixels(pixels, width, height, PixelFormat.Rgb);
        }

        public override Photo DecodeMask() => Photo.FromPixels(
            [.. Enumerable.Range(0, width * height).Select(i => i / width < height / 3 ? ClassSet.Void : (byte)ClassAt(i))], width, height,
            PixelFormat.Grey);

        /// <summary>Stripes of four pixels.</summary>
        private int ClassAt(int pixel) => (pixel % width / 4 + index) % 3;
    }
}

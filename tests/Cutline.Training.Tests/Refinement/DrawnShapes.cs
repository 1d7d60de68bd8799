using Cutline.Imaging;
using Cutline.Segmentation;
using Cutline.Segmentation.Datasets;

namespace Cutline.Training.Tests.Refinement;

/// <summary>Photos of 220×160 pixels of bright and dark shapes before a ground of the other brightness; two photos of each shape.</summary>
internal sealed class DrawnShapes(int count) : SegmentationDataset
{
    public override string Root => "shapes";

    public override IReadOnlyList<SampleId> Samples { get; } =
        [.. Enumerable.Range(0, count).Select(i => new SampleId($"shape{i:00}", $"group{i / 2:00}"))];

    public override Sample Read(int index) => new Shape(index);

    internal static bool Inside(int seed, int x, int y) =>
        Math.Pow((x - 90 - seed % 5 * 8) / (40.0 + seed % 3 * 12), 2) + Math.Pow((y - 80) / (30.0 + seed % 4 * 6), 2) < 1
        || (x >= 100 && x < 104 && y >= 12 + seed % 7 && y < 80);

    private sealed class Shape(int seed) : Sample
    {
        public override ContentKey Key => ContentKey.Of(BitConverter.GetBytes(seed));

        public override Photo DecodePhoto((int Width, int Height)? shrinkTo = null) => Draw(
            PixelFormat.Rgb, seed % 2 == 0 ? (byte)200 : (byte)60, seed % 2 == 0 ? (byte)60 : (byte)200);

        public override Photo DecodeMask() => Draw(PixelFormat.Grey, 255, 0);

        private Photo Draw(PixelFormat format, byte inside, byte outside) => Photo.FromPixels(
            [
                .. from i in Enumerable.Range(0, 220 * 160)
                   from channel in Enumerable.Range(0, (int)format)
                   select Inside(seed, i % 220, i / 220) ? inside : outside,
            ], 220, 160, format);
    }
}

using Cutline.Imaging;
using Cutline.Segmentation.Datasets;

namespace Cutline.Segmentation.Tests.Datasets;

/// <summary>Samples of 8×8 pixels, every photo of one colour: its index. Takes its time in no particular order.</summary>
internal sealed class MadeUpDataset(int count, int slowness = 0) : SegmentationDataset
{
    private int reads;

    public override string Root => "made up";

    public override IReadOnlyList<SampleId> Samples { get; } =
        [.. Enumerable.Range(0, count).Select(i => new SampleId($"s{i:0000}", $"s{i:0000}"))];

    public int Reads => Volatile.Read(ref reads);

    /// <summary>The sample that cannot be decoded.</summary>
    public int? Broken { get; init; }

    public override Sample Read(int index)
    {
        Interlocked.Increment(ref reads);
        if (slowness > 0) Thread.Sleep(index * 7 % slowness);
        if (index == Broken) throw new DatasetException(new DataProblem($"{Samples[index].Name}.jpg", "is broken", "mend it"));
        return new MadeUp((byte)index);
    }

    private sealed class MadeUp(byte value) : Sample
    {
        public override ContentKey Key => ContentKey.Of(new byte[] { value });

        public override Photo DecodePhoto((int Width, int Height)? shrinkTo = null) =>
            Photo.FromPixels(Enumerable.Repeat(value, 8 * 8 * 3).ToArray(), 8, 8, PixelFormat.Rgb);

        public override Photo DecodeMask() =>
            Photo.FromPixels(Enumerable.Range(0, 8 * 8).Select(i => (byte)(i < value % 64 ? 255 : 0)).ToArray(), 8, 8, PixelFormat.Grey);
    }
}

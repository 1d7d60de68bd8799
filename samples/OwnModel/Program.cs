var model = Sequential(Conv2d(3, 16, 3, 1, 1), new BatchNormalization(16), ReLU(), Conv2d(16, 16, 5, 1, 2), ReLU(), Conv2d(16, 1, 1));
var options = new TrainOptions { Preprocess = new(64, 64), Epochs = 4, Batch = 8, LearningRate = 0.01, Split = new(SplitBy.Image) };
using var trainer = new Trainer(model, Loss, new Discs(64), options);
(trainer.Metrics, trainer.AugmentationSteps, trainer.Callbacks) = ([new Area()], [new Dim()], [new Ticker()]);
Console.WriteLine(trainer.Run("runs/mine", resume: args.Contains("--resume")));

static Tensor Loss(Tensor logits, Tensor truth) =>
    functional.binary_cross_entropy_with_logits(logits, truth).Plus((logits.sigmoid() - truth).abs().mean());

internal sealed class Discs(int count) : SegmentationDataset
{
    public override string Root => "discs";
    public override IReadOnlyList<SampleId> Samples { get; } = [.. Enumerable.Range(0, count).Select(i => new SampleId($"{i}", $"{i}"))];
    public override Sample Read(int index) => new Disc(index);
}
internal sealed class Disc(int seed) : Sample
{
    public override ContentKey Key => ContentKey.Of(BitConverter.GetBytes(seed));
    public override Photo DecodePhoto((int Width, int Height)? shrinkTo = null) => Draw(PixelFormat.Rgb, 220, (byte)(20 + seed));
    public override Photo DecodeMask() => Draw(PixelFormat.Grey, 255, 0);
    private Photo Draw(PixelFormat format, byte inside, byte outside) => Photo.FromPixels([.. from i in Enumerable.Range(0, 64 * 64)
        let disc = Math.Pow(i % 64 - 20 - seed % 24, 2) + Math.Pow(i / 64 - 32, 2) < 150
        from channel in Enumerable.Range(0, (int)format) select disc ? inside : outside], 64, 64, format);
}
internal sealed class Area : Metric
{
    private readonly List<double> shares = [];
    public override string Name => "area";
    public override double Value => shares.Average();
    public override void Add(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth, int width, int height) =>
        shares.Add((double)predicted.Count((byte)1) / predicted.Length);
    public override void Reset() => shares.Clear();
}
internal sealed class Dim : AugmentationStep
{
    public override (Tensor Photos, Tensor Masks) Apply(Tensor photos, Tensor masks, IReadOnlyList<AugmentationRandom> random) =>
        (photos * Held(random[0].Between(0.8, 1)), masks);
}
internal sealed class Ticker : IProgress<TrainingEvent>
{
    public void Report(TrainingEvent value) { if (value is EpochDone done) Console.WriteLine(done.Metrics); }
}

using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Loading;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Splits;
using Cutline.Segmentation.Tests.Inference;

namespace Cutline.Segmentation.Tests.Evaluation;

public sealed class EvaluatorTests(DiscRun discs) : IClassFixture<DiscRun>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>A training validates from a loader's batches: the same bytes, and so the same metrics.</summary>
    [Fact]
    public void A_trainings_validation_and_evaluation_are_one_measurement()
    {
        var result = Evaluate(new() { Part = "val" });

        using var data = FolderDataset.Open(discs.Discs.Root);
        using var model = OnnxModel.Load(discs.Run.Folder);
        using var set = new DecodedSet(data, model.Preprocess);
        var validation = new BatchMetrics(1);
        foreach (var batch in new BatchLoader(set, SplitOf(data).Val).Epoch(0))
        {
            using (batch)
            using (var output = model.Run(batch.Photos, batch.Count, batch.Height, batch.Width))
            {
                validation.AddBatch(
                    [.. output.Values.ToArray().Select(p => p > 0.5f ? (byte)1 : (byte)0)], batch.Masks, batch.Count, batch.Width,
                    batch.Height);
                var (sum, pixels) = PixelLoss.BinaryCrossEntropy(output.Values, batch.Masks);
                validation.AddLoss(sum, pixels);
            }
        }

        Assert.Equal(validation.Dice, result.Scores.Dice, 1e-9);
        Assert.Equal(validation.Iou, result.Scores.Iou, 1e-9);
        Assert.Equal(validation.Loss, result.TestLoss, 1e-9);
        Assert.Equal(3, result.Scores.Samples);
    }

    [Theory]
    [InlineData("train", 17)]
    [InlineData("val", 3)]
    [InlineData("test", 4)]
    [InlineData("all", 24)]
    public void Every_part_has_its_samples(string part, int samples)
    {
        var result = Evaluate(new() { Part = part });

        Assert.Equal(samples, result.Rows.Count);
        Assert.Equal(samples, result.Rows.Select(r => r.Name).Distinct().Count());
        Assert.True(result.Scores.Dice > 0.9, $"Dice is {result.Scores.Dice}");
    }

    [Fact]
    public void Limited_it_measures_some_and_says_of_how_many()
    {
        var (few, all) = (Evaluate(new() { Part = "train", Limit = 5 }), Evaluate(new() { Part = "train", Limit = 17 }));

        Assert.Equal((5, 17), (few.Rows.Count, few.PartSamples));
        Assert.Equal((5, 17), ((int)few.ToJson()["test_samples"]!, (int)few.ToJson()["part_samples"]!));
        Assert.Equal(few.Rows.Select(r => r.Name), Evaluate(new() { Part = "train", Limit = 5 }).Rows.Select(r => r.Name));
        Assert.Equal(few.Rows, all.Rows.IntersectBy(few.Rows.Select(r => r.Name), row => row.Name));
        Assert.Equal((17, null), (all.Rows.Count, all.PartSamples));
        Assert.False(all.ToJson().ContainsKey("part_samples"));
        Assert.Contains("use 1 photo or more", Assert.Throws<ArgumentException>(() => _ = new Evaluator(new() { Limit = 0 })).Message);

        using var data = new StripedDataset(3, 40, 30);
        using var predictor = new Predictor((SmallModel.OfClasses(3) with { Classes = data.Classes }).Load(folder.At("m.onnx")));
        var classes = new Evaluator(new() { Part = "all", Limit = 2 }).RunClasses(predictor, data, Split.AllTest(3));
        Assert.Equal((2, 3, 3), (classes.Images.Count, classes.PartSamples, (int)classes.ToJson()["part_samples"]!));
    }

    [Fact]
    public void The_batch_size_changes_nothing()
    {
        var (one, many) = (Evaluate(new() { Part = "all", Batch = 1 }), Evaluate(new() { Part = "all", Batch = 16 }));

        Assert.Equal(one.TestLoss, many.TestLoss, 1e-9);
        Assert.Equal(one.Rows.Select(r => r.Score), many.Rows.Select(r => r.Score));
        Assert.Equal(one.Rows.Select(r => r.Name), many.Rows.Select(r => r.Name));
    }

    [Fact]
    public void Native_scores_are_those_of_masks_as_they_are_written()
    {
        var result = Evaluate(new() { Part = "test", Native = true });

        using var data = FolderDataset.Open(discs.Discs.Root);
        using var predictor = Predictor.Load(discs.Run.Folder);
        foreach (var row in result.Rows)
        {
            var index = data.Samples.Select(s => s.Name).ToList().IndexOf(row.Name);
            using var photo = data.LoadPhoto(index);
            using var truth = data.LoadMask(index);
            using var mask = predictor.Predict(photo).Mask();
            Assert.Equal(48 * 36, row.Native!.Value.Pixels);
            Assert.Equal(Count(mask.Pixels, truth.Pixels), row.Native.Value);
            Assert.Equal(BoundaryF1.OfMask(mask.Pixels, truth.Pixels, 48, 36), row.NativeBoundary);
        }

        Assert.Equal(result.Rows.Average(r => r.Native!.Value.Dice), result.Native!.Dice, 1e-12);
        Assert.True(result.Native.Dice > 0.9);
        Assert.InRange(result.BoundaryF1!.Value, 0.5, 1);
    }

    [Fact]
    public void Outlines_match_within_the_pixels_that_are_asked_for()
    {
        using var data = FolderDataset.Open(discs.Discs.Root);
        using var predictor = Predictor.Load(discs.Run.Folder);
        foreach (var pixels in (int[])[0, 2])
        {
            var result = Evaluate(new() { Part = "test", Native = true, BoundaryPixels = pixels });
            var index = data.Samples.Select(s => s.Name).ToList().IndexOf(result.Rows[0].Name);
            using var photo = data.LoadPhoto(index);
            using var truth = data.LoadMask(index);
            using var mask = predictor.Predict(photo).Mask();
            var tolerance = Math.Max(0, pixels - 0.5) / 60; // the diagonal of 48×36, and the radius is rounded up
            Assert.Equal(BoundaryF1.OfMask(mask.Pixels, truth.Pixels, 48, 36, tolerance), result.Rows[0].NativeBoundary);
        }

        Assert.Contains("within 2 pixels", BoundarySummary.Conventions(2));
        Assert.Contains("0.75 % of the photo's diagonal", BoundarySummary.Conventions());
        Assert.Throws<ArgumentException>(() => new EvaluationOptions { BoundaryPixels = 101 }.Validated());
    }

    /// <summary>Three classes by colour: what the model says of drawn masks, counted by hand.</summary>
    [Fact]
    public void Several_classes_are_measured_at_both_sizes()
    {
        using var data = new StripedDataset(3, 40, 30);
        using var predictor = new Predictor(
            new SmallModel
            {
                Weights = [9, 0, 0, 0, 9, 0, 0, 0, 9], Bias = new float[3], Activation = "Softmax",
                Preprocess = new(20, 15), Classes = data.Classes,
            }.Load(folder.At("m.onnx")));

        var result = new Evaluator(new() { Part = "all", Native = true, Metrics = [new Covered()], NativeMetrics = [new Covered()] })
            .RunClasses(predictor, data, Split.AllTest(3));

        Assert.Equal((1.0, 1.0, 1.0), (result.Scores.Pooled.MeanIou, result.Native!.Pooled.MeanIou, result.Native.Pooled.PixelAccuracy));
        Assert.Equal(3 * 40 * 20, result.NativeImages!.Sum(i => i.Counts.Pixels)); // a third of the rows is void
        Assert.InRange(result.TestLoss, -Math.Log(1 / (1 + 2 * Math.Exp(-9))), 0.01); // resizing mixes the stripes a little
        Assert.Equal(result.Metrics.Keys, result.NativeMetrics.Keys);
        Assert.InRange(result.NativeMetrics["covered"], 0.2, 0.5);
        Assert.InRange((double)result.ToJson()["native_metrics"]!["covered"]!, 0.2, 0.5);
    }

    [Fact]
    public void A_metric_of_ones_own_is_measured_and_written()
    {
        var result = Evaluate(new() { Part = "test", Metrics = [new Covered()] });

        Assert.Equal(
            result.Rows.Average(r => (double)(r.Score.TruePositives + r.Score.FalsePositives) / r.Score.Pixels), result.Metrics["covered"],
            1e-12);
        Assert.Equal(result.Metrics["covered"], (double)result.ToJson()["metrics"]!["covered"]!);
        Assert.False(result.ToJson().ContainsKey("native_metrics"));
        Assert.Contains("Native is false",
            Assert.Throws<ArgumentException>(() => _ = new Evaluator(new() { NativeMetrics = [new Covered()] })).Message);
        var shared = new Covered();
        Assert.Contains(
            "make an object for each",
            Assert.Throws<ArgumentException>(
                () => _ = new Evaluator(new() { Native = true, Metrics = [shared], NativeMetrics = [shared] })).Message);
    }

    [Fact]
    public void Of_two_classes_the_second_is_a_foreground_and_void_counts_in_nothing()
    {
        using var whole = FolderDataset.Open(discs.Discs.Root);
        using var half = new HalfVoidDataset(whole);
        using var predictor = Predictor.Load(discs.Run.Folder);
        EvaluationResult Measure(SegmentationDataset data) =>
            new Evaluator(new() { Part = "all", Native = true }).Run(predictor, data, Split.AllTest(24));

        var (all, lower) = (Measure(whole), Measure(half));

        foreach (var (i, row) in lower.Rows.Index())
        {
            using var mask = whole.LoadMask(i);
            var truth = mask.Pixels[(mask.Pixels.Length / 2)..];
            var native = row.Native!.Value;
            Assert.Equal(truth.Length, native.Pixels);
            Assert.Equal(truth.Length - truth.Count((byte)0), native.TruePositives + native.FalseNegatives);
            Assert.Equal(all.Rows[i].Score.Pixels / 2, row.Score.Pixels);
        }

        Assert.InRange(lower.Native!.Iou, 0.85, 1);
        Assert.InRange(lower.NativeBoundaryF1!.Value, 0.85, 1);
    }

    [Fact]
    public void Progress_reaches_its_end_once()
    {
        var told = new List<DataProgress>();

        Evaluate(new() { Part = "test", Native = true }, new Reported(told.Add));

        Assert.Equal([1, 2, 3, 4], told.Select(t => t.Done));
        Assert.All(told, t => Assert.Equal(4, t.Total));
    }

    [Fact]
    public void Cancelled_it_ends()
    {
        using var cancel = new CancellationTokenSource();
        using var data = FolderDataset.Open(discs.Discs.Root);
        using var predictor = Predictor.Load(discs.Run.Folder);
        var seen = 0;

        Assert.ThrowsAny<OperationCanceledException>(() => new Evaluator(new() { Part = "all", Native = true }).Run(
            predictor, data, Split.AllTest(24), new Reported(_ => { if (++seen == 3) cancel.Cancel(); }), cancel.Token));

        Assert.Equal(3, seen);
    }

    [Fact]
    public void An_empty_part_and_other_classes_are_said()
    {
        using var data = FolderDataset.Open(discs.Discs.Root);
        using var striped = new StripedDataset(3, 40, 30);
        using var predictor = Predictor.Load(discs.Run.Folder);
        using var classes = new Predictor(
            (SmallModel.OfClasses(3) with { Classes = new([new("a", (1, 1, 1)), new("b", (2, 2, 2)), new("c", (3, 3, 3))]) })
                .Load(folder.At("m.onnx")));

        Assert.Contains(
            "the val part of",
            Assert.Throws<DatasetException>(() => new Evaluator(new() { Part = "val" }).Run(predictor, data, Split.AllTest(24))).Message);
        string Error(Action run) => Assert.Throws<ArgumentException>(run).Message;
        Assert.Contains("separates 3 classes and the masks", Error(() => new Evaluator(new()).Run(classes, data, SplitOf(data))));
        Assert.Contains(
            "separates a foreground and the masks of stripes 3 classes",
            Error(() => new Evaluator(new() { Part = "all" }).RunClasses(predictor, striped, Split.AllTest(3))));
        Assert.Contains(
            "where the model knows 'a' the masks of stripes have 'red'",
            Error(() => new Evaluator(new() { Part = "all" }).RunClasses(classes, striped, Split.AllTest(3))));
        Assert.Contains("with RunClasses", Error(() => new Evaluator(new()).Run(classes, striped, Split.AllTest(3))));
        Assert.Contains("Batch is 0", Error(() => _ = new Evaluator(new() { Batch = 0 })));
    }

    public void Dispose() => folder.Dispose();

    private EvaluationResult Evaluate(EvaluationOptions options, IProgress<DataProgress>? progress = null)
    {
        using var data = FolderDataset.Open(discs.Discs.Root);
        using var predictor = Predictor.Load(discs.Run.Folder);
        return new Evaluator(options).Run(predictor, data, options.Choose(data, discs.Run), progress);
    }

    private Split SplitOf(SegmentationDataset data) => new EvaluationOptions().Choose(data, discs.Run);

    private static ImageScore Count(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth)
    {
        var score = default(ImageScore);
        for (var i = 0; i < truth.Length; i++)
        {
            score += (predicted[i] > 0, truth[i] > 0) switch
            {
                (true, true) => new(1, 0, 0, 0),
                (true, false) => new(0, 1, 0, 0),
                (false, true) => new(0, 0, 1, 0),
                _ => new(0, 0, 0, 1),
            };
        }

        return score;
    }

    /// <summary>Reports at once, on the thread that measures.</summary>
    private sealed class Reported(Action<DataProgress> told) : IProgress<DataProgress>
    {
        public void Report(DataProgress value) => told(value);
    }
}

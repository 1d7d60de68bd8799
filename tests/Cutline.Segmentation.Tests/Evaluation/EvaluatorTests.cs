using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Metrics;
using Cutline.Training.Tests.Runs;
using Cutline.Torch;

namespace Cutline.Segmentation.Tests.Evaluation;

[Collection("trained discs")]
public sealed class EvaluatorTests(TrainedDiscs trained)
{
    [Fact]
    public void Validation_in_training_and_evaluation_afterwards_are_one_measurement()
    {
        var best = trained.Run.ReadMetrics().MaxBy(r => r.ValDice)!;

        var result = Evaluate(new EvaluationOptions { Part = "val" });

        Assert.Equal(best.ValDice, result.Scores.Dice, 1e-9);
        Assert.Equal(best.ValIou, result.Scores.Iou, 1e-9);
        Assert.Equal(best.ValLoss, result.TestLoss, 1e-5);
        Assert.Equal(3, result.Scores.Samples);
    }

    [Theory]
    [InlineData("train", 17)]
    [InlineData("val", 3)]
    [InlineData("test", 4)]
    [InlineData("all", 24)]
    public void Every_part_has_its_samples(string part, int samples)
    {
        var result = Evaluate(new EvaluationOptions { Part = part });

        Assert.Equal(samples, result.Rows.Count);
        Assert.Equal(samples, result.Rows.Select(r => r.Name).Distinct().Count());
        Assert.True(result.Scores.Dice > 0.8, $"Dice is {result.Scores.Dice}");
    }

    [Fact]
    public void The_batch_size_changes_nothing()
    {
        var (one, many) = (Evaluate(new EvaluationOptions { Part = "all", Batch = 1 }), Evaluate(new EvaluationOptions { Part = "all", Batch = 16 }));

        Assert.Equal(one.TestLoss, many.TestLoss, 1e-5);
        Assert.Equal(one.Scores.Dice, many.Scores.Dice, 1e-3);
    }

    [Fact]
    public void Native_scores_are_those_of_masks_as_they_are_written()
    {
        var result = Evaluate(new EvaluationOptions { Part = "test", Native = true });

        using var data = FolderDataset.Open(trained.Discs.Root);
        using var predictor = new Predictor(ModelFile.Load(trained.Run.Path), type: DType.Float32);
        foreach (var row in result.Rows)
        {
            var index = data.Samples.Select(s => s.Name).ToList().IndexOf(row.Name);
            using var photo = data.LoadPhoto(index);
            using var truth = data.LoadMask(index);
            using var map = predictor.Predict(photo);
            using var mask = map.Mask();
            Assert.Equal(48 * 36, row.Native!.Value.Pixels);
            Assert.Equal(Count(mask.Pixels, truth.Pixels), row.Native.Value);
            Assert.Equal(BoundaryF1.OfMask(mask.Pixels, truth.Pixels, 48, 36), row.NativeOutline);
        }

        Assert.Equal(result.Rows.Average(r => r.Native!.Value.Dice), result.Native!.Dice, 1e-12);
        Assert.True(result.Native.Dice > 0.8);
        Assert.InRange(result.BoundaryF1!.Value, 0.5, 1);
    }

    [Fact]
    public void Progress_reaches_its_end_once()
    {
        var told = new List<DataProgress>();

        Evaluate(new EvaluationOptions { Part = "test", Native = true }, new Told<DataProgress>(told.Add));

        Assert.Equal(new DataProgress(8, 8), told[^1]);
        Assert.Equal(told.Select(t => t.Done).Order(), told.Select(t => t.Done));
    }

    [Fact]
    public void An_empty_part_says_so()
    {
        using var data = FolderDataset.Open(trained.Discs.Root);
        var options = new EvaluationOptions { Part = "val" };

        var error = Assert.Throws<DatasetException>(() => new Evaluator(options, Device.Cpu).Run(() => ModelFile.Load(trained.Run.Path), data, Split.AllTest(24)));

        Assert.Contains("the val part", error.Message, StringComparison.Ordinal);
        Assert.Contains("--part", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_tensor_stays_behind()
    {
        var before = Tensor.LiveCount;
        Evaluate(new EvaluationOptions { Part = "all", Native = true });
        Assert.Equal(before, Tensor.LiveCount);
    }

    private EvaluationResult Evaluate(EvaluationOptions options, IProgress<DataProgress>? progress = null)
    {
        using var data = FolderDataset.Open(trained.Discs.Root);
        return new Evaluator(options, Device.Cpu).Run(() => ModelFile.Load(trained.Run.Path), data, options.Choose(data, trained.Run), progress);
    }

    private static ImageScore Count(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth)
    {
        var score = default(ImageScore);
        for (var i = 0; i < truth.Length; i++)
            score += (predicted[i] > 0, truth[i] > 0) switch { (true, true) => new(1, 0, 0, 0), (true, false) => new(0, 1, 0, 0), (false, true) => new(0, 0, 1, 0), _ => new(0, 0, 0, 1) };
        return score;
    }
}

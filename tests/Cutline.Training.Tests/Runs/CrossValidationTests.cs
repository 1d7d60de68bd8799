using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Runs;
using Cutline.Segmentation.Splits;
using Cutline.Training.Losses;
using Cutline.Training.Runs;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Runs;

[Collection("live tensors")] // alone: runs draw from the process's one random generator
public sealed class CrossValidationTests : IDisposable
{
    private readonly DrawnDiscs discs = new();
    private readonly TemporaryFolder folder = new();

    private TrainOptions Options => SmallRun.Options(discs) with
    {
        Epochs = 2, Split = new SplitOptions(SplitBy.Image) { Folds = 2 }, Average = 0.9,
    };

    [Fact]
    public void Each_fold_is_a_run_and_a_stopped_one_goes_on_where_it_was()
    {
        var result = CrossValidation.FromOptions(Options).Run(folder.At("whole"));

        Assert.Equal([1, 2], result.Folds.Select(f => f.Fold));
        var runs = result.Folds.Select(f => new RunFolder(f.Folder)).ToArray();
        Assert.Equal([folder.At("whole", "fold1"), folder.At("whole", "fold2")], runs.Select(r => r.Path));
        Assert.Equal([1, 2], runs.Select(r => r.ReadOptions().Split.Fold));
        Assert.Equal(runs.Select(r => r.ReadMetrics().Max(row => row.ValDice)), result.Folds.Select(f => f.ValDice));
        var (a, b) = (result.Folds[0].ValDice, result.Folds[1].ValDice);
        Assert.Equal((a + b) / 2, result.ValDice.Mean, 1e-12);
        Assert.Equal(Math.Abs(a - b) / Math.Sqrt(2), result.ValDice.Deviation, 1e-12); // of two values
        Assert.Equal((4, 4), (result.Folds[0].Test!.Samples, result.EnsembleTest!.Samples));
        Assert.Contains("\"ensemble_test\"", File.ReadAllText(folder.At("whole", RunFiles.CrossValidation)), StringComparison.Ordinal);

        var events = new List<TrainingEvent>();
        using var cancel = new CancellationTokenSource();
        var broken = CrossValidation.FromOptions(Options);
        broken.Callbacks = [new Told<TrainingEvent>(e =>
        {
            events.Add(e);
            if (e is BatchDone { Epoch: 2 } && events.OfType<FoldStarted>().Count() == 2) cancel.Cancel();
        })];
        Assert.ThrowsAny<OperationCanceledException>(() => broken.Run(folder.At("broken"), cancel: cancel.Token));
        Assert.Contains("already holds a run", Assert.Throws<ArgumentException>(() => broken.Run(folder.At("broken"))).Message,
            StringComparison.Ordinal);
        events.Clear();
        var resumed = CrossValidation.FromOptions(Options);
        resumed.Callbacks = [new Told<TrainingEvent>(events.Add)];
        Assert.Equal(result.Folds.Select(f => f.Test), resumed.Run(folder.At("broken"), resume: true).Folds.Select(f => f.Test));

        Assert.Equal([true, false], events.OfType<FoldStarted>().Select(e => e.Done));
        Assert.Equal(2, Assert.Single(events.OfType<TrainingStarted>()).FirstEpoch);
        foreach (var fold in (string[])["fold1", "fold2"])
            Assert.Equal(
                CheckpointBits.Of(folder.At("whole", fold, RunFiles.LastState)),
                CheckpointBits.Of(folder.At("broken", fold, RunFiles.LastState)));
    }

    /// <summary>A model of a program's own; its ensemble is the mean of the folds' files, and a test is what no fold has seen.</summary>
    [Fact]
    public void The_ensemble_is_the_mean_of_the_folds_and_knows_all_that_they_were_trained_on()
    {
        using var data = FolderDataset.Open(discs.Root);
        var loss = new DiceLoss() + new BceLoss();
        var crossed = new CrossValidation(() => new TwoLayers(), loss, data, Options with { Average = 0 });
        var started = new List<int>();
        crossed.Configure = trainer => started.Add(trainer.PredictEvery);

        var result = crossed.Run(folder.At("own"));

        Assert.Equal(2, started.Count);
        Assert.Equal(folder.At("own", RunFiles.Ensemble), result.Ensemble);
        using var photo = data.LoadPhoto(3);
        float[] Probabilities(string file)
        {
            using var model = OnnxModel.Load(file);
            var geometry = Letterbox.For(photo.Width, photo.Height, model.Preprocess);
            var pixels = new byte[3 * 32 * 32];
            Preprocess.Fill(photo, geometry, pixels);
            using var output = model.Run(pixels, 1, 32, 32);
            return output.Values.ToArray();
        }

        var (first, second) = (Probabilities(result.Folds[0].Folder), Probabilities(result.Folds[1].Folder));
        Assert.True(first.Zip(second).Max(p => Math.Abs(p.First - p.Second)) > 0.001);
        Assert.All(
            Probabilities(folder.At("own")).Zip(first, second), p => Assert.Equal((p.Second + p.Third) / 2, p.First, 1e-5f));

        using var ensemble = OnnxModel.Load(folder.At("own"));
        var keys = result.Folds.Select(f => ContentKey.Of(File.ReadAllBytes(Path.Combine(f.Folder, RunFiles.Split))).ToString());
        Assert.Equal(string.Join(' ', keys), ensemble.Metadata.Split);
        Assert.StartsWith("{\"name\":\"ensemble\"", ensemble.Metadata.Model, StringComparison.Ordinal);
        var split = new EvaluationOptions().Choose(data, new SavedRun(folder.At("own")));
        Assert.Equal((20, 0, 4), (split.Train.Length, split.Val.Length, split.Test.Length));
    }

    [Fact]
    public void A_fold_alone_and_what_does_not_go_together()
    {
        var one = Options with { Epochs = 1 };
        Assert.Equal(1, CrossValidation.FromOptions(one).RunFold(folder.At("shared"), 2)!.BestEpoch);
        Assert.False(Directory.Exists(folder.At("shared", "fold1")));
        var other = CrossValidation.FromOptions(one with { Split = one.Split with { Seed = 1 } });
        Assert.Contains("is of another split", Assert.Throws<ArgumentException>(() => other.RunFold(folder.At("shared"), 1)).Message,
            StringComparison.Ordinal);
        Assert.Contains("Fold is 3: use 1 to 2", Assert.Throws<ArgumentException>(
            () => CrossValidation.FromOptions(one).RunFold(folder.At("shared"), 3)).Message, StringComparison.Ordinal);
        Assert.Contains("Folds is none", Assert.Throws<ArgumentException>(
            () => CrossValidation.FromOptions(one with { Split = new() })).Message, StringComparison.Ordinal);
        Assert.Contains("Fold is none", Assert.Throws<ArgumentException>(() =>
        {
            using var trainer = Trainer.FromOptions(one);
            trainer.Run(folder.At("none"));
        }).Message, StringComparison.Ordinal);
        Assert.Equal(2, CrossValidation.FromOptions(one).Run(folder.At("shared"), resume: true).Folds.Count);
    }

    [Fact]
    public void A_run_that_ended_early_has_nothing_to_do()
    {
        using var run = new SmallRun(SmallRun.Options(discs) with { Epochs = 60, Target = 0.3 });
        var ended = run.Train();

        Assert.Equal(ended with { Elapsed = default }, run.Train(resume: true) with { Elapsed = default });
        Assert.InRange(run.Folder.ReadMetrics().Count, 1, 59);
    }

    public void Dispose()
    {
        folder.Dispose();
        discs.Dispose();
    }

    private sealed class TwoLayers : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> layers = nn.Sequential(nn.Conv2d(3, 4, 3, padding: 1), nn.ReLU(), nn.Conv2d(4, 1, 1));

        public TwoLayers() : base(nameof(TwoLayers)) => RegisterComponents();

        public override Tensor forward(Tensor input) => layers.call(input);
    }
}

using Cutline.Segmentation.Runs;
using Cutline.Training.Runs;

namespace Cutline.Cli.Tests.Commands;

/// <summary><c>train --folds</c>, and what becomes of its folder.</summary>
[Collection("program")]
public sealed class FoldsTests(TrainedRun trained) : IDisposable
{
    private static readonly string[] Small =
        ["--size", "16", "--base", "2", "--depth", "1", "--epochs", "1", "--split", "image", "--device", "cpu"];

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Folds_are_trained_told_of_measured_and_exported_as_one()
    {
        var finished = Train("--folds", "2").Well();

        Assert.Contains("fold 2 of 2  epoch   1", finished.Out, StringComparison.Ordinal);
        Assert.Matches(@"2 +1 +0\.\d{4} +0\.\d{4} +0\.\d{4} +0\.\d{4}", finished.Out);
        Assert.Matches(@"mean +0\.\d{4} +0\.\d{4} +0\.\d{4} +0\.\d{4}", finished.Out);
        Assert.Matches(@"± sd +0\.\d{4} +0\.\d{4} +0\.\d{4} +0\.\d{4}", finished.Out);
        Assert.Matches(@"ensemble +0\.\d{4} +0\.\d{4}", finished.Out);
        Assert.Contains("4 test photos, none of which a fold was trained on", finished.Out, StringComparison.Ordinal);
        Assert.Contains("fold1", InProcess.Run("runs", folder.At("five")).Well().Out, StringComparison.Ordinal);

        var evaluated = InProcess.Run("evaluate", "--model", folder.At("five"), "--data", trained.Discs.Root, "--json").Well();
        Assert.Equal(4, (int)evaluated.Json["test_samples"]!);
        Assert.DoesNotContain("note:", evaluated.Errors, StringComparison.Ordinal);
        var one = InProcess.Run("evaluate", "--model", folder.At("five", "fold1"), "--data", trained.Discs.Root, "--json").Well();
        Assert.NotEqual((double)one.Json["test_loss"]!, (double)evaluated.Json["test_loss"]!);

        var exported = InProcess.Run("export", "--model", folder.At("five"), "-o", folder.At("mean.onnx")).Well();
        Assert.Contains("the mean of the probabilities of 2 models", exported.Out, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(folder.At("five", RunFiles.Ensemble)), File.ReadAllBytes(folder.At("mean.onnx")));
        var alone = InProcess.Run("evaluate", "--model", folder.At("mean.onnx"), "--data", trained.Discs.Root).Well();
        Assert.Contains("was trained with a split (", alone.Errors, StringComparison.Ordinal);
        InProcess.Run("predict", "--model", folder.At("mean.onnx"), "--input", trained.Discs.Photo(0), "--out", folder.At("masks")).Well();
        Assert.Single(Directory.GetFiles(folder.At("masks")));
        InProcess.Run("cut", "--model", folder.At("five"), trained.Discs.Photo(0), "-o", folder.At("cut.png")).Well();

        var again = InProcess.Run("train", "--out", folder.At("five"), "--resume").Well();
        Assert.Contains("fold 2 of 2 is done", again.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("epoch   1", again.Out, StringComparison.Ordinal);
        Train("--folds", "2").Badly(2, "already holds a run: add --resume");
        Train().Badly(2, "holds a fold of a cross-validation, fold1: give --folds");
        InProcess.Run("train", "--out", folder.At("five"), "--resume", "--folds", "3").Badly(2, "a run keeps its split");
        InProcess.Run("export", "--model", folder.At("five"), "-o", folder.At("a.pt")).Badly(2, "2 models have no weights in common");
        InProcess.Run("export", "--model", folder.At("five", "fold1"), trained.Path, "-o", folder.At("a.onnx"))
            .Badly(2, "model 2 takes photos of", "use models of one input size");
    }

    [Fact]
    public void One_fold_is_trained_alone_and_misuse_is_said()
    {
        Train("--folds", "2", "--fold", "2").Well();

        Assert.Equal(2, new RunFolder(folder.At("five", "fold2")).ReadOptions().Split.Fold);
        Assert.Equal(["fold2"], Directory.GetDirectories(folder.At("five")).Select(Path.GetFileName));
        InProcess.Run("predict", "--model", folder.At("five"), "--input", trained.Discs.Photo(0), "--out", folder.At("masks"))
            .Badly(1, "has folds but no ensemble.onnx");
        var part = InProcess.Run("export", "--model", folder.At("five"), "-o", folder.At("part.onnx")).Well();
        Assert.Contains("note: " + folder.At("five") + " has 1 of 2 folds", part.Errors, StringComparison.Ordinal);

        File.WriteAllText(folder.At("five", RunFiles.Ensemble), "of a former fold 2");
        InProcess.Run("train", "--out", folder.At("five"), "--resume", "--fold", "2", "--epochs", "2").Well();
        Assert.False(File.Exists(folder.At("five", RunFiles.Ensemble)));
        var own = InProcess.Run("train", "--out", folder.At("five", "fold2"), "--resume", "--epochs", "3").Well();
        Assert.Contains("epoch   3", own.Out, StringComparison.Ordinal);
        Assert.Equal(["fold2"], Directory.GetDirectories(folder.At("five")).Select(Path.GetFileName));
        InProcess.Run("train", "--out", folder.At("five", "fold2"), "--resume", "--from", trained.Path)
            .Badly(2, "a run that goes on has weights: leave --from and --encoder-weights out");
        Train("--fold", "2").Badly(2, "--fold is 2 and --folds is none");
        Train("--folds", "1").Badly(2, "--folds is 1: use 2 to 1000");
        Train("--folds", "2", "--fold", "3").Badly(2, "--fold is 3: use 1 to 2");
        Train("--folds", "30", "--fold", "1").Badly(2, "is of another split");
        Train("--folds", "2", "--tensorboard").Badly(2, "--tensorboard and --mlflow follow one run");
        Train("--folds", "2", "--find-lr").Badly(2, "--find-lr tries one training, and --folds makes several");
    }

    public void Dispose() => folder.Dispose();

    private Finished Train(params string[] more) =>
        InProcess.Run(["train", "--data", trained.Discs.Root, "--out", folder.At("five"), .. Small, .. more]);
}

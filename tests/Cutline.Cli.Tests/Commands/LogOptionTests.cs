using Cutline.Training.Logs;

namespace Cutline.Cli.Tests.Commands;

[Collection("program")]
public sealed class LogOptionTests(TrainedRun trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_run_is_logged_and_a_resumed_one_goes_on_with_it()
    {
        const string away = "http://127.0.0.1:1/";
        var first = CutlineProgram.Run([.. Arguments("run"), "--tensorboard", "--mlflow", away]).Well();
        Assert.Contains($"MLflow at {away} takes nothing now", first.Out, StringComparison.Ordinal);
        Assert.Contains($"MLflow at {away} lacks 1 epochs and the files of this run", first.Out, StringComparison.Ordinal);
        Assert.Single(Events());

        CutlineProgram.Run("train", "--out", folder.At("run"), "--resume", "--epochs", "2").Well();
        Assert.Equal(2, Events().Length);
        Assert.All(Events(), file => Assert.True(new FileInfo(file).Length > 200));
    }

    [Theory]
    [InlineData("--mlflow-experiment is of a server", "--mlflow-experiment", "cars")]
    [InlineData("--mlflow is localhost:", "--mlflow", "localhost: 5000")]
    [InlineData("--mlflow is ftp://there/: use an address", "--mlflow", "ftp://there")]
    [InlineData("--mlflow-experiment is empty", "--mlflow", "http://there", "--mlflow-experiment", "")]
    public void What_cannot_be_is_said_before_anything_begins(string message, params string[] options)
    {
        InProcess.Run([.. Arguments("none"), .. options]).Badly(2, message);
        Assert.False(TensorBoardLog.IsIn(folder.At("none")) || File.Exists(folder.At("none", "options.json")));
    }

    public void Dispose() => folder.Dispose();

    private string[] Arguments(string name) =>
    [
        "train", "--data", trained.Discs.Root, "--out", folder.At(name), "--size", "32", "--base", "4", "--depth", "2", "--batch", "8",
        "--epochs", "1", "--sheets", "1", "--device", "cpu",
    ];

    private string[] Events() => Directory.GetFiles(folder.At("run"), "events.out.tfevents.*");
}

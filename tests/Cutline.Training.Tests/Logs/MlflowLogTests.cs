using Cutline.Segmentation.Runs;
using Cutline.Training.Logs;
using Cutline.Training.Runs;
using Cutline.Training.Tests.Runs;

namespace Cutline.Training.Tests.Logs;

[Collection("live tensors")] // alone: runs draw from the process's one random generator
public sealed class MlflowLogTests : IDisposable
{
    private readonly DrawnDiscs discs = new();
    private readonly TemporaryFolder folder = new();
    private readonly List<string> told = [];

    [Fact]
    public void A_run_is_tracked_with_options_figures_and_files()
    {
        using var server = new FakeMlflow();
        Train(server.Address, epochs: 2);

        Assert.Equal(["cutline"], server.Experiments.Keys);
        Assert.Equal(("run", "FINISHED"), (server.Name, server.Status));
        Assert.Equal("2", server.Parameters["epochs"]);
        Assert.Equal("4", server.Parameters["model.base"]);
        Assert.Equal("fp32", server.Parameters["precision"]);
        var rows = new SavedRun(Run).ReadMetrics();
        Assert.Equal(rows.Select(r => (r.ValDice, r.Epoch)), Of(server, "dice/val"));
        Assert.Equal(rows.Select(r => (r.ValRecall!.Value, r.Epoch)), Of(server, "recall/val"));
        string[] files = ["options.json", "metrics.jsonl", "curves.png", "samples.png", "report.html", "best.onnx"];
        Assert.Equal(files.Select(f => $"1/abc/artifacts/{f}").Order(), server.Artifacts.Keys.Order());
        Assert.Equal(File.ReadAllBytes(Path.Combine(Run, "best.onnx")), server.Artifacts["1/abc/artifacts/best.onnx"]);
        Assert.Equal([$"tracked as run abc of cutline by MLflow at {server.Address}"], told);
    }

    [Fact]
    public void A_resumed_run_goes_on_in_the_same_run_of_the_server()
    {
        using var server = new FakeMlflow();
        Train(server.Address, epochs: 2);
        Assert.Equal(new MlflowOptions(server.Address), MlflowLog.OptionsOf(Run));
        Train(server.Address, epochs: 3, resume: true);

        Assert.Equal((1, "FINISHED"), (server.Runs, server.Status));
        Assert.Equal([1, 2, 3], Of(server, "dice/val").Select(m => m.Step));
        Assert.Equal("epochs: 2 → 3", server.Tags["cutline.changed_from_epoch_3"]);
    }

    [Fact]
    public void Epochs_before_the_tracking_began_are_sent_too()
    {
        using var server = new FakeMlflow();
        Train(null, epochs: 2);
        Assert.Null(MlflowLog.OptionsOf(Run));
        Train(server.Address, epochs: 3, resume: true);

        Assert.Equal([1, 2, 3], Of(server, "dice/val").Select(m => m.Step));
    }

    [Fact]
    public void A_server_that_is_away_is_told_once_and_at_the_end_and_the_run_is_whole()
    {
        var address = new Uri($"http://127.0.0.1:{FakeMlflow.FreePort()}");
        Train(address, epochs: 3);

        Assert.Equal(3, new SavedRun(Run).ReadMetrics().Count);
        Assert.True(File.Exists(Path.Combine(Run, "report.html")));
        Assert.Equal(2, told.Count);
        Assert.StartsWith($"MLflow at {address} takes nothing now: ", told[0]);
        Assert.EndsWith("the training goes on, and tries again", told[0]);
        Assert.StartsWith($"MLflow at {address} lacks 3 epochs and the files of this run: ", told[1]);
        Assert.All(told, line => Assert.DoesNotContain('\n', line));
    }

    [Fact]
    public void A_server_that_comes_back_gets_what_it_missed()
    {
        var port = FakeMlflow.FreePort();
        FakeMlflow? server = null;
        Train(new Uri($"http://127.0.0.1:{port}"), epochs: 4, tell: e =>
        {
            if (e is EpochDone { Metrics.Epoch: 3 }) server = new FakeMlflow(port);
        });

        using (server)
        {
            Assert.Equal([1, 2, 3, 4], Of(server!, "dice/val").Select(m => m.Step));
            Assert.Equal((1, 6), (server!.Runs, server.Artifacts.Count));
            Assert.Equal(["takes nothing now", "tracked as run"], told.Select(l => l.Contains("now") ? "takes nothing now" : l[..14]));
        }
    }

    [Fact]
    public void A_refusal_is_told_in_a_line()
    {
        using var server = new FakeMlflow { Refuse = path => path.EndsWith("log-batch") ? 507 : null };
        Train(server.Address, epochs: 1);

        Assert.Contains("507", told[0]);
        Assert.Contains("no room", told[0]);
        Assert.All(told, line => Assert.DoesNotContain('\n', line));
    }

    [Fact]
    public void Files_that_are_kept_out_of_reach_are_told()
    {
        using var server = new FakeMlflow { Root = "s3://bucket/1" };
        Train(server.Address, epochs: 1);

        Assert.Equal("FINISHED", server.Status);
        Assert.Empty(server.Artifacts);
        Assert.Contains("keeps files at s3://bucket/1/abc/artifacts, out of reach from here", told[^1]);
    }

    [Fact]
    public void A_run_that_is_stopped_is_killed_there_too()
    {
        using var server = new FakeMlflow();
        using var cancel = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Train(server.Address, epochs: 3, cancel: cancel.Token, tell: e =>
        {
            if (e is BatchDone { Epoch: 2 }) cancel.Cancel();
        }));

        Assert.Equal("KILLED", server.Status);
        Assert.Equal([1], Of(server, "dice/val").Select(m => m.Step));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        string Said(MlflowOptions options) => Assert.Throws<ArgumentException>(() => new MlflowLog(Run, options, told.Add)).Message;
        Assert.Contains("use an address such as http://localhost:5000", Said(new(new Uri("ftp://host"))));
        Assert.Contains("Experiment is empty", Said(new(new Uri("http://host")) { Experiment = " " }));
        Assert.Contains("MLFLOW_TRACKING_PASSWORD", Said(new(new Uri("http://me:secret@host"))));
        Assert.DoesNotContain("secret", Said(new(new Uri("http://me:secret@host"))));
        Assert.Empty(told);
    }

    public void Dispose()
    {
        folder.Dispose();
        discs.Dispose();
    }

    private string Run => folder.At("run");

    private void Train(
        Uri? server, int epochs, bool resume = false, Action<TrainingEvent>? tell = null, CancellationToken cancel = default)
    {
        using var log = server is null ? null : new MlflowLog(Run, new(server) { Pause = TimeSpan.Zero }, told.Add);
        using var trainer = Trainer.FromOptions(SmallRun.Options(discs) with { Epochs = epochs });
        trainer.Callbacks = [new Told<TrainingEvent>(tell ?? (_ => { })), .. log is null ? [] : new IProgress<TrainingEvent>[] { log }];
        trainer.Run(Run, resume, cancel);
    }

    private static (double Value, int Step)[] Of(FakeMlflow server, string key) =>
        [.. server.Metrics.Where(m => m.Key == key).Select(m => (m.Value, m.Step))];
}

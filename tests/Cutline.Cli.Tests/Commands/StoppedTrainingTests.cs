using Cutline.Training.Tests.Runs;
using Cutline.Training.Runs;

namespace Cutline.Cli.Tests.Commands;

/// <summary>The real program, killed or interrupted within an epoch, then resumed.</summary>
[Collection("program")]
public sealed class StoppedTrainingTests(TrainedRun trained) : IDisposable
{
    private const int Epochs = 3;

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Killed_or_interrupted_and_resumed_every_bit_is_as_if_it_never_stopped()
    {
        Run(Arguments("unbroken")).Well();

        var killed = StopAfterFirstEpoch("killed", "KILL");
        Assert.Equal(128 + 9, killed.Code);
        Assert.InRange(Rows("killed"), 1, Epochs - 1);
        Resume("killed");

        var interrupted = StopAfterFirstEpoch("interrupted", "INT");
        Assert.Equal(130, interrupted.Code);
        Assert.InRange(Rows("interrupted"), 1, Epochs - 1);
        Assert.Contains(
            interrupted.Complaints,
            l => l == $"stopped; finished epochs are kept: cutline train --out {folder.At("interrupted")} --resume goes on");
        Resume("interrupted");

        foreach (var name in (string[])["killed", "interrupted"])
        {
            Assert.Equal(
                File.ReadAllBytes(folder.At("unbroken", "best.safetensors")), File.ReadAllBytes(folder.At(name, "best.safetensors")));
            Assert.Equal(
                CheckpointBits.Of(folder.At("unbroken", "last.safetensors")), CheckpointBits.Of(folder.At(name, "last.safetensors")));
        }
    }

    public void Dispose() => folder.Dispose();

    private string[] Arguments(string name) =>
    [
        "train", "--data", trained.Discs.Root, "--out", folder.At(name), "--json", "--device", "cpu", "--size", "32", "--base", "4",
        "--depth", "2", "--batch", "4", "--lr", "0.003", "--epochs", $"{Epochs}", "--repeat", "6", "--augment", "strong", "--average",
        "0.95",
        "--schedule", "one-cycle", "--weight-decay", "0.01",
    ];

    /// <summary>Trains, and sends a signal a moment after the first epoch's last file is written.</summary>
    private Finished StopAfterFirstEpoch(string name, string signal)
    {
        var process = CutlineProgram.Start(Arguments(name));
        while (!File.Exists(folder.At(name, "curves.png")) && !process.HasExited) Thread.Sleep(5);
        Thread.Sleep(20);
        CutlineProgram.Signal(process, signal);
        return CutlineProgram.End(process);
    }

    private void Resume(string name)
    {
        Run("train", "--out", folder.At(name), "--resume", "--json").Well();
        Assert.Equal(Epochs, Rows(name));
    }

    private static Finished Run(params string[] arguments) => CutlineProgram.End(CutlineProgram.Start(arguments));

    private int Rows(string name) => new RunFolder(folder.At(name)).ReadMetrics().Count;
}

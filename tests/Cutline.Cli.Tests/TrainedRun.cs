
namespace Cutline.Cli.Tests;

/// <summary>A run on drawn discs, trained once by the program for all tests of the other commands.</summary>
public sealed class TrainedRun : IDisposable
{
    public const int Epochs = 12;

    private readonly TemporaryFolder folder = new();

    public TrainedRun()
    {
        Discs = new DrawnDiscs(width: 48, height: 36);
        Training = CutlineProgram.Run(
            ["train", "--data", Discs.Root, "--out", Path, "--size", "32", "--base", "4", "--depth", "2", "--epochs", $"{Epochs}",
                "--batch", "4", "--lr", "0.01", "--loss", "bce+dice", "--split", "image", "--seed", "3", "--device", "cpu"]);
        Training.Well();
    }

    public string Path => folder.At("run");

    internal DrawnDiscs Discs { get; }

    internal Finished Training { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        folder.Dispose();
        Discs.Dispose();
    }
}

/// <summary>One after another, on the run that they share.</summary>
[CollectionDefinition("program")]
public sealed class ProgramTests : ICollectionFixture<TrainedRun>;

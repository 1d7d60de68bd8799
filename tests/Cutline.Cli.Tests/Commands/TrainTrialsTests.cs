using System.Text.Json.Nodes;
using Cutline.Training.Runs;

namespace Cutline.Cli.Tests.Commands;

/// <summary><c>train --batch auto</c> and <c>--find-lr</c>.</summary>
[Collection("program")]
public sealed class TrainTrialsTests(TrainedRun trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string[] Arguments =>
        ["train", "--data", trained.Discs.Root, "--size", "32", "--base", "2", "--depth", "1", "--split", "image"];

    [Fact]
    public void A_batch_size_that_was_found_is_recorded_and_a_resumed_run_has_it()
    {
        var finished = CutlineProgram.Run([.. Arguments, "--out", folder.At("run"), "--batch", "auto", "--epochs", "1"]).Well();

        Assert.Matches(@"(?m)^batch 2: \d+\.\d images/s, \d+\.\d GB$", finished.Errors);
        var batch = new RunFolder(folder.At("run")).ReadOptions().Batch;
        Assert.Matches($"(?m)^--batch {batch}$", finished.Errors);
        Assert.Contains(batch, (int[])[2, 4, 8, 16]);
        CutlineProgram.Run("train", "--out", folder.At("run"), "--resume", "--epochs", "2").Well();
        Assert.Equal(batch, new RunFolder(folder.At("run")).ReadOptions().Batch);
    }

    [Fact]
    public void A_learning_rate_is_suggested_with_a_picture_and_no_run_is_made()
    {
        string[] find = [.. Arguments, "--out", folder.At("rates"), "--batch", "4", "--find-lr"];
        var found = CutlineProgram.Run([.. find, "--json"]).Well().Json;

        Assert.Equal(["lr.csv", "lr.png"], Directory.EnumerateFiles(folder.At("rates")).Select(Path.GetFileName).Order());
        Assert.InRange((double)found["suggested"]!, 1e-5, 10);
        Assert.Equal(File.ReadAllLines(folder.At("rates", "lr.csv")).Length - 1, (int)found["updates"]!);
        Assert.Matches(@"(?m)^a third of the fall is reached at [0-9.E-]+: --lr [0-9.E-]+$", CutlineProgram.Run(find).Well().Out);
    }

    [Theory]
    [InlineData("--batch auto")]
    [InlineData("--find-lr")]
    public void A_resumed_run_tries_nothing(string option) =>
        InProcess.Run(["train", "--out", trained.Path, "--resume", .. option.Split(' ')])
            .Badly(2, "--batch auto and --find-lr are for a new run: leave them out, or --resume");

    [Theory]
    [InlineData("-1")]
    [InlineData("many")]
    public void A_batch_size_is_a_number_or_auto(string batch) =>
        InProcess.Run("train", "--data", "d", "--out", "r", "--batch", batch)
            .Badly(2, $"--batch is '{batch}': use a number of photos, or auto");

    public void Dispose() => folder.Dispose();
}

using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Runs;
using Cutline.Segmentation.Splits;
using Cutline.Segmentation.Tests.Datasets;

namespace Cutline.Segmentation.Tests.Evaluation;

/// <summary>Nothing that a run was trained on may pass for its test.</summary>
public sealed class EvaluationOptionsTests : IDisposable
{
    private readonly DrawnDiscs discs = new();
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_run_is_measured_on_its_own_split()
    {
        var run = Save(new SplitOptions(SplitBy.Image, 0.3, 0.2, Seed: 7), discs.Root);
        using var data = FolderDataset.Open(discs.Root);

        AssertSame(Split.Of(data.Samples, new SplitOptions(SplitBy.Image, 0.3, 0.2, Seed: 7)), new EvaluationOptions().Choose(data, run));
    }

    [Fact]
    public void Also_when_the_data_has_moved()
    {
        var run = Save(new SplitOptions(SplitBy.Image, 0.3, 0.2, Seed: 7), discs.Root);
        Directory.Move(Path.Combine(discs.Root, "images"), folder.At("images"));
        Directory.Move(Path.Combine(discs.Root, "masks"), folder.At("masks"));
        using var data = FolderDataset.Open(folder.Path);

        AssertSame(Split.Of(data.Samples, new SplitOptions(SplitBy.Image, 0.3, 0.2, Seed: 7)), new EvaluationOptions().Choose(data, run));
    }

    [Fact]
    public void Of_each_set_of_a_run_of_several()
    {
        using var more = new DrawnDiscs(12);
        var split = new SplitOptions(SplitBy.Image, 0.3, 0.2, Seed: 7);
        var run = Save(split, discs.Root, more.Root);
        using var first = FolderDataset.Open(discs.Root);
        using var second = FolderDataset.Open(more.Root);

        AssertSame(Split.Of(first.Samples, split), new EvaluationOptions().Choose(first, run));
        AssertSame(Split.Of(second.Samples, SplitOptions.Quarter), new EvaluationOptions().Choose(second, run));
    }

    [Fact]
    public void Photos_that_came_later_are_in_no_part_but_all()
    {
        var run = Save(new SplitOptions(), discs.Root);
        discs.Draw("later", 99);
        using var data = FolderDataset.Open(discs.Root);

        var split = new EvaluationOptions().Choose(data, run);

        Assert.Equal(24, split.Part("all").Length);
        Assert.Equal(25, new EvaluationOptions { Part = "all" }.Choose(data, run).Test.Length);
    }

    [Fact]
    public void A_split_that_is_asked_for_wins()
    {
        var run = Save(new SplitOptions(), discs.Root);
        using var data = FolderDataset.Open(discs.Root);
        var asked = new SplitOptions(SplitBy.Image, 0.5, 0.1, Seed: 3);

        AssertSame(Split.Of(data.Samples, asked), new EvaluationOptions { Split = asked }.Choose(data, run));
    }

    [Fact]
    public void Data_a_run_has_not_seen_and_model_files_are_split_by_default()
    {
        using var other = new MadeUpDataset(40);
        var run = Save(new SplitOptions(Seed: 7), discs.Root);

        AssertSame(Split.Of(other.Samples, new SplitOptions()), new EvaluationOptions().Choose(other, run));
        AssertSame(Split.Of(other.Samples, new SplitOptions()), new EvaluationOptions().Choose(other, null));
        using var unrelated = FolderDataset.Open(discs.Root);
        AssertSame(Split.Of(unrelated.Samples, SplitOptions.Quarter), new EvaluationOptions().Choose(unrelated, null));
    }

    public void Dispose()
    {
        folder.Dispose();
        discs.Dispose();
    }

    private SavedRun Save(SplitOptions split, params string[] data) => TrainedFolder.Save(folder.At("run"), split, data);

    private static void AssertSame(Split expected, Split actual)
    {
        Assert.Equal(expected.Train, actual.Train);
        Assert.Equal(expected.Val, actual.Val);
        Assert.Equal(expected.Test, actual.Test);
    }
}

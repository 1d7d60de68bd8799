using System.Text.Json;
using Cutline.Segmentation.Runs;
using Cutline.Segmentation.Tests.Reports;

namespace Cutline.Segmentation.Tests.Runs;

public sealed class SavedRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private SavedRun Run => new(folder.Path);

    [Fact]
    public void A_folder_without_a_run_has_nothing()
    {
        var none = new SavedRun(folder.At("none"));
        Assert.False(none.Exists || none.IsTraining || none.Has(RunFiles.BestModel));
        Assert.Empty(none.ReadMetrics());
        Assert.Empty(none.DataFolders());
        Assert.Equal((1, "none"), (none.Classes(), none.Name));
        Assert.Null(none.ReadJson(RunFiles.Options));
    }

    /// <summary>With a metric of one's own, and of a version that did not know such.</summary>
    [Fact]
    public void Epochs_come_back_as_they_were_written()
    {
        var rows = Rows.Of(3).Select(r => r.Epoch == 2 ? r with { ValLoss = double.NaN,
            ValMetrics = new Dictionary<string, double> { ["covered"] = 0.5 } } : r).ToArray();
        var lines = rows.Select(r => JsonSerializer.Serialize(r, OptionsJson.Compact)).ToArray();
        File.WriteAllLines(Run.PathOf(RunFiles.Metrics), lines);

        var read = Run.ReadMetrics();

        Assert.Equal(rows.Select(r => r with { ValMetrics = null }), read.Select(r => r with { ValMetrics = null }));
        Assert.Equal(0.5, read[1].ValMetrics!["covered"]);
        Assert.Null(read[0].ValMetrics);
        Assert.DoesNotContain("val_metrics", lines[0]);
    }

    [Theory]
    [InlineData("{\"epoch\": 4, \"val_di")]
    [InlineData("{\"epoch\": \"four\"}")]
    [InlineData("\0\0\0")]
    public void A_line_that_a_killed_training_left_incomplete_is_left_out(string torn)
    {
        File.WriteAllLines(
            Run.PathOf(RunFiles.Metrics), [.. Rows.Of(3).Select(r => JsonSerializer.Serialize(r, OptionsJson.Compact)), torn]);
        Assert.Equal(Rows.Of(3), Run.ReadMetrics());
    }

    [Theory]
    [InlineData("""{ "data": ["a", "b"], "model": { "classes": 5 } }""", 5, new[] { "a", "b" })]
    [InlineData("""{ "data": "a", "model": { "classes": "five" } }""", 1, new string[0])]
    [InlineData("""{ "data": [1, null], "model": 3 }""", 1, new string[0])]
    [InlineData("[]", 1, new string[0])]
    [InlineData("not JSON", 1, new string[0])]
    public void Options_of_any_kind_are_read_as_far_as_they_go(string options, int classes, string[] data)
    {
        File.WriteAllText(Run.PathOf(RunFiles.Options), options);
        Assert.True(Run.Exists);
        Assert.Equal(classes, Run.Classes());
        Assert.Equal(data, Run.DataFolders());
    }

    [Fact]
    public void A_lock_that_is_held_is_a_training()
    {
        using (new FileStream(Run.PathOf(RunFiles.Lock), FileMode.Create, FileAccess.Write, FileShare.None)) Assert.True(Run.IsTraining);
        Assert.False(Run.IsTraining);
    }

    public void Dispose() => folder.Dispose();
}

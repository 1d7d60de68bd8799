using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Tests.Splits;

public sealed class SplitFileTests : IDisposable
{
    private static readonly SampleId[] Samples = SplitTests.Samples(10, 2);

    private readonly TemporaryFolder folder = new();

    private string FilePath => Path.Combine(folder.Path, "split.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_several_models_what_one_was_trained_on_is_trained_on()
    {
        var merged = SplitFile.Merged(
        [
            new(null, ["a", "b"], ["c", "e"], ["d"]) { Photos = new Dictionary<string, string> { ["a"] = "1", ["d"] = "4" } },
            new(null, ["c"], ["a"], ["d", "b", "e"]) { Photos = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } },
        ]);

        Assert.Equal(["a", "b", "c"], merged.Train);
        Assert.Equal("e", Assert.Single(merged.Val));
        Assert.Equal("d", Assert.Single(merged.Test));
        Assert.Equal(["1 train", "2 train", "4 test"], merged.PartOfPhoto().Select(p => $"{p.Key} {p.Value}").Order());
        Assert.Null(SplitFile.Merged([merged, merged with { Photos = null }]).Photos); // of an earlier version: names count
    }

    [Fact]
    public void Comes_back_by_name_on_data_that_has_grown()
    {
        var options = new SplitOptions(Seed: 3) { ExcludeGroups = ["car001"] };
        var split = Split.Of(Samples, options);
        split.Save(FilePath, Samples, options);

        SampleId[] grown = [new("a_01", "a"), .. Samples];
        var again = Split.Load(FilePath, grown);

        Assert.Equal(split.Train.Select(i => i + 1), again.Train);
        Assert.Equal(split.Val.Select(i => i + 1), again.Val);
        Assert.Equal(split.Test.Select(i => i + 1), again.Test);
        Assert.Contains("car001", File.ReadAllText(FilePath));
        Assert.Equal([FilePath], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_sample_that_is_gone_is_named()
    {
        Split.Of(Samples, new SplitOptions()).Save(FilePath, Samples);
        Assert.Contains("car00", Assert.Throws<DatasetException>(() => Split.Load(FilePath, Samples[..4])).Message);
    }

    [Fact]
    public void A_sample_in_two_parts_is_refused()
    {
        File.WriteAllText(FilePath, """{ "options": null, "train": ["car000_01"], "val": [], "test": ["car000_01"] }""");
        Assert.Contains("twice", Assert.Throws<DatasetException>(() => Split.Load(FilePath, Samples)).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{ "options": null, "train": null, "val": [], "test": [] }""")]
    [InlineData("""{ "options": null, "train": [null], "val": [], "test": [] }""")]
    public void Anything_else_is_no_split(string text)
    {
        File.WriteAllText(FilePath, text);
        Assert.Contains(FilePath, Assert.Throws<DatasetException>(() => Split.Load(FilePath, Samples)).Message);
    }

    [Fact]
    public void A_missing_file_is_said_to_be() => Assert.Throws<DatasetException>(() => Split.Load(FilePath, Samples));
}

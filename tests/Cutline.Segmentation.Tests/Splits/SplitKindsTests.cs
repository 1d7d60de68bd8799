using Cutline.Segmentation.Splits;
using Cutline.Segmentation.Tests.Datasets;

namespace Cutline.Segmentation.Tests.Splits;

public sealed class SplitKindsTests : IDisposable
{
    private static readonly SampleId[] Samples =
    [
        .. from scene in Enumerable.Range(0, 8)
           from frame in Enumerable.Range(0, 3)
           select new SampleId($"s{scene}_f{frame}", $"s{scene}_f{frame}"),
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_pattern_keeps_its_groups_together()
    {
        var split = Split.Of(Samples, new SplitOptions(SplitBy.Pattern, Test: 0.25, Validation: 0.25) { Pattern = "^([^_]+)_" });
        var scenes = new[] { split.Train, split.Val, split.Test }.Select(p => p.Select(i => Samples[i].Name[..2]).ToHashSet()).ToArray();

        Assert.Equal(8, scenes.Sum(s => s.Count));
        Assert.Equal(6, split.Test.Length);
        Assert.Equal(Enumerable.Range(0, 24), split.Part("all"));
    }

    [Fact]
    public void A_pattern_that_is_wrong_absent_or_endless_is_one_line()
    {
        Split Of(string pattern, string name = "s0_f0") => Split.Of(
            [new(name, name), .. Samples], new SplitOptions(SplitBy.Pattern) { Pattern = pattern });
        Assert.Contains("is not a regular expression", Assert.Throws<ArgumentException>(() => Of("(")).Message);
        Assert.Contains("does not occur in s0_f0", Assert.Throws<DatasetException>(() => Of("^x")).Message);
        Assert.Contains(
            "without nested repetitions", Assert.Throws<DatasetException>(() => Of("^(a+)+$", new string('a', 40) + "b")).Message);
        Assert.Contains(
            "give both or neither", Assert.Throws<ArgumentException>(() => Split.Of(Samples, new SplitOptions(SplitBy.Pattern))).Message);
        Assert.Contains(
            "give both or neither", Assert.Throws<ArgumentException>(() => Split.Of(Samples, new SplitOptions { Lists = "x" })).Message);
    }

    [Fact]
    public void Lists_name_samples_with_or_without_an_extension()
    {
        File.WriteAllText(folder.At("train.txt"), "s0_f0\ns1_f0.jpg\r\n\n");
        File.WriteAllText(folder.At("test.txt"), "s2_f0");
        var split = Split.Of(Samples, Lists);

        Assert.Equal([0, 3], split.Train);
        Assert.Empty(split.Val);
        Assert.Equal([6], split.Test);
        split.Save(folder.At("split.json"), Samples, Lists);
        Assert.Equal([0, 3], Split.Load(folder.At("split.json"), Samples).Train);
    }

    [Fact]
    public void Lists_that_are_missing_or_name_strangers_or_twice_are_refused()
    {
        Assert.Contains("has no train.txt", Assert.Throws<DatasetException>(() => Split.Of(Samples, Lists)).Message);
        File.WriteAllText(folder.At("train.txt"), "s0_f0\nnobody");
        Assert.Contains("names nobody, which is not in the data", Assert.Throws<DatasetException>(() => Split.Of(Samples, Lists)).Message);
        File.WriteAllText(folder.At("train.txt"), "s0_f0");
        File.WriteAllText(folder.At("val.txt"), "s0_f0");
        Assert.Contains("which train.txt names too", Assert.Throws<DatasetException>(() => Split.Of(Samples, Lists)).Message);
    }

    private SplitOptions Lists => new(SplitBy.Lists) { Lists = folder.Path };
}

using Cutline.Segmentation.Datasets.Synthetic;

namespace Cutline.Segmentation.Tests.Datasets.Synthetic;

public sealed class SyntheticDatasetTests
{
    [Fact]
    public void The_word_opens_it()
    {
        using var data = SyntheticDataset.Parse("synthetic:40");
        Assert.IsType<SyntheticDataset>(data);
        Assert.Equal("synthetic:40", data.Root);
        Assert.Equal(40, data.Samples.Count);
        Assert.Equal(new SampleId("car0000_01", "car0000"), data.Samples[0]);
        Assert.Equal(new SampleId("car0002_08", "car0002"), data.Samples[39]);
        Assert.Empty(data.Validate());
    }

    [Theory]
    [InlineData("synthetic:")]
    [InlineData("synthetic:0")]
    [InlineData("synthetic:-3")]
    [InlineData("synthetic:1e3")]
    [InlineData("synthetic:999999999999")]
    public void Other_counts_are_refused_with_the_repair(string name) =>
        Assert.Matches("synthetic:64|1 to 100000", Assert.Throws<DatasetException>(() => SyntheticDataset.Parse(name)).Message);

    [Fact]
    public void Names_are_in_ordinal_order_and_cars_are_groups()
    {
        using var data = new SyntheticDataset(1700);
        Assert.Equal(data.Samples.Select(s => s.Name).Order(StringComparer.Ordinal), data.Samples.Select(s => s.Name));
        Assert.Equal(107, data.Samples.Select(s => s.Group).Distinct().Count());
        Assert.All(data.Samples.GroupBy(s => s.Group).SkipLast(1), g => Assert.Equal(16, g.Count()));
    }

    [Fact]
    public void The_same_numbers_make_the_same_drawings()
    {
        using var one = new SyntheticDataset(4, 160, 107);
        using var again = new SyntheticDataset(40, 160, 107);
        using var other = new SyntheticDataset(4, 160, 107, seed: 1);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(one.Fingerprint(i), again.Fingerprint(i));
            Assert.NotEqual(one.Fingerprint(i), other.Fingerprint(i));
        }

        Assert.Equal(4, Enumerable.Range(0, 4).Select(one.Fingerprint).Distinct().Count());
    }

    /// <summary>The drawing itself is pinned: a seed's pictures do not change unnoticed, nor with another machine or .NET.</summary>
    [Fact]
    public void A_seed_means_the_same_drawing_everywhere()
    {
        using var data = new SyntheticDataset(2, 100, 100);
        Assert.Equal("746d96b18c72310dbc763782cabfa790", data.Fingerprint(0).ToString());
    }
}

using Cutline.Segmentation.Loading;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Tests.Datasets;
using Cutline.Segmentation.Tests.Evaluation;

namespace Cutline.Segmentation.Tests.Loading;

public class RepeatFactorsTests
{
    /// <summary>Ground in 4 of 4, a road in 2, a lamp in 1: √(0.5 / 0.25) and, at 1, √(1 / 0.5) and √(1 / 0.25).</summary>
    [Fact]
    public void A_sample_counts_as_its_rarest_class_does()
    {
        bool[][] shown = [[true, false, false], [true, true, false], [true, true, true], [true, false, false]];

        Assert.Equal([1, 1, Math.Sqrt(2), 1], RepeatFactors.Of(shown));
        Assert.Equal([1, Math.Sqrt(2), 2, 1], RepeatFactors.Of(shown, 1));
        Assert.Equal([1, 1, 1, 1], RepeatFactors.Of(shown, 0.25));
        Assert.Equal([1, 1], RepeatFactors.Of([[false, false], [false, false]])); // nothing but void
        Assert.Empty(RepeatFactors.Of([]));
        Assert.Throws<ArgumentException>(() => RepeatFactors.Of(shown, 0));
        Assert.Throws<ArgumentException>(() => RepeatFactors.Of([[true], [true, false]]));
    }

    [Fact]
    public void Masks_say_which_classes_a_sample_shows()
    {
        using var data = new StripedDataset(3, 40, 30);
        using var set = new DecodedSet(data, new PreprocessOptions(20, 15));

        Assert.Equal([1, 1], RepeatFactors.Of(set, [0, 2], 1)); // every stripe is in every mask
    }

    [Fact]
    public void An_epoch_shows_each_sample_as_often_as_its_factor_says()
    {
        using var data = new MadeUpDataset(9);
        using var set = new DecodedSet(data, PreprocessOptions.Square(8));
        double[] repeats = [1, 1, 1.5, 3.25];
        BatchLoader Loader(long seed) => new(set, [2, 4, 6, 8], new() { BatchSize = 2, Shuffle = true, Seed = seed, Repeats = repeats });
        var loader = Loader(1);
        Assert.Equal((7, 4), (loader.Samples, loader.Batches)); // 6.75, rounded up

        var counts = Enumerable.Range(0, 400).Select(epoch =>
        {
            var order = loader.Order(epoch);
            Assert.Equal(7, order.Length);
            return (int[])[.. ((int[])[2, 4, 6, 8]).Select(index => order.Count(i => i == index))];
        }).ToArray();

        foreach (var (i, repeat) in repeats.Index())
        {
            var mean = repeat * 7 / 6.75;
            Assert.All(counts, c => Assert.InRange(c[i], Math.Floor(mean), Math.Ceiling(mean)));
            Assert.Equal(mean, counts.Average(c => c[i]), 0.1);
        }

        Assert.Equal(loader.Order(3), Loader(1).Order(3));
        Assert.NotEqual(loader.Order(3), loader.Order(4));
        Assert.NotEqual(loader.Order(3), Loader(2).Order(3));
        Assert.Equal(loader.Order(0), loader.Epoch(0).SelectMany(batch => { using (batch) return batch.Indices; }));
        static bool IsApart(int[] order) => order.Zip(order.Skip(1)).All(p => p.First != p.Second);
        Assert.Contains(Enumerable.Range(0, 20), epoch => IsApart(loader.Order(epoch)));
    }

    [Fact]
    public void Repeats_of_one_are_an_epoch_as_without_them()
    {
        using var data = new MadeUpDataset(50);
        using var set = new DecodedSet(data, PreprocessOptions.Square(8));
        int[] all = [.. Enumerable.Range(0, 50)];
        var loader = new BatchLoader(set, all, new() { Shuffle = true, Repeats = [.. all.Select(_ => 1.0)] });

        Assert.All(Enumerable.Range(0, 20), epoch => Assert.Equal(all, loader.Order(epoch).Order()));
    }

    [Fact]
    public void What_does_not_fit_is_said()
    {
        using var data = new MadeUpDataset(2);
        using var set = new DecodedSet(data, PreprocessOptions.Square(8));
        string Error(BatchLoaderOptions options) =>
            Assert.Throws<ArgumentException>(() => _ = new BatchLoader(set, [0, 1], options)).Message;

        Assert.Contains("Repeats has 1 numbers for 2 indices", Error(new() { Shuffle = true, Repeats = [1] }));
        Assert.Contains("Repeats holds 0.5", Error(new() { Shuffle = true, Repeats = [1, 0.5] }));
        Assert.Contains("Shuffle is false", Error(new() { Repeats = [1, 1] }));
    }
}

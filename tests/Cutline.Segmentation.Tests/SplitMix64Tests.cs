namespace Cutline.Segmentation.Tests;

public class SplitMix64Tests
{
    [Fact]
    public void Gives_the_published_numbers()
    {
        // The first numbers of the authors' C program for the seed 1234567.
        var random = new SplitMix64(1234567);
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        foreach (var number in expected) Assert.Equal(number, random.Next());
    }

    [Fact]
    public void A_shuffle_is_fixed_for_ever()
    {
        var items = Enumerable.Range(0, 10).ToArray();
        new SplitMix64(0).Shuffle(items.AsSpan());
        Assert.Equal(Enumerable.Range(0, 10), items.Order());
        Assert.Equal("4 9 2 5 1 7 6 0 3 8", string.Join(' ', items));
    }

    [Fact]
    public void Every_number_below_is_as_likely()
    {
        var random = new SplitMix64(7);
        var counts = new int[6];
        for (var i = 0; i < 60_000; i++) counts[random.Below(6)]++;
        Assert.All(counts, n => Assert.InRange(n, 9_600, 10_400)); // 4 standard deviations
    }

    [Fact]
    public void Streams_of_a_seed_differ()
    {
        var firsts = new HashSet<ulong>();
        for (var seed = 0; seed < 50; seed++)
            for (var epoch = 0; epoch < 50; epoch++) Assert.True(firsts.Add(SplitMix64.Of(seed, epoch).Next()));
    }

    [Fact]
    public void Below_nothing_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new SplitMix64(0).Below(0));
}

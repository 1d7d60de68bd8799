using Cutline.Listings.Facts;

namespace Cutline.Listings.Tests.Facts;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("audi", "audi", false, 0)]
    [InlineData("adui", "audi", false, 1)] // neighbours exchanged
    [InlineData("aud", "audi", false, 1)]
    [InlineData("aud", "audi", true, 0)]
    [InlineData("ostrara", "ostara", false, 1)]
    [InlineData("volkswgen", "volkswagen", false, 1)]
    [InlineData("kitten", "sitting", false, 3)]
    [InlineData("", "abc", false, 3)]
    [InlineData("", "abc", true, 0)]
    public void Distances_are_correct(string typed, string word, bool prefix, int apart) =>
        Assert.Equal(apart, EditDistance.Between(typed, word, prefix));

    /// <summary>With a limit, distances up to it are the same, and larger ones stay above it.</summary>
    [Fact]
    public void A_limit_does_not_change_smaller_distances()
    {
        var random = new Random(3);
        string Word() => string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => (char)('a' + random.Next(3))));
        for (var i = 0; i < 20_000; i++)
        {
            var (typed, word, prefix, most) = (Word(), Word(), random.Next(2) == 0, random.Next(4));
            var (whole, limited) = (EditDistance.Between(typed, word, prefix), EditDistance.Between(typed, word, prefix, most));
            Assert.True(whole <= most ? limited == whole : limited > most, $"{typed} {word} {prefix} {most}: {whole}, {limited}");
        }
    }
}

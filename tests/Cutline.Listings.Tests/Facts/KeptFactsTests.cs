using Cutline.Imaging;
using Cutline.Listings.Facts;

namespace Cutline.Listings.Tests.Facts;

public sealed class KeptFactsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly KeptFacts kept;

    public KeptFactsTests() => kept = new(folder.At("facts.bin"));

    [Fact]
    public void Opened_once_and_again_when_the_file_is_another()
    {
        Assert.Equal(FactsFault.Missing, Assert.Throws<FactsException>(() => kept.Store).Fault);

        Import("Linnet");
        var first = kept.Store;
        Assert.Same(first, kept.Store);

        Import("Linnet", "Teal");
        Assert.Equal((1, 2), (first.Count, kept.Store.Count)); // who still asks the first one is answered

        File.WriteAllText(folder.At("facts.bin"), "no facts");
        Assert.Equal(FactsFault.Unusable, Assert.Throws<FactsException>(() => kept.Store).Fault);
        Import("Siskin");
        Assert.Equal("Siskin", kept.Store.At(0).Model);
    }

    [Fact]
    public async Task Asked_from_several_threads_while_it_changes()
    {
        Import("Linnet");
        var asked = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 200; i++) Assert.NotEmpty(kept.Store.Suggest("ostara"));
        })).ToArray();
        for (var i = 0; i < 20; i++) Import([.. Enumerable.Range(0, i + 1).Select(n => $"Model {n}")]);
        await Task.WhenAll(asked);
        Assert.Equal(20, kept.Store.Count);
    }

    public void Dispose() => folder.Dispose();

    private void Import(params string[] models) => AtomicFile.Write(folder.At("facts.bin"), stream => stream.Write(FactsFile.Write(
        [.. models.Select((model, i) => new Vehicle { Id = i + 1, Year = 2020, Make = "Ostara", Model = model })], "cars.csv", new DateOnly(2024, 5, 6))));
}

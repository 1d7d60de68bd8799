using Cutline.Imaging;
using Cutline.Listings.Facts;

namespace Cutline.Listings.Tests.Facts;

public sealed class FactStoreCacheTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FactStoreCache cache;

    public FactStoreCacheTests() => cache = new(folder.At("facts.bin"));

    [Fact]
    public void The_store_is_reopened_when_its_file_changes()
    {
        Assert.Equal(FactsFault.Missing, Assert.Throws<FactsException>(() => cache.Store).Fault);

        Import("Linnet");
        var first = cache.Store;
        Assert.Same(first, cache.Store);

        Import("Linnet", "Teal");
        Assert.Equal((1, 2), (first.Count, cache.Store.Count)); // who still asks the first one is answered

        File.WriteAllText(folder.At("facts.bin"), "no facts");
        Assert.Equal(FactsFault.Unusable, Assert.Throws<FactsException>(() => cache.Store).Fault);
        Import("Siskin");
        Assert.Equal("Siskin", cache.Store.At(0).Model);
    }

    [Fact]
    public async Task Several_threads_can_read_while_the_file_changes()
    {
        Import("Linnet");
        var asked = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 200; i++) Assert.NotEmpty(cache.Store.Suggest("ostara"));
        })).ToArray();
        for (var i = 0; i < 20; i++) Import([.. Enumerable.Range(0, i + 1).Select(n => $"Model {n}")]);
        await Task.WhenAll(asked);
        Assert.Equal(20, cache.Store.Count);
    }

    public void Dispose() => folder.Dispose();

    private void Import(params string[] models) => AtomicFile.Write(folder.At("facts.bin"), stream => stream.Write(FactsFile.Write(
        [.. models.Select((model, i) => new Vehicle { Id = i + 1, Year = 2020, Make = "Ostara", Model = model })],
        "cars.csv", new DateOnly(2024, 5, 6))));
}

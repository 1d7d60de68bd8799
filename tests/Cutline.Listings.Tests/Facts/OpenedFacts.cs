using Cutline.Listings.Facts;
using Cutline.Listings.Facts.Import;

namespace Cutline.Listings.Tests.Facts;

/// <summary>A store of the invented cars.</summary>
public sealed class OpenedFacts : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public OpenedFacts()
    {
        File.WriteAllBytes(folder.At("cars.csv"), MadeUpVehicles.Bytes);
        Store = FactsImport.RunAsync(folder.At("cars.csv"), folder.At("facts.bin")).GetAwaiter().GetResult();
    }

    public FactStore Store { get; }

    public void Dispose() => folder.Dispose();
}

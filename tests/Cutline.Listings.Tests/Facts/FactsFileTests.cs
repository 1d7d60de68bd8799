using Cutline.Listings.Facts;
using Cutline.Listings.Facts.Import;

namespace Cutline.Listings.Tests.Facts;

/// <summary>A missing, damaged or other version of the store gives an error of one line with the repair.</summary>
public sealed class FactsFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Store => folder.At("facts.bin");

    [Fact]
    public void A_missing_file_is_named() => Fails("there are no car facts at", "cutline facts import");

    [Fact]
    public void Any_flipped_bit_is_detected()
    {
        var whole = Made();
        for (var at = 0; at < whole.Length; at += 7)
        {
            var flipped = (byte[])whole.Clone();
            flipped[at] ^= 0x10;
            File.WriteAllBytes(Store, flipped);
            Fails("import the facts again with cutline facts import");
        }
    }

    [Fact]
    public void Any_truncation_is_detected()
    {
        var whole = Made();
        for (var length = 0; length < whole.Length; length += 13)
        {
            File.WriteAllBytes(Store, whole[..length]);
            Fails("import the facts again");
        }
    }

    [Fact]
    public void Another_version_is_named()
    {
        var whole = Made();
        whole[8] = 9;
        File.WriteAllBytes(Store, whole);
        Fails("is of version 9, and this program reads version 1");
    }

    [Fact]
    public void A_failed_import_leaves_the_previous_facts_and_no_other_file()
    {
        var before = Made();
        File.WriteAllText(folder.At("bad.csv"), "id,year\n1,2\n");

        Assert.Throws<FactsException>(() => FactsImport.RunAsync(folder.At("bad.csv"), Store).GetAwaiter().GetResult());

        Assert.Equal(before, File.ReadAllBytes(Store));
        Assert.Equal(["bad.csv", "cars.csv", "facts.bin"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    public void Dispose() => folder.Dispose();

    private byte[] Made()
    {
        File.WriteAllBytes(folder.At("cars.csv"), MadeUpVehicles.Bytes);
        FactsImport.RunAsync(folder.At("cars.csv"), Store).GetAwaiter().GetResult();
        return File.ReadAllBytes(Store);
    }

    private void Fails(params string[] named)
    {
        var message = Assert.Throws<FactsException>(() => FactStore.Open(Store)).Message;
        Assert.All(named, n => Assert.Contains(n, message, StringComparison.Ordinal));
    }
}

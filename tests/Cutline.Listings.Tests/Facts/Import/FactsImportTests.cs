using System.Text;
using Cutline.Listings.Facts;
using Cutline.Listings.Facts.Import;

namespace Cutline.Listings.Tests.Facts.Import;

public sealed class FactsImportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static byte[] Zeros(int size) => Encoding.ASCII.GetBytes(MadeUpVehicles.Header + "\n" + new string('0', size));

    [Fact]
    public void Csv_gz_and_zip_are_recognized_by_their_bytes()
    {
        Assert.Equal(7, Import(MadeUpVehicles.Bytes).Count);
        Assert.Equal(7, Import(MadeUpVehicles.Gzip(MadeUpVehicles.Bytes)).Count);
        var zipped = Import(MadeUpVehicles.Zip(("readme.txt", [1, 2]), ("vehicles.csv", MadeUpVehicles.Bytes)));
        Assert.Equal(7, zipped.Count);
        Assert.Equal(new DateOnly(2024, 5, 6), zipped.Date);
        Assert.Equal("vehicles", zipped.File);
    }

    [Fact]
    public void A_byte_order_mark_and_columns_in_any_order_are_accepted()
    {
        var lines = MadeUpVehicles.Quoted.Split('\n');
        var csv = string.Join("\r\n", lines.Select((line, i) => $"{(i == 0 ? "phevBlended" : "false")},{line}"));

        Assert.Equal("Teal EV", Import([0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(csv)]).Row(15)!.Model);
    }

    [Fact]
    public void Invalid_content_is_named_with_its_line()
    {
        Fails(Encoding.UTF8.GetBytes("id,year,make\n1,2000,X\n"), "the columns model, baseModel, VClass", "are missing",
            FactsImport.OfficialAddress);
        Fails([], "missing");
        Fails(Encoding.UTF8.GetBytes(MadeUpVehicles.Header), "it has no rows");
        Fails(Changed("11,2018,", "11,twenty,"), "line 2: 'twenty' is not a valid year");
        Fails(Changed(",2018,Ostara", ",2018,"), "line 2: '' is not a valid make");
        Fails(Changed("12,2019,", "11,2019,"), "line 3: the id 11 is there a second time");
        Fails(Changed("28,36,31", "28,36,fast"), "'fast' is not a valid comb08");
        Fails(Changed("28,36,31", "28,36,NaN"), "'NaN' is not a valid comb08");
        Fails(Changed("28,36,31", "28,36,1e99"), "'1e99' is not a valid comb08");
        Fails(Changed(",4,1.6,Front", ",4000,1.6,Front"), "'4000' is not a valid cylinders");
        Fails(Changed(",4,1.6,Front", ",4,1.6,Front,,,,,"), "damaged, incomplete or too large");
        Fails(Changed("Linnet,Linnet,", $"{new string('x', 300)},Linnet,"), "the model has 300 characters");
        Fails(Encoding.Latin1.GetBytes(MadeUpVehicles.Quoted), "it is not UTF-8");
        Fails(Encoding.UTF8.GetBytes(MadeUpVehicles.Csv.Replace("Linnet,Linnet", "\"Linnet,Linnet", StringComparison.Ordinal)),
            "not fueleconomy.gov's vehicles file");
    }

    [Fact]
    public void Damaged_archives_are_named()
    {
        var gz = MadeUpVehicles.Gzip(MadeUpVehicles.Bytes);
        Fails(gz[..^40], "damaged, incomplete or too large");
        Fails(gz[..12], "not fueleconomy.gov's vehicles file");
        Fails([.. gz[..20], .. Enumerable.Repeat((byte)0xff, 50)], "not fueleconomy.gov's vehicles file");
        var zip = MadeUpVehicles.Zip(("v.csv", MadeUpVehicles.Bytes));
        Fails(zip[..^30], "damaged, incomplete or too large");
        Fails(MadeUpVehicles.Zip(("v.txt", MadeUpVehicles.Bytes)), "the zip contains no .csv");
        Fails(MadeUpVehicles.Zip(("a.csv", [1]), ("b.csv", [2])), "more than one .csv");
    }

    [Fact]
    public void A_decompression_bomb_ends_at_the_limit()
    {
        var bomb = Zeros(20 << 20);
        var empty = string.Concat(Enumerable.Repeat(",,,,,,,,,,,,,,,,,,,,\n", 200_000));
        var lines = Encoding.ASCII.GetBytes($"{MadeUpVehicles.Header}\n{empty}");
        Fails(MadeUpVehicles.Gzip(bomb), "damaged, incomplete or too large"); // one line of 20 MB
        Fails(MadeUpVehicles.Zip(("v.csv", bomb)), "damaged, incomplete or too large");
        Fails(MadeUpVehicles.Gzip(lines), "line 2: '' is not a valid");
        var small = ImportLimits.Default with { UnpackedBytes = 500 };
        Fails(MadeUpVehicles.Gzip(MadeUpVehicles.Bytes), small, "there are more than 0 KB in it");
        Fails(MadeUpVehicles.Bytes, ImportLimits.Default with { Rows = 3 }, "more than 3 rows");
        Fails(MadeUpVehicles.Bytes, ImportLimits.Default with { FileBytes = 100 }, "more than 0 MB");
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        Assert.Contains("none.csv cannot be read", ErrorOf(folder.At("none.csv")), StringComparison.Ordinal);
        Assert.Contains("cannot be read", ErrorOf(folder.Path), StringComparison.Ordinal);
        Assert.Contains("is not a valid address", ErrorOf("http://"), StringComparison.Ordinal);

        string ErrorOf(string from) =>
            Assert.Throws<FactsException>(() => FactsImport.RunAsync(from, folder.At("f.bin")).GetAwaiter().GetResult()).Message;
    }

    [RealFactsFact]
    public async Task The_real_file_is_imported_and_searched()
    {
        var facts = await FactsImport.RunAsync(RealData.Vehicles!, folder.At("f.bin"));

        Assert.True(facts.Count > 49_000);
        Assert.Contains("A4 quattro", facts.Models("Audi", 2019));
        Assert.Equal(3, facts.Find("2019 Audi A4").Count);
        Assert.Equal("A4", facts.Find("2019 Audi A4")[0].Model);
        Assert.All(facts.Find("vw golf 2017"), v => Assert.Equal("Volkswagen", v.Make));
        Assert.NotEmpty(facts.Find("2010 mercedes benz c300"));
        Assert.NotEmpty(facts.Find("2018 toyota rav 4"));
        Assert.NotEmpty(facts.Find("BMW 3 series 2012"));
        Assert.Equal("2015 Honda Accord", facts.Suggest("2015 Hnoda Acord")[0].ToString());
    }

    public void Dispose() => folder.Dispose();

    private static byte[] Changed(string from, string to)
    {
        var at = MadeUpVehicles.Quoted.IndexOf(from, StringComparison.Ordinal);
        var (before, after) = (MadeUpVehicles.Quoted[..at], MadeUpVehicles.Quoted[(at + from.Length)..]);
        return Encoding.UTF8.GetBytes($"{before}{to}{after}");
    }

    private FactStore Import(byte[] file, ImportLimits? limits = null)
    {
        File.WriteAllBytes(folder.At("vehicles"), file);
        return FactsImport.RunAsync(folder.At("vehicles"), folder.At("f.bin"), limits).GetAwaiter().GetResult();
    }

    private void Fails(byte[] file, params string[] named) => Fails(file, ImportLimits.Default, named);

    private void Fails(byte[] file, ImportLimits limits, params string[] named)
    {
        var message = Assert.Throws<FactsException>(() => Import(file, limits)).Message;
        Assert.All(named, n => Assert.Contains(n, message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', message);
    }
}

using System.Text;
using Cutline.Listings.Facts;
using Cutline.Listings.Facts.Import;
using static Cutline.Listings.Tests.LoopbackServer;

namespace Cutline.Listings.Tests.Facts.Import;

public sealed class VehicleDownloadTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_download_has_the_date_that_the_server_states()
    {
        const string Header = "Last-Modified: Mon, 06 May 2024 07:08:09 GMT\r\nConnection:";
        var answer = Answer(200, MadeUpVehicles.Quoted).Replace("Connection:", Header, StringComparison.Ordinal);
        using var server = new LoopbackServer(answer);

        var facts = await ImportAsync(server.Address);

        Assert.Equal(7, facts.Count);
        Assert.Equal(new DateOnly(2024, 5, 6), facts.Date);
        Assert.Equal(server.Address.ToString(), facts.File);
    }

    [Fact]
    public async Task Errors_are_one_line_with_the_address()
    {
        using var missing = new LoopbackServer(Answer(404, "no"));
        await Fails(missing.Address, "answers 404");
        using var cut = new LoopbackServer("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\nid,year");
        await Fails(cut.Address, "cannot be fetched");
        using var page = new LoopbackServer(Answer(200, "<html></html>"));
        await Fails(page.Address, "is not fueleconomy.gov's vehicles file");
        using var large = new LoopbackServer(Answer(200, new string('x', 5000)));
        await Fails(large.Address, "more than 2 KB", ImportLimits.Default with { FileBytes = 2048 });
        using var slow = new LoopbackServer(async (_, stream, cancel) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\nid"), cancel);
            await Task.Delay(Timeout.Infinite, cancel);
        });
        await Fails(slow.Address, "has not answered in full after 0 s",
            ImportLimits.Default with { DownloadTime = TimeSpan.FromMilliseconds(300) });
        var gone = new LoopbackServer();
        var address = gone.Address;
        gone.Dispose();
        await Fails(address, "cannot be fetched");
    }

    public void Dispose() => folder.Dispose();

    private Task<FactStore> ImportAsync(Uri address, ImportLimits? limits = null) =>
        FactsImport.RunAsync(address.ToString(), folder.At("facts.bin"), limits);

    private async Task Fails(Uri address, string named, ImportLimits? limits = null)
    {
        var message = (await Assert.ThrowsAsync<FactsException>(() => ImportAsync(address, limits))).Message;
        Assert.Contains(address.ToString(), message, StringComparison.Ordinal);
        Assert.Contains(named, message, StringComparison.Ordinal);
    }
}

using Cutline.Imaging;
using Cutline.Web.Cutting;
using Microsoft.Extensions.Primitives;

namespace Cutline.Web.Tests;

public sealed class CutOrderTests
{
    [Fact]
    public void What_was_given_reads_as_the_same_order_again()
    {
        var files = new CutFiles(Backdrop: DrawnCar.Jpeg);
        KeyValuePair<string, StringValues>[] given = [new("fit", "contain"), new("crop", "5%"), new("straighten", "-1.5"), new("format", "webp"), new("quality", "70"), new("metadata", "all"), new("size", "900")];
        var order = CutOrder.Read(given, files);
        var again = CutOrder.Read(order.Given, order.Files);

        Assert.Equal(given.Select(g => (g.Key, (string?)g.Value)).Order(), order.Given.Select(g => (g.Key, (string?)g.Value)).Order());
        Assert.Equal(order.Given, again.Given);
        Assert.Same(files, again.Files);
        Assert.Equal(order.Encoding, again.Encoding);
        Assert.Equal((Metadata.All, 70, "image/webp", "webp"), (order.Encoding.Metadata, order.Encoding.Quality, order.ContentType, order.Ending));
    }
}

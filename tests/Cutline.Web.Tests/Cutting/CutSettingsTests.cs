using Cutline.Imaging;
using Cutline.Studio.Options;
using Cutline.Web.Cutting;
using Microsoft.Extensions.Primitives;

namespace Cutline.Web.Tests.Cutting;

public sealed class CutSettingsTests
{
    [Fact]
    public void What_was_given_reads_as_the_same_settings_again()
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>> { [CutOptionTable.Backdrop] = DrawnCar.Jpeg };
        KeyValuePair<string, StringValues>[] given =
        [
            new("fit", "contain"), new("crop", "5%"), new("straighten", "-1.5"), new("format", "webp"),
            new("quality", "70"), new("metadata", "all"), new("size", "900"),
        ];
        var settings = CutSettings.Read(given, files);
        var again = CutSettings.Read(settings.Given, settings.Files);

        Assert.Equal(given.Select(g => (g.Key, (string?)g.Value)).Order(), settings.Given.Select(g => (g.Key, (string?)g.Value)).Order());
        Assert.Equal(settings.Given, again.Given);
        Assert.Same(files, again.Files);
        Assert.Equal(settings.Encoding, again.Encoding);
        Assert.Equal(
            (Metadata.All, 70, "image/webp", "webp"),
            (settings.Encoding.Metadata, settings.Encoding.Quality, settings.ContentType, settings.Extension));
    }
}

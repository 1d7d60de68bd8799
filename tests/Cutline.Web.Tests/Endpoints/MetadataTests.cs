using Cutline.Imaging.Tests;

namespace Cutline.Web.Tests.Endpoints;

/// <summary>What a result tells of where the photo was taken.</summary>
public sealed class MetadataTests(SharedService shared) : IClassFixture<SharedService>
{
    [Theory]
    [InlineData("png", "keep", true, false)]
    [InlineData("webp", "keep", true, false)]
    [InlineData("jpeg", "keep", true, false)]
    [InlineData("png", "all", true, true)]
    [InlineData("webp", "all", true, true)]
    [InlineData("jpeg", "all", true, true)]
    [InlineData("png", "strip", false, false)]
    [InlineData("webp", "strip", false, false)]
    [InlineData("jpeg", "strip", false, false)]
    public async Task The_location_stays_only_where_it_is_asked_for(string format, string metadata, bool camera, bool location)
    {
        var photo = Exif.Grafted(DrawnCar.Jpeg, GoldenPhoto.Bytes("exif.jpg"));
        Assert.Contains(Exif.Gps, Exif.Tags(photo));

        using var answer = await shared.Service.CutAsync(photo, $"?background=white&format={format}&metadata={metadata}");
        var tags = Exif.Tags(await answer.WellAsync());

        Assert.Equal(camera, tags.Contains(Exif.Make));
        Assert.Equal(location, tags.Contains(Exif.Gps));
    }
}

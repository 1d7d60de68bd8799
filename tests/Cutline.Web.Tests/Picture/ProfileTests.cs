using Cutline.Imaging;
using Cutline.Imaging.Tests;

namespace Cutline.Web.Tests.Picture;

/// <summary>What a browser, which converts colours from their profiles, shows of a photo that has one of its own.</summary>
[Collection(Pages.Name)]
public sealed class ProfileTests(Chromium chromium, SharedService shared) : IClassFixture<SharedService>
{
    [ChromiumFact]
    public async Task A_colour_behind_a_photo_of_a_telephone_is_shown_as_chosen()
    {
        using var drawn = Photo.Load(DrawnCar.Jpeg);
        foreach (var icc in (byte[][])[NetVips.Image.ProfileLoad("p3"), Profiles.AdobeRgb(), Profiles.ProPhoto()])
        {
            using var photo = Profiles.Convert(drawn, icc);
            var answer = await shared.Service.CutAsync(photo.Encode(new(PhotoFormat.Png)), "?background=%23e30613&format=png");
            using var shown = await ShownAsync(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync());
            Assert.Equal([227, 6, 19], shown.Pixels[(20 * shown.Width * 3 + 60)..][..3].ToArray());
        }
    }

    private async Task<Photo> ShownAsync(byte[] png)
    {
        await using var tab = await chromium.OpenAsync(shared.Service.Service.Address);
        var page = await tab.Page.Context.NewPageAsync();
        await page.SetContentAsync(
            $"<body style='margin:0'><img style='display:block' src='data:image/png;base64,{Convert.ToBase64String(png)}'></body>");
        await page.Locator("img").WaitForAsync();
        return Photo.Load(await page.Locator("img").ScreenshotAsync());
    }
}

using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Reports;

namespace Cutline.Segmentation.Tests.Reports;

public sealed class ContactSheetTests
{
    [Fact]
    public void Classes_are_shown_in_their_colours_beside_the_photos()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("classes.json"), """{ "classes": ["ground", "car", "tree"] }""");
        Directory.CreateDirectory(folder.At("images"));
        Directory.CreateDirectory(folder.At("masks"));
        for (var i = 1; i <= 3; i++)
        {
            using var photo = Photo.FromPixels([.. Enumerable.Repeat((byte)(30 + 40 * i), 64 * 48 * 3)], 64, 48, PixelFormat.Rgb);
            photo.Save(folder.At("images", $"{i}.png"));
            using var mask = Photo.FromPixels(
                [.. Enumerable.Range(0, 64 * 48).Select(p => (byte)(p / (64 * 24)))], 64, 48, PixelFormat.Grey);
            mask.Save(folder.At("masks", $"{i}.png"));
        }

        using var data = DatasetLocator.Open(folder.Path);
        using var sheet = new ContactSheet("drawn").Render(data, [0, 1, 2], "3 photos");

        Assert.Equal(PixelFormat.Rgb, sheet.Format);
        var colours = new HashSet<(byte, byte, byte)>();
        for (var i = 0; i < sheet.Pixels.Length; i += 3) colours.Add((sheet.Pixels[i], sheet.Pixels[i + 1], sheet.Pixels[i + 2]));
        Assert.Contains(DisplayColours.Distinct[1], colours); // the legend's swatch of the second class
        using var empty = new ContactSheet("nothing").Render(data, []);
        Assert.True(empty.Height < sheet.Height);
    }
}

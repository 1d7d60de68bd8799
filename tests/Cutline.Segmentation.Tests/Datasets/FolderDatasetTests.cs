using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Tests.Datasets;

public sealed class FolderDatasetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public FolderDatasetTests()
    {
        Directory.CreateDirectory(folder.At("images"));
        Directory.CreateDirectory(folder.At("masks"));
        Draw("b.street.png", "b.street.png", [0, 1, 2, 4]);
        Draw("a lot.jpg", "a lot.png", [0, 0, 3, 0]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Pairs_by_stem_whatever_the_extensions_and_any_value_is_foreground_where_that_is_meant()
    {
        using var data = FolderDataset.Open(folder.Path, isBinary: true);

        Assert.Equal([new SampleId("a lot", "a lot"), new SampleId("b.street", "b.street")], data.Samples);
        Assert.Empty(data.Validate());
        using var mask = data.LoadMask(1);
        Assert.Equal([false, true, true, true], mask.Pixels.ToArray().Select(v => v > 0));
    }

    [Fact]
    public void What_has_no_partner_or_two_is_named()
    {
        File.Copy(folder.At("images", "a lot.jpg"), folder.At("images", "a lot.jpeg"));
        File.Delete(folder.At("masks", "b.street.png"));
        File.WriteAllText(folder.At("masks", "readme.txt"), "");
        using var data = FolderDataset.Open(folder.Path);

        var problems = data.Validate();
        Assert.Equal(["images/a lot.jpg", "images/b.street.png", "masks/readme.txt"], problems.Select(p => p.File));
        Assert.Contains("same name as images/a lot.jpeg", problems[0].What);
        Assert.Contains("masks/b.street.png", problems[1].Repair);
    }

    [Fact]
    public void Empty_folders_hold_no_data()
    {
        foreach (var file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories)) File.Delete(file);
        using var data = FolderDataset.Open(folder.Path);
        Assert.Contains("holds no photo", Assert.Single(data.Validate()).What);
    }

    [Fact]
    public void Combined_with_another_names_stay_apart()
    {
        using var drawn = new DrawnCarvana();
        using var cars = CarvanaDataset.Open(drawn.Root);
        using var parts = FolderDataset.Open(folder.Path);
        using var both = new CombinedDataset(cars, parts);

        Assert.Equal(8, both.Samples.Count);
        Assert.Equal(new SampleId("0/car0_02", "0/car0"), both.Samples[1]);
        Assert.Equal(new SampleId("1/b.street", "1/b.street"), both.Samples[7]);
        Assert.Equal(parts.Fingerprint(1), both.Fingerprint(7));

        var split = both.Join(new Split([0, 1], [2, 3], [4, 5]), new Split([1], [], [0]));
        Assert.Equal([0, 1, 7], split.Train);
        Assert.Equal([2, 3], split.Val);
        Assert.Equal([4, 5, 6], split.Test);

        File.Delete(folder.At("masks", "b.street.png"));
        using var broken = FolderDataset.Open(folder.Path);
        using var combined = new CombinedDataset(cars, broken);
        Assert.StartsWith(folder.Path, Assert.Single(combined.Validate()).File);
    }

    private void Draw(string photo, string mask, byte[] values)
    {
        using var rgb = Photo.FromPixels([10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120], 2, 2, PixelFormat.Rgb);
        rgb.Save(folder.At("images", photo));
        using var grey = Photo.FromPixels(values, 2, 2, PixelFormat.Grey);
        grey.Save(folder.At("masks", mask));
    }
}

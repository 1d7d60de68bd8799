using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Tests.Datasets;

public class RealDataTests
{
    [RealDataFact("carvana")]
    public void Carvana_is_270_cars_of_16_angles()
    {
        using var data = DatasetLocator.Open(RealData.Find("carvana")!);
        Assert.IsType<CarvanaDataset>(data);
        Assert.Empty(data.Validate(ValidationDepth.Names));
        Assert.Equal(4320, data.Samples.Count);
        Assert.All(data.Samples.GroupBy(s => s.Group), car => Assert.Equal(16, car.Count()));
    }

    [RealDataFact("carvana-native")]
    public void Native_photos_and_masks_are_sound()
    {
        using var data = DatasetLocator.Open(RealData.Find("carvana-native")!);
        Assert.Empty(data.Validate());
        Assert.Equal(8, data.Samples.DistinctBy(s => s.Group).Count());
        using var mask = data.LoadMask(0);
        Assert.Equal((1918, 1280), (mask.Width, mask.Height));
        Assert.InRange(mask.Pixels.ToArray().Count(v => v > 0) / (1918.0 * 1280), 0.05, 0.6);
    }

    [RealDataFact("car-parts")]
    public void Car_parts_are_sound_and_a_quarter_is_kept()
    {
        using var data = DatasetLocator.Open(RealData.Find("car-parts")!, new() { Binary = true });
        Assert.IsType<FolderDataset>(data);
        Assert.Empty(data.Validate());
        Assert.Equal(46, Split.Of(data.Samples, SplitOptions.Quarter).Test.Length);
    }
}

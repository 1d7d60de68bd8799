using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Datasets.Voc;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Tests.Labels;

namespace Cutline.Segmentation.Tests.Datasets;

public sealed class VocDatasetTests : IDisposable
{
    private readonly DrawnFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void The_challenges_folder_is_read_by_its_lists_and_palette()
    {
        foreach (var name in (string[])["2007_1", "2007_2", "2007_3", "2007_4", "2007_5"]) files.Photo($"JPEGImages/{name}.jpg", 4, 1);
        var palette = Enumerable.Range(0, 256).Select(ClassPalette.Voc).ToArray();
        foreach (var name in (string[])["2007_1", "2007_2", "2007_3"])
            files.Bytes($"SegmentationClass/{name}.png", PngFile.OfPalette([0, 7, 20, 255], 4, 8, _ => 0, palette));
        files.Text("ImageSets/Segmentation/train.txt", "2007_1\r\n");
        files.Text("ImageSets/Segmentation/val.txt", "2007_2\n");
        files.Text("ImageSets/Segmentation/trainval.txt", "2007_1\n2007_2\n");
        files.Text("ImageSets/Segmentation/test.txt", "2007_4\n");
        using var data = Assert.IsType<VocDataset>(DatasetLocator.Open(files.Path));

        Assert.Equal((21, "car"), (data.Classes.Count, data.Classes.Classes[7].Name));
        Assert.Empty(data.Validate());
        Assert.Equal(["2007_1", "2007_2"], data.Samples.Select(s => s.Name));
        Assert.Equal([0], data.GivenSplit!.Train);
        Assert.Equal([1], data.GivenSplit.Val);
        using var mask = data.LoadMask(0);
        Assert.Equal([0, 7, 20, 255], mask.Pixels.ToArray());
        Assert.Contains(data.Notes, n => n.What.StartsWith("1 photos of the test list have no mask", StringComparison.Ordinal));
        Assert.Contains(data.Notes, n => n.What.Contains("1 masks, first SegmentationClass/2007_3.png, are not used: no list"));
    }

    [Fact]
    public void An_empty_list_of_training_photos_is_refused()
    {
        files.Photo("JPEGImages/a.png", 4, 1);
        files.Mask("SegmentationClass/a.png", 0, 1, 0, 1);
        files.Text("ImageSets/Segmentation/train.txt", "\r\n");
        files.Text("ImageSets/Segmentation/val.txt", "a\n");

        Assert.Contains(
            "ImageSets/Segmentation/train.txt: is empty; write the names of the training photos in it",
            Assert.Throws<DatasetException>(() => DatasetLocator.Open(files.Path)).Message);
    }

    [Fact]
    public void Cvats_label_map_gives_names_and_colours()
    {
        files.Photo("JPEGImages/a.png", 4, 1);
        (byte, byte, byte)[] palette = [(250, 50, 83), (0, 0, 0), (224, 224, 192), (1, 2, 3)];
        files.Bytes("SegmentationClass/a.png", PngFile.OfPalette([0, 1, 2, 3], 4, 8, _ => 0, palette));
        files.Text("labelmap.txt", "# label:color_rgb:parts:actions\ncar:250,50,83::\nbackground:0,0,0::\nlorry:1,2,3::\n");
        files.Text("ImageSets/Segmentation/default.txt", "a\n");
        using (var data = DatasetLocator.Open(files.Path))
        {
            Assert.Equal(["background", "car", "lorry"], data.Classes.Classes.Select(c => c.Name));
            Assert.Null(data.GivenSplit);
            using var mask = data.LoadMask(0);
            Assert.Equal([1, 0, 255, 2], mask.Pixels.ToArray());
        }

        files.Text("labelmap.txt", "car:250,50::\n");
        Assert.Contains(
            "labelmap.txt line 1: is 'car:250,50::'", Assert.Throws<DatasetException>(() => DatasetLocator.Open(files.Path)).Message);
    }

    [Fact]
    public void What_a_list_names_and_is_not_there_is_a_problem()
    {
        files.Photo("JPEGImages/a.jpg", 1, 1);
        files.Mask("SegmentationClass/b.png", 0);
        files.Text("ImageSets/Segmentation/train.txt", "a\nb\n");
        using (var data = DatasetLocator.Open(files.Path))
            Assert.Equal(["names a, which has no mask", "names b, which has no photo"], data.Validate().Select(p => p.What));
        files.Text("ImageSets/Segmentation/val.txt", "a\n");
        Assert.Contains("names a, which is in train too", Assert.Throws<DatasetException>(() => DatasetLocator.Open(files.Path)).Message);
    }

    [Fact]
    public void Without_lists_every_pair_counts()
    {
        files.Photo("JPEGImages/a.jpg", 2, 1);
        files.Photo("JPEGImages/b.jpg", 2, 1);
        files.Mask("SegmentationClass/a.png", 0, 15);
        using var data = DatasetLocator.Open(files.Path);
        Assert.Equal("a", Assert.Single(data.Samples).Name);
        Assert.Empty(data.Notes);
    }
}

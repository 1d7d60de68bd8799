using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Formats;

namespace Cutline.Segmentation.Tests.Datasets.Formats;

public sealed class DatasetLocatorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Opens_what_it_finds()
    {
        using var drawn = new DrawnCarvana();
        Assert.IsType<CarvanaDataset>(DatasetLocator.Open(drawn.Root)).Dispose();
        drawn.Zip();
        Assert.IsType<CarvanaDataset>(DatasetLocator.Open(drawn.Root)).Dispose();
        Directory.CreateDirectory(folder.At("images"));
        Directory.CreateDirectory(folder.At("masks"));
        Assert.IsType<FolderDataset>(DatasetLocator.Open(folder.Path)).Dispose();
    }

    [Fact]
    public void Says_what_it_looked_for_and_what_it_found()
    {
        Directory.CreateDirectory(folder.At("images"));
        var message = Assert.Throws<DatasetException>(() => DatasetLocator.Open(folder.Path)).Message;

        Assert.Contains("train/ or train.zip with train_masks/ or train_masks.zip", message);
        Assert.Contains("images/ with masks/", message);
        Assert.Contains("Found images/", message);
    }

    [Fact]
    public void Half_a_dataset_says_which_half()
    {
        Directory.CreateDirectory(folder.At("train"));
        Assert.Contains("Found train/", Assert.Throws<DatasetException>(() => DatasetLocator.Open(folder.Path)).Message);
        Assert.Contains("train_masks.zip", Assert.Throws<DatasetException>(() => CarvanaDataset.Open(folder.Path)).Message);
        Assert.Contains("masks/", Assert.Throws<DatasetException>(() => FolderDataset.Open(folder.Path)).Message);
    }

    [Fact]
    public void A_missing_folder_and_a_file_are_told_apart()
    {
        Assert.Contains("there is no folder", Assert.Throws<DatasetException>(() => DatasetLocator.Open(folder.At("nowhere"))).Message);
        File.WriteAllText(folder.At("file"), "");
        Assert.Contains("is a file", Assert.Throws<DatasetException>(() => DatasetLocator.Open(folder.At("file"))).Message);
    }
}

using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Datasets.NnUnet;

namespace Cutline.Segmentation.Tests.Datasets;

public sealed class NnUnetDatasetTests : IDisposable
{
    private readonly DrawnFiles files = new();

    public NnUnetDatasetTests()
    {
        files.Photo("imagesTr/car_1_0000.png", 4, 1);
        files.Mask("labelsTr/car_1.png", 0, 1, 3, 2);
    }

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("""{ "background": 0, "car": 1, "lorry": 3, "ignore": 2 }""", new byte[] { 0, 1, 2, 255 })]
    [InlineData("""{ "0": "background", "1": "car", "3": "lorry", "2": "bus" }""", new byte[] { 0, 1, 3, 2 })]
    public void Labels_are_those_of_dataset_json(string labels, byte[] expected)
    {
        files.Text("dataset.json", "\uFEFF" + $$"""{ "labels": {{labels}}, "file_ending": ".png", "numTraining": 1 }""");
        using (var data = Assert.IsType<NnUnetDataset>(DatasetLocator.Open(files.Path)))
        {
            Assert.Empty(data.Validate());
            Assert.Equal("car_1", Assert.Single(data.Samples).Name);
            Assert.Null(data.GivenSplit);
            using var mask = data.LoadMask(0);
            Assert.Equal(expected, mask.Pixels.ToArray());
        }

        files.Photo("imagesTs/car_2_0000.png", 1, 1);
        files.Mask("labelsTs/car_2.png", 0);
        using var parts = DatasetLocator.Open(files.Path);
        Assert.Equal([0], parts.GivenSplit!.Train);
        Assert.Equal([1], parts.GivenSplit.Test);
    }

    [Fact]
    public void Values_saved_three_times_over_are_values()
    {
        files.Text("dataset.json", """{ "labels": { "background": 0, "car": 1, "lorry": 3, "ignore": 2 } }""");
        using (var mask = Photo.FromPixels([0, 0, 0, 1, 1, 1, 3, 3, 3, 2, 2, 2], 4, 1, PixelFormat.Rgb))
            mask.Save(files.At("labelsTr", "car_1.png"));
        using var data = DatasetLocator.Open(files.Path);
        using var indices = data.LoadMask(0);
        Assert.Equal([0, 1, 2, 255], indices.Pixels.ToArray());
    }

    [Fact]
    public void Test_photos_without_labels_are_told()
    {
        files.Text("dataset.json", """{ "labels": { "background": 0, "car": 1, "lorry": 3, "ignore": 2 } }""");
        files.Photo("imagesTs/car_2_0000.png", 1, 1);
        using var data = DatasetLocator.Open(files.Path);

        Assert.Equal("1 photos of imagesTs/ are not used: there is no labelsTs/ with their masks", Assert.Single(data.Notes).What);
        Assert.Null(data.GivenSplit);
    }

    [Fact]
    public void A_mask_without_a_photo_is_told_with_the_ending_of_the_others()
    {
        files.Text("dataset.json", """{ "labels": { "background": 0, "car": 1, "lorry": 3, "ignore": 2 } }""");
        files.Mask("labelsTr/car_7.png", 0);
        using var data = DatasetLocator.Open(files.Path);

        Assert.Contains("add imagesTr/car_7_0000.png", Assert.Single(data.Validate()).Repair);
    }

    [Theory]
    [InlineData("""{ "labels": { "background": 0, "all": [1, 2] } }""", "'all' is a region of several labels")]
    [InlineData("""{ "labels": { "background": 0, "car": 1 }, "file_ending": ".nii.gz" }""", "save slices as PNG")]
    [InlineData("""{ "labels": { "background": 0, "car": 300 } }""", "'car' has the value 300")]
    [InlineData("{}", "it has no labels")]
    [InlineData(" \n", "(it is empty); write { \"labels\": { \"background\": 0, \"car\": 1 } }")]
    [InlineData("[]", "it holds no names with values")]
    [InlineData("nonsense", "does not name labels")]
    public void What_cannot_be_read_is_refused(string json, string said)
    {
        files.Text("dataset.json", json);
        Assert.Contains(said, Assert.Throws<DatasetException>(() => DatasetLocator.Open(files.Path)).Message);
    }

    [Fact]
    public void Channels_in_files_of_their_own_are_refused_and_photos_without_a_number_named()
    {
        files.Text("dataset.json", """{ "labels": { "background": 0, "car": 1 } }""");
        files.Photo("imagesTr/car_2.png", 1, 1);
        using (var data = DatasetLocator.Open(files.Path))
            Assert.Contains("is not named like a photo, *_0000", data.Validate()[0].What);
        files.Photo("imagesTr/car_1_0001.png", 4, 1);
        Assert.Contains("second channel", Assert.Throws<DatasetException>(() => DatasetLocator.Open(files.Path)).Message);
    }
}

using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Datasets.Yolo;

namespace Cutline.Segmentation.Tests.Datasets;

public sealed class YoloDatasetTests : IDisposable
{
    private const string LeftHalf = "0 0 0 0.5 0 0.5 1 0 1\n", RightColumn = "1 0.75 0 1 0 1 1 0.75 1\n";

    private readonly DrawnFiles files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData("images/train", "labels/train", "images/val", "labels/val", "path: .\ntrain: images/train\nval: images/val")]
    [InlineData("train/images", "train/labels", "valid/images", "valid/labels", "train: ../train/images\nval: ../valid/images")] // Roboflow
    [InlineData(
        "images/train", "labels/train", "images/val", "labels/val", "path: /content/x\ntrain: [images/train]\nval: /content/x/images/val")]
    public void Polygons_are_read_from_the_layouts_of_tools(string photos, string labels, string valPhotos, string valLabels, string parts)
    {
        files.Photo($"{photos}/a.png");
        files.Text($"{labels}/a.txt", LeftHalf + RightColumn);
        files.Photo($"{valPhotos}/b.png");
        // The last one reaches a little beyond the edge.
        files.Text($"{valLabels}/b.txt", "\n1 0.25 0 1 0 1 1 0.25 1\n0 0.9 0.6 1.02 0.6 1.02 1 0.9 1\n");
        files.Text("data.yaml", $"{parts}\nnc: 2\nnames: ['car', \"lorry\"]\n");
        using var data = Assert.IsType<YoloDataset>(DatasetLocator.Open(files.Path));

        Assert.Equal(["background", "car", "lorry"], data.Classes.Classes.Select(c => c.Name));
        Assert.Empty(data.Validate());
        Assert.Empty(data.Notes);
        Assert.Equal([0], data.GivenSplit!.Train);
        Assert.Equal([1], data.GivenSplit.Val);
        using var mask = data.LoadMask(0);
        Assert.Equal([1, 1, 0, 2, 1, 1, 0, 2], mask.Pixels.ToArray());
        using var val = data.LoadMask(1);
        Assert.Equal([0, 2, 2, 2, 0, 2, 2, 2], val.Pixels.ToArray()); // 0.9 of the width is right of the last pixel's centre
    }

    [Fact]
    public void Names_may_be_numbered_photos_listed_and_classes_ordered_elsewhere()
    {
        files.Photo("images/train/a.png");
        files.Text("labels/train/a.txt", LeftHalf);
        files.Text("train.txt", "data/images/train/a.png\n"); // as CVAT writes it
        files.Text("data.yaml", "train: train.txt\nnames:\n  0: car\n  3: lorry\n");
        using (var data = DatasetLocator.Open(files.At("data.yaml"))) Assert.Equal(3, data.Classes.Count);
        files.Text("classes.json", """{ "classes": ["nothing", "lorry", "car"] }""");
        using var ordered = DatasetLocator.Open(files.Path);
        using var mask = ordered.LoadMask(0);
        Assert.Equal([2, 2, 0, 0, 2, 2, 0, 0], mask.Pixels.ToArray());
    }

    [Fact]
    public void Label_studios_folder_needs_no_yaml()
    {
        files.Photo("images/a.png");
        files.Text("labels/a.txt", LeftHalf);
        files.Text("classes.txt", "car\nlorry\n");
        using var data = Assert.IsType<YoloDataset>(DatasetLocator.Open(files.Path));
        Assert.Null(data.GivenSplit);
        Assert.Equal(3, data.Classes.Count);
    }

    [Theory]
    [InlineData("train: images\nval: images", "train and val are both images: a model is not measured on photos that it was trained on")]
    [InlineData("train: ./images/\nval: [images]", "train and val are both images")]
    [InlineData("train: images\nx: DEEP", "it lies more than 32 levels deep")]
    public void What_makes_no_parts_is_refused(string parts, string said)
    {
        files.Photo("images/a.png");
        files.Text("labels/a.txt", LeftHalf);
        files.Text("data.yaml", parts.Replace("DEEP", new string('[', 100_000), StringComparison.Ordinal) + "\nnames: [car, lorry]\n");
        Assert.Contains(said, Assert.Throws<DatasetException>(() => DatasetLocator.Open(files.Path)).Message);
    }

    [Fact]
    public void Boxes_are_void_and_photos_without_a_file_told()
    {
        files.Photo("images/train/a.png");
        files.Photo("images/train/b.png");
        files.Text("labels/train/a.txt", LeftHalf + "1 0.5 0.5 0.5 1\n"); // columns 1 and 2
        files.Text("data.yaml", "train: images/train\nnames: [car, lorry]\n");
        using (var data = DatasetLocator.Open(files.Path))
        {
            using var mask = data.LoadMask(0);
            Assert.Equal([1, 1, 255, 0, 1, 1, 255, 0], mask.Pixels.ToArray());
            Assert.Equal(2, data.Notes.Count);
            Assert.StartsWith("1 of 2 annotations are boxes without an outline", data.Notes[0].What);
            Assert.StartsWith("1 of 2 photos have no text file in labels/, first images/train/b.png", data.Notes[1].What);
        }

        files.Text("labels/train/a.txt", "1 0.5 0.5 0.5 1\n");
        Assert.Contains("a box is no mask", Assert.Throws<DatasetException>(() => DatasetLocator.Open(files.Path)).Message);
    }

    [Theory]
    [InlineData("2 0 0 1 0 1 1", "is of class 2, which has no name")]
    [InlineData("0 0 0 1 0 1", "has 6 numbers")]
    [InlineData("0 0 0 640 0 640 480", "has the coordinate 640, which is no fraction")]
    [InlineData("0 0 0 x 0 1 1", "has 'x' for a number")]
    public void A_line_that_is_none_is_named(string line, string said)
    {
        files.Photo("images/train/a.png");
        files.Text("labels/train/a.txt", LeftHalf + line);
        files.Text("data.yaml", "train: images/train\nnames: [car, lorry]\n");
        using var data = DatasetLocator.Open(files.Path);
        var problem = Assert.Single(data.Validate());
        Assert.Equal("labels/train/a.txt line 2", problem.File);
        Assert.Contains(said, problem.What);
    }

    [Theory]
    [InlineData("train: images/none\nnames: [car]", "train is images/none, which does not exist")]
    [InlineData("names: [car]", "neither train nor val")]
    [InlineData("train: images/train", "no names of classes")]
    [InlineData("train: images/train\nnames: [car]\nkpt_shape: [17, 3]", "describes keypoints")]
    [InlineData("train: images/train\nnames: [car\nnc: 1", "is not a valid description of YOLO data")]
    [InlineData("train: [", "is not a valid description of YOLO data")]
    [InlineData("- a", "is not a valid description of YOLO data (it holds no names with values)")]
    [InlineData("", "is not a valid description of YOLO data (it is empty)")]
    public void A_description_that_is_none_is_refused(string yaml, string said)
    {
        files.Photo("images/train/a.png");
        files.Text("labels/train/a.txt", LeftHalf);
        files.Text("data.yaml", yaml);
        Assert.Contains(said, Assert.Throws<DatasetException>(() => DatasetLocator.Open(files.Path)).Message);
    }
}

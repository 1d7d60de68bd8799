using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Coco;
using Cutline.Segmentation.Datasets.Formats;

namespace Cutline.Segmentation.Tests.Datasets.Coco;

public sealed class CocoDatasetTests : IDisposable
{
    private const string Images = """ "images": [ { "id": 7, "file_name": "a.png", "width": 4, "height": 2, "license": 1 } ] """;
    private const string Categories = """ "categories": [ { "id": 20, "name": "tree" }, { "id": 3, "name": "car" } ] """;

    private readonly TemporaryFolder folder = new();

    public CocoDatasetTests()
    {
        Directory.CreateDirectory(folder.At("images"));
        using var photo = Photo.FromPixels(new byte[24], 4, 2, PixelFormat.Rgb);
        photo.Save(folder.At("images", "a.png"));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Later_annotations_lie_over_earlier_crowds_are_void_and_categories_keep_the_files_order()
    {
        Write("""
            { "image_id": 7, "category_id": 20, "segmentation": [[0,0, 3,0, 3,2, 0,2]], "iscrowd": 0 },
            { "image_id": 7, "category_id": 3, "segmentation": { "size": [2, 4], "counts": [2, 1, 5] }, "iscrowd": 0 },
            { "image_id": 7, "category_id": 3, "segmentation": { "size": [2, 4], "counts": "71" }, "iscrowd": 1 }
            """); // "71": outside 7, inside 1, which is the last pixel of the last column
        using var data = DatasetLocator.Open(folder.Path);

        Assert.IsType<CocoDataset>(data);
        Assert.Equal(["background", "tree", "car"], data.Classes.Classes.Select(c => c.Name));
        Assert.Empty(data.Validate());
        using var mask = data.LoadMask(0);
        Assert.Equal([1, 2, 1, 0, 1, 1, 1, 255], mask.Pixels.ToArray());
    }

    [Theory]
    [InlineData(
        "0.1,0.1, 0.9,0.1, 0.9,0.9", "1 of 1 annotations are in fractions from 0 to 1, first on a.png, and COCO's coordinates are pixels")]
    [InlineData("40,0, 80,0, 80,2", "1 of 1 annotations are outside of their photos, first on a.png")]
    [InlineData("-9,0, -1,0, -1,2", "1 of 1 annotations are outside")]
    [InlineData("0,0, 3,0, 3,20", "1 of 1 annotations are outside")]
    public void Coordinates_of_something_else_are_refused(string points, string said)
    {
        Write($$"""{ "image_id": 7, "category_id": 20, "segmentation": [[{{points}}]] }""");
        Assert.Contains(said, Assert.Throws<DatasetException>(() => DatasetLocator.Open(folder.Path)).Message);
    }

    [Fact]
    public void Some_coordinates_outside_are_told_and_a_little_beyond_the_edge_is_usual()
    {
        Write("""
            { "image_id": 7, "category_id": 20, "segmentation": [[-1,0, 5,0, 5,2.5, -1,2.5]] },
            { "image_id": 7, "category_id": 20, "segmentation": [[0,0, 1,0, 1,1]] },
            { "image_id": 7, "category_id": 20, "segmentation": [[40,0, 80,0, 80,2]] }
            """);
        using var data = DatasetLocator.Open(folder.Path);
        Assert.StartsWith("1 of 3 annotations are outside of their photos", Assert.Single(data.Notes).What);
    }

    /// <summary>A photo of 400×300 pixels, and outlines of which all, or one, lie elsewhere.</summary>
    [Fact]
    public void Percentages_are_refused_and_outlines_beyond_the_frame_are_told()
    {
        using (var photo = Photo.FromPixels(new byte[3 * 400 * 300], 400, 300, PixelFormat.Rgb)) photo.Save(folder.At("images", "a.png"));
        static string Outline(string points) => $$"""{ "image_id": 7, "category_id": 20, "segmentation": [[{{points}}]] }""";
        var inPercent = Enumerable.Range(0, 4).Select(i => Outline($"{20 * i},10, {20 * i + 15},10, {20 * i + 15},90")).ToArray();
        Write(string.Join(',', inPercent), 400, 300);
        Assert.Contains(
            "4 of 4 annotations are in the first 100 pixels of their photos, as percentages would be",
            Assert.Throws<DatasetException>(() => DatasetLocator.Open(folder.Path)).Message);

        Write(string.Join(',', [.. inPercent, Outline("300,200, 399,200, 399,299"), Outline("300,200, 402,200, 402,299")]), 400, 300);
        using (var usual = DatasetLocator.Open(folder.Path)) Assert.Empty(usual.Notes);

        Write(string.Join(',', [.. inPercent, Outline("300,200, 450,200, 450,299")]), 400, 300);
        using var beyond = DatasetLocator.Open(folder.Path);
        Assert.StartsWith("1 of 5 annotations reach beyond the frame of their photos, first on a.png", Assert.Single(beyond.Notes).What);
    }

    [Fact]
    public void A_class_file_orders_and_leaves_out()
    {
        Write("""
            { "image_id": 7, "category_id": 20, "segmentation": [[0,0, 3,0, 3,2, 0,2]] },
            { "image_id": 7, "category_id": 3, "segmentation": [[3,0, 4,0, 4,2, 3,2]] }
            """);
        File.WriteAllText(folder.At("classes.json"), """{ "classes": ["nothing", "car"] }""");
        using var data = DatasetLocator.Open(folder.Path);
        using var mask = data.LoadMask(0);
        Assert.Equal([0, 0, 0, 1, 0, 0, 0, 1], mask.Pixels.ToArray());
    }

    [Fact]
    public void Files_are_parts()
    {
        Directory.CreateDirectory(folder.At("annotations"));
        Directory.CreateDirectory(folder.At("val2017"));
        File.Copy(folder.At("images", "a.png"), folder.At("val2017", "b.png"));
        File.WriteAllText(folder.At("annotations", "instances_train2017.json"), $$"""{ {{Images}}, {{Categories}}, "annotations": [] }""");
        File.WriteAllText(
            folder.At("annotations", "instances_val2017.json"),
            $$"""{ {{Images.Replace("a.png", "b.png", StringComparison.Ordinal)}}, {{Categories}}, "annotations": [] }""");
        using var data = DatasetLocator.Open(folder.Path);

        Assert.Equal(["images/a", "val2017/b"], data.Samples.Select(s => s.Name));
        Assert.Equal([1], data.GivenSplit!.Val);
    }

    [Theory]
    [InlineData("""{ "image_id": 8, "category_id": 3, "segmentation": [] }""", "the unknown image 8")]
    [InlineData("""{ "image_id": 7, "category_id": 4, "segmentation": [] }""", "the unknown category 4")]
    [InlineData("""{ "category_id": 3, "segmentation": [] }""", "is not a valid COCO annotation file")]
    [InlineData("nonsense", "is not a valid COCO annotation file")]
    public void A_file_that_contradicts_itself_is_refused(string annotations, string said)
    {
        Write(annotations);
        Assert.Contains(said, Assert.Throws<DatasetException>(() => DatasetLocator.Open(folder.Path)).Message);
    }

    [Theory]
    [InlineData("[[0, 0, 1, 1]]", "instead of an even number from 6 on")]
    [InlineData("[[0, 0, 1, 1, \"x\", 2]]", "cannot be drawn")]
    [InlineData("[3]", "cannot be drawn")]
    [InlineData("7", "cannot be drawn")]
    [InlineData("""{ "size": [4, 2], "counts": [7, 1] }""", "the picture has [2, 4]")]
    [InlineData("""{ "size": [2, 4], "counts": [9] }""", "cover 9 pixels")]
    [InlineData("""{ "size": [2, 4], "counts": "~" }""", "invalid number at character 1")]
    [InlineData("""{ "size": [2, 4] }""", "cannot be drawn")]
    public void A_segmentation_that_is_none_is_a_problem_of_its_image(string segmentation, string said)
    {
        Write($$"""{ "image_id": 7, "category_id": 3, "segmentation": {{segmentation}} }""");
        using var data = DatasetLocator.Open(folder.Path);
        var problem = Assert.Single(data.Validate());
        Assert.Equal("annotations.json image 7", problem.File);
        Assert.Contains(said, problem.What);
    }

    [Theory]
    [InlineData("../../etc/passwd", 4, "without '..'")]
    [InlineData("/etc/passwd", 4, "not a file below its folder")]
    [InlineData("a.png", 2_000_000_000, "has a size of 2000000000×2")]
    [InlineData("a.png", 0, "has a size of 0×2")]
    [InlineData("a.png", 5, "is 5×2, its photo a.png is 4×2")]
    [InlineData("b.png", 4, "lists b.png, which does not exist")]
    public void Hostile_images_are_refused(string name, int width, string said)
    {
        File.WriteAllText(
            folder.At("annotations.json"),
            $$"""{ "images": [{"id": 7, "file_name": "{{name}}", "width": {{width}}, "height": 2}], {{Categories}}, "annotations": [] }""");
        string Said()
        {
            try
            {
                using var data = DatasetLocator.Open(folder.Path);
                return Assert.Single(data.Validate()).ToString();
            }
            catch (DatasetException e)
            {
                return e.Message;
            }
        }

        Assert.Contains(said, Said());
    }

    private void Write(string annotations) => Write(annotations, Images);

    private void Write(string annotations, int width, int height) =>
        Write(annotations, $$""" "images": [ { "id": 7, "file_name": "a.png", "width": {{width}}, "height": {{height}} } ] """);

    private void Write(string annotations, string images) => File.WriteAllText(
        folder.At("annotations.json"),
        $$"""{ {{images}}, {{Categories}}, "annotations": [ {{annotations}} ] }""");
}

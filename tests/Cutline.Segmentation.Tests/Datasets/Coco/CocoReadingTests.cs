using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Coco;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Datasets.Inspection;

namespace Cutline.Segmentation.Tests.Datasets.Coco;

/// <summary>What tools make of COCO's format: each is read rightly and told of, or refused.</summary>
public sealed class CocoReadingTests : IDisposable
{
    private const string Car = """{ "id": 1, "name": "car" }""", Truck = """{ "id": 2, "name": "truck" }""";

    private readonly DrawnCoco coco = new();

    public void Dispose() => coco.Dispose();

    [Fact]
    public void Classes_are_those_of_all_files_by_name_and_a_file_that_lacks_one_is_told()
    {
        foreach (var photo in (string[])["a", "b"]) coco.Photo($"images/{photo}.png");
        coco.Write("annotations/test.json", ["a.png"], Car, DrawnCoco.Object(1, 1, $"\"segmentation\": {DrawnCoco.Square(0)}"));
        coco.Write(
            "annotations/train.json", ["b.png"], """{ "id": 1, "name": "truck" }, { "id": 7, "name": "car" }""",
            DrawnCoco.Object(1, 1, $"\"segmentation\": {DrawnCoco.Square(0)}"),
            DrawnCoco.Object(1, 7, $"\"segmentation\": {DrawnCoco.Square(2)}"));
        using var data = DatasetLocator.Open(coco.Path);

        Assert.Equal(["background", "car", "truck"], data.Classes.Classes.Select(c => c.Name));
        using var mask = data.LoadMask(1); // ids differ from file to file, names do not
        Assert.Equal([2, 2, 1, 1, 2, 2, 1, 1], mask.Pixels.ToArray());
        Assert.Contains("annotations/test.json does not list 'truck'", Assert.Single(data.Notes).What);
        Assert.Contains(DataDoctor.Examine(data, new()).Findings, f => f.What.Contains("does not list 'truck'"));
    }

    [Fact]
    public void The_name_of_a_group_of_categories_is_no_class()
    {
        coco.Photo("train/a.png");
        coco.Write(
            "train/_annotations.coco.json", ["a.png"],
            """{ "id": 0, "name": "cars", "supercategory": "none" }, { "id": 1, "name": "suv", "supercategory": "cars" }""");
        using var data = DatasetLocator.Open(coco.Path);
        Assert.Equal(["background", "suv"], data.Classes.Classes.Select(c => c.Name));
    }

    [Fact]
    public void Annotations_that_classes_json_leaves_out_are_counted()
    {
        coco.Photo("images/a.png");
        coco.Write(
            "annotations.json", ["a.png"], $"{Car},{Truck}",
            DrawnCoco.Object(1, 2, $"\"segmentation\": {DrawnCoco.Square(0)}"),
            DrawnCoco.Object(1, 1, $"\"segmentation\": {DrawnCoco.Square(2)}"));
        File.WriteAllText(coco.At("classes.json"), """{ "classes": ["nothing", "car"] }""");
        using var data = DatasetLocator.Open(coco.Path);
        Assert.Equal(
            "1 annotations are of 'truck', which is not among the classes, and count as 'nothing'", Assert.Single(data.Notes).What);
    }

    [Fact]
    public void The_box_of_an_object_without_outline_is_void_below_the_outlines()
    {
        coco.Photo("images/a.png");
        coco.Write(
            "annotations.json", ["a.png"], Car,
            DrawnCoco.Object(1, 1, $"\"segmentation\": {DrawnCoco.Square(0)}"),
            DrawnCoco.Object(1, 1, $"\"segmentation\": {DrawnCoco.Square(0)}"),
            DrawnCoco.Object(1, 1, """ "segmentation": [], "bbox": [1.2, 0, 1.5, 1] """));
        using var data = DatasetLocator.Open(coco.Path);
        using var mask = data.LoadMask(0);
        Assert.Equal([1, 1, 255, 0, 1, 1, 0, 0], mask.Pixels.ToArray());
        Assert.StartsWith("1 of 3 annotations are boxes without an outline, which count as void (on a.png)", Assert.Single(data.Notes).What);
    }

    [Theory]
    [InlineData(""" "segmentation": [] """)]
    [InlineData(""" "segmentation": [[]], "bbox": [0, 0, 0, 0] """)]
    [InlineData(""" "segmentation": null """)]
    [InlineData(""" "bbox": null """)]
    [InlineData(""" "segmentation": { "size": [2, 4], "counts": [8] } """)]
    [InlineData(""" "segmentation": { "size": [2, 4], "counts": "8" } """)]
    public void Where_an_object_may_be_anywhere_no_background_counts(string annotation)
    {
        coco.Photo("images/a.png");
        coco.Write(
            "annotations.json", ["a.png"], Car, DrawnCoco.Object(1, 1, $"\"segmentation\": {DrawnCoco.Square(0)}"),
            DrawnCoco.Object(1, 1, annotation));
        using var data = DatasetLocator.Open(coco.Path);
        using var mask = data.LoadMask(0);
        Assert.Equal([1, 1, 255, 255, 1, 1, 255, 255], mask.Pixels.ToArray());
        Assert.StartsWith("1 of 2 annotations are without outline and box", Assert.Single(data.Notes).What);
    }

    [Fact]
    public void Crowds_are_void_and_counted_or_objects_where_asked_for()
    {
        coco.Photo("images/a.png");
        coco.Write(
            "annotations.json", ["a.png"], Car, DrawnCoco.Object(1, 1, $"\"segmentation\": {DrawnCoco.Square(0)}, \"iscrowd\": 0"),
            DrawnCoco.Object(1, 1, """ "segmentation": { "size": [2, 4], "counts": [7, 1] }, "iscrowd": 1 """));
        using (var data = DatasetLocator.Open(coco.Path))
        {
            using var mask = data.LoadMask(0);
            Assert.Equal([1, 1, 0, 0, 1, 1, 0, 255], mask.Pixels.ToArray());
            Assert.StartsWith("1 of 2 annotations are crowds (iscrowd 1), which count as void; CVAT", Assert.Single(data.Notes).ToString());
        }

        using var taken = DatasetLocator.Open(coco.Path, new() { Crowds = true });
        using var whole = taken.LoadMask(0);
        Assert.Equal([1, 1, 0, 0, 1, 1, 0, 1], whole.Pixels.ToArray());
        Assert.Contains("taken as objects", Assert.Single(taken.Notes).What);
    }

    [Fact]
    public void Data_that_would_mostly_be_void_is_refused_with_the_repair()
    {
        coco.Photo("images/a.png");
        var crowd = DrawnCoco.Object(1, 1, """ "segmentation": { "size": [2, 4], "counts": [7, 1] }, "iscrowd": 1 """);
        coco.Write("annotations.json", ["a.png"], Car, crowd);
        Assert.Contains("take them as objects with Crowds", Refusal());
        DatasetLocator.Open(coco.Path, new() { Crowds = true }).Dispose();

        coco.Write("annotations.json", ["a.png"], Car, DrawnCoco.Object(1, 1, "\"bbox\": [0, 0, 2, 2]"));
        Assert.Contains("1 of 1 annotations are boxes without an outline, and a box is no mask", Refusal());
    }

    [Fact]
    public void Captions_keypoints_and_panoptic_files_beside_outlines_are_passed_over()
    {
        coco.Photo("val2017/a.png");
        coco.Write(
            "annotations/instances_val2017.json", ["a.png"], Car, DrawnCoco.Object(1, 1, $"\"segmentation\": {DrawnCoco.Square(0)}"));
        coco.Write(
            "annotations/person_keypoints_val2017.json", ["a.png"], """{ "id": 1, "name": "person", "keypoints": ["nose"] }""",
            DrawnCoco.Object(1, 1, $"\"segmentation\": {DrawnCoco.Square(2)}, \"keypoints\": [1, 1, 2]"));
        const string images = """ "images": [{ "id": 1, "file_name": "a.png", "width": 4, "height": 2 }] """;
        void Add(string name, string rest) => File.WriteAllText(coco.At("annotations", name), $$"""{ {{images}}, {{rest}} }""");
        Add("captions_val2017.json", """ "annotations": [{ "id": 5, "image_id": 1, "caption": "a car" }] """);
        Add("panoptic_val2017.json", """
            "categories": [{ "id": 1, "name": "car" }], "annotations": [{ "image_id": 1, "file_name": "a.png", "segments_info": [] }]
            """);
        Add("image_info_test2017.json", """ "categories": [{ "id": 1, "name": "car" }] """);
        using (var data = DatasetLocator.Open(coco.Path))
        {
            Assert.Equal(["background", "car"], data.Classes.Classes.Select(c => c.Name));
            Assert.Empty(data.Validate());
            Assert.Equal([0], data.GivenSplit!.Val);
            Assert.Equal(4, data.Notes.Count(n => n.What.StartsWith("passed over", StringComparison.Ordinal)));
        }

        File.Delete(coco.At("annotations", "instances_val2017.json"));
        using (var persons = DatasetLocator.Open(coco.Path)) Assert.Equal("person", persons.Classes.Classes[1].Name);
        File.Delete(coco.At("annotations", "person_keypoints_val2017.json"));
        Assert.Contains("it holds captions", Refusal());
    }

    [Theory]
    [InlineData("train/_annotations.coco.json", "train/a.png", "train")]
    [InlineData("valid/_annotations.coco.json", "valid/a.png", "val")]
    [InlineData("test/annotations.json", "test/images/a.png", "test")]
    [InlineData("_annotations.coco.json", "a.png", null)]
    [InlineData("result.json", "images/a.png", null)]
    [InlineData("labels.json", "data/a.png", null)]
    [InlineData("annotations/instances_default.json", "images/default/a.png", null)]
    [InlineData("annotations/instances_validation.json", "images/a.png", "val")]
    public void Exports_of_tools_are_found(string list, string photo, string? part)
    {
        coco.Photo(photo);
        coco.Write(list, ["a.png"], Car, DrawnCoco.Object(1, 1, $"\"segmentation\": {DrawnCoco.Square(0)}"));
        foreach (var path in (string[])[coco.Path, coco.At(list)])
        {
            using var data = Assert.IsType<CocoDataset>(DatasetLocator.Open(path));
            Assert.Empty(data.Validate());
            Assert.Single(data.Samples);
            if (path == coco.Path && part is not null) Assert.Equal([0], data.GivenSplit!.Part(part));
            else Assert.Null(data.GivenSplit);
        }
    }

    [Fact]
    public void The_folder_that_the_file_names_is_looked_into_first()
    {
        coco.Photo("images/a.png");
        coco.Photo("val2017/a.png");
        coco.Write("annotations/instances_val2017.json", ["a.png"], Car);
        using var data = DatasetLocator.Open(coco.Path);
        Assert.Equal("val2017/a", Assert.Single(data.Samples).Name);
    }

    [Fact]
    public void Numbers_are_read_as_the_reference_api_reads_them()
    {
        coco.Photo("images/a.png");
        File.WriteAllText(coco.At("annotations.json"), """
            { "info": null, "images": [{ "id": "x1", "file_name": "a.png", "width": 4.0, "height": "2" }],
              "categories": [{ "id": "7", "name": "car" }, { "id": 0, "name": "background" }],
              "annotations": [
                { "id": "f3", "image_id": "x1", "category_id": 7, "iscrowd": null, "segmentation": [[0,0, 2,0, 2,2, 0,2]] },
                { "image_id": "x1", "category_id": 7.0, "iscrowd": false,
                  "segmentation": { "size": [2.0, 4.0], "counts": [6.0, 2] } },
              ] }
            """);
        using var data = DatasetLocator.Open(coco.Path);
        Assert.Equal(2, data.Classes.Count);
        Assert.Empty(data.Validate());
        using var mask = data.LoadMask(0);
        Assert.Equal([1, 1, 0, 1, 1, 1, 0, 1], mask.Pixels.ToArray());
    }

    [Fact]
    public void An_image_without_size_has_its_photos()
    {
        coco.Photo("images/a.png");
        File.WriteAllText(coco.At("annotations.json"), $$"""
            { "images": [{ "id": 1, "file_name": "a.png" }], "categories": [{{Car}}],
              "annotations": [{ "image_id": 1, "category_id": 1, "segmentation": {{DrawnCoco.Square(1)}} }] }
            """);
        using var data = DatasetLocator.Open(coco.Path);
        using var mask = data.LoadMask(0);
        Assert.Equal([0, 1, 1, 0, 0, 1, 1, 0], mask.Pixels.ToArray());
    }

    [Fact]
    public void Files_of_labelme_are_named()
    {
        Directory.CreateDirectory(coco.At("annotations"));
        File.WriteAllText(coco.At("annotations", "a.json"), """{ "version": "5.0", "shapes": [], "imagePath": "a.png" }""");
        Assert.Contains("it holds one photo of LabelMe; convert", Refusal());
    }

    [Fact]
    public void Accents_may_be_written_in_one_character_or_two()
    {
        coco.Photo("images/Ka\u0308fer.png");
        coco.Write("annotations.json", ["K\u00e4fer.png"], Car);
        using var data = DatasetLocator.Open(coco.Path);
        Assert.Empty(data.Validate());
        Assert.Single(data.Samples);
    }

    private string Refusal() => Assert.Throws<DatasetException>(() => DatasetLocator.Open(coco.Path)).Message;
}

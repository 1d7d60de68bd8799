using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Datasets.Synthetic;
using Cutline.Segmentation.Loading;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Segmentation.Tests.Datasets;

public sealed class ClassFolderDatasetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ClassFolderDatasetTests() => File.WriteAllText(folder.At("classes.json"), """{ "classes": ["ground", "car", "tree"] }""");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Classes_beside_the_folders_make_indices_and_without_them_it_is_binary()
    {
        Draw("images/a.jpg", "masks/a.png", 0, 1, 2, 255);
        using (var data = DatasetLocator.Open(folder.Path))
        {
            Assert.IsType<ClassFolderDataset>(data);
            Assert.Equal(["ground", "car", "tree"], data.Classes.Classes.Select(c => c.Name));
            Assert.Empty(data.Validate());
            Assert.Null(data.GivenSplit);
            using var mask = data.LoadMask(0);
            Assert.Equal([0, 1, 2, 255], mask.Pixels.ToArray());
        }

        File.Move(folder.At("classes.json"), folder.At("other.json"));
        using (var binary = DatasetLocator.Open(folder.Path)) Assert.True(Assert.IsType<FolderDataset>(binary).IsBinary);
        using var named = DatasetLocator.Open(folder.Path, new() { Classes = folder.At("other.json") });
        Assert.Equal(3, named.Classes.Count);
    }

    [Theory]
    [InlineData("train/images/a.png", "train/masks/a.png", "val/images/a.png", "val/masks/a.png")]
    [InlineData("images/train/a.png", "masks/train/a.png", "images/val/a.png", "masks/val/a.png")]
    public void Folders_are_parts(string photo, string mask, string valPhoto, string valMask)
    {
        Draw(photo, mask, 0, 1);
        Draw(valPhoto, valMask, 0, 1);
        using var data = DatasetLocator.Open(folder.Path);

        Assert.Equal(["train/a", "val/a"], data.Samples.Select(s => s.Name));
        var split = data.CreateSplit(new());
        Assert.Equal([0], split.Train);
        Assert.Equal([1], split.Val);
        Assert.Empty(split.Test);
    }

    [Fact]
    public void An_index_beyond_the_classes_is_named_with_the_repair()
    {
        Draw("images/a.png", "masks/a.png", 0, 1, 7, 7);
        using var data = DatasetLocator.Open(folder.Path);

        var problem = Assert.Single(data.Validate());
        Assert.Equal(
            "masks/a.png: holds 7 (2 pixels), which is no class; add it to a class or to void in classes.json, or correct the mask",
            problem.ToString());
        Assert.Contains("holds 7", Assert.Throws<DatasetException>(() => data.LoadMask(0)).Message);
    }

    [Fact]
    public void What_has_no_partner_is_of_another_size_or_unreadable_is_named()
    {
        Draw("images/a.png", "masks/a.png", 0, 1);
        Draw("images/b.png", "masks/c.png", 0, 1);
        Draw("images/d.png", "masks/d.png", 0, 1, 1, 0);
        using (var wide = Photo.FromPixels(new byte[6], 6, 1, PixelFormat.Grey)) wide.Save(folder.At("masks", "d.png"));
        Draw("images/e.png", "masks/e.png", 0, 1);
        File.WriteAllText(folder.At("masks", "e.png"), "no picture");
        using var data = DatasetLocator.Open(folder.Path);

        var problems = data.Validate();
        Assert.Equal(["images/b.png", "masks/c.png", "masks/d.png", "masks/e.png"], problems.Select(p => p.File));
        Assert.Contains("is 6×1, its photo d.png is 4×1", problems[2].What);
    }

    [Fact]
    public void Decoded_indices_are_padded_with_void_and_kept_apart_by_class_set()
    {
        Draw("images/a.png", "masks/a.png", 0, 1, 2, 2);
        var cache = new DecodedSetOptions { MemoryBudget = 0, CacheFolder = folder.At("cache") };
        byte[] Mask(string classes)
        {
            File.WriteAllText(folder.At("classes.json"), classes);
            using var data = DatasetLocator.Open(folder.Path);
            using var set = new DecodedSet(data, new(4, 4, Fit.Letterbox), cache);
            var mask = new byte[set.MaskBytes];
            set.CopyTo(0, new byte[set.PhotoBytes], mask);
            return mask;
        }

        byte[] rows = [.. Enumerable.Repeat<byte>(255, 4), 0, 1, 2, 2, .. Enumerable.Repeat<byte>(255, 8)];
        Assert.Equal(rows, Mask("""{ "classes": ["ground", "car", "tree"] }"""));
        const string exchanged = """{ "classes": ["ground", { "name": "car", "values": [2] }, { "name": "tree", "values": [1] }] }""";
        Assert.Equal([0, 2, 1, 1], Mask(exchanged)[4..8]);
        Assert.Equal(2, Directory.GetFiles(folder.At("cache")).Length);
    }

    [Fact]
    public void Other_data_takes_no_classes_and_no_task()
    {
        Draw("images/a.png", "masks/a.png", 0, 1);
        Assert.Contains(
            "has no tasks: leave Task out",
            Assert.Throws<ArgumentException>(() => DatasetLocator.Open(folder.Path, new() { Task = "ids" })).Message);
        Assert.Contains(
            "are known",
            Assert.Throws<ArgumentException>(() => DatasetLocator.Open("synthetic", new() { Classes = "classes.json" })).Message);
        Assert.Contains(
            "Task is 'all': choose",
            Assert.Throws<ArgumentException>(() => DatasetLocator.Open(folder.Path, new() { Task = "all" })).Message);
    }

    [Fact]
    public void Sets_of_other_classes_are_not_combined()
    {
        Draw("images/a.png", "masks/a.png", 0, 1);
        using var data = DatasetLocator.Open(folder.Path);
        Assert.Contains("other classes", Assert.Throws<DatasetException>(() => new CombinedDataset(data, new SyntheticDataset(1))).Message);
        using var same = new CombinedDataset(data, data);
        Assert.Same(data.Classes, same.Classes);
    }

    [RealDataFact("car-parts")]
    public void Car_parts_come_through_this_door()
    {
        File.WriteAllText(folder.At("classes.json"), """{ "classes": ["background", "car body", "wheel", "lights", "windows"] }""");
        using var data = DatasetLocator.Open(RealData.Find("car-parts")!, new() { Classes = folder.At("classes.json") });
        Assert.Equal((186, 5), (data.Samples.Count, data.Classes.Count));
        Assert.Empty(data.Validate(ValidationDepth.Headers));
    }

    /// <summary>A photo of one row with its mask.</summary>
    private void Draw(string photo, string mask, params byte[] indices)
    {
        foreach (var file in new[] { photo, mask }) Directory.CreateDirectory(Path.GetDirectoryName(folder.At(file))!);
        using var rgb = Photo.FromPixels(new byte[indices.Length * 3], indices.Length, 1, PixelFormat.Rgb);
        rgb.Save(folder.At(photo));
        using var grey = Photo.FromPixels(indices, indices.Length, 1, PixelFormat.Grey);
        grey.Save(folder.At(mask));
    }
}

using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Cityscapes;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Tests.Datasets;

/// <summary>Folders of parts, as tools and people call them, with classes and without.</summary>
public sealed class PartFoldersTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("train/images", "train/masks", "val/images", "val/masks")]
    [InlineData("train/images", "train/masks", "valid/images", "valid/masks")]
    [InlineData("Training/images", "Training/masks", "validation/images", "validation/masks")]
    [InlineData("images/train", "masks/train", "images/valid", "masks/valid")]
    [InlineData("train/imgs", "train/masks", "val/imgs", "val/masks")]
    [InlineData("Train/Images", "Train/Masks", "VAL/images", "VAL/MASKS")]
    public void Parts_are_found_with_classes_and_without(string photos, string masks, string valPhotos, string valMasks)
    {
        Draw(photos, masks, "a", 0, 1);
        Draw(photos, masks, "b", 0, 1);
        Draw(valPhotos, valMasks, "a", 1, 1);
        using (var data = Assert.IsType<FolderDataset>(DatasetLocator.Open(folder.Path)))
        {
            Assert.Empty(data.Validate());
            Assert.Equal((2, 1, 0), Parts(data));
            using var mask = data.LoadMask(2);
            Assert.Equal([true, true], mask.Pixels.ToArray().Select(v => v > 0));
        }

        File.WriteAllText(folder.At("classes.json"), """{ "classes": ["ground", "car", "tree", "bird"] }""");
        using var classes = Assert.IsType<ClassFolderDataset>(DatasetLocator.Open(folder.Path));
        Assert.Empty(classes.Validate());
        Assert.Equal((2, 1, 0), Parts(classes));
    }

    [Fact]
    public void What_mmsegmentation_writes_needs_classes_and_has_its_parts()
    {
        Draw("img_dir/train", "ann_dir/train", "a", 0, 1);
        Draw("img_dir/val", "ann_dir/val", "b", 1, 255);
        Assert.Contains("add classes.json there", Assert.Throws<DatasetException>(() => DatasetLocator.Open(folder.Path)).Message);
        File.WriteAllText(folder.At("classes.json"), """{ "classes": ["ground", "car"] }""");
        using var data = DatasetLocator.Open(folder.Path);
        Assert.Empty(data.Validate());
        Assert.Equal((1, 1, 0), Parts(data));
        using var mask = data.LoadMask(1);
        Assert.Equal([1, 255], mask.Pixels.ToArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Folders_and_photos_that_are_not_used_are_named(bool classes)
    {
        Draw("train/images", "train/masks", "a", 0, 1);
        Draw("extra/images", "extra/masks", "a", 0, 1);
        Draw("images", "masks", "b", 0, 1);
        Directory.CreateDirectory(folder.At("test", "images"));
        if (classes) File.WriteAllText(folder.At("classes.json"), """{ "classes": ["ground", "car"] }""");
        using var data = DatasetLocator.Open(folder.Path);
        Assert.Equal(2, data.Samples.Count);
        Assert.Contains(data.Notes, n => n.What == "test/images/ has no masks beside it and is not used");
        Assert.Contains(data.Notes, n => n.What.StartsWith("extra/ holds photos and masks", StringComparison.Ordinal));
        Assert.Contains(data.Notes, n => n.What.StartsWith("1 photos, first b, are in no part", StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_mask_is_named_where_it_has_to_be()
    {
        Draw("valid/images", "valid/masks", "a", 0, 1);
        File.Delete(folder.At("valid", "masks", "a.png"));
        using (var data = DatasetLocator.Open(folder.Path))
            Assert.Contains("add valid/masks/a.png", Assert.Single(data.Validate()).Repair);
        File.WriteAllText(folder.At("classes.json"), """{ "classes": ["ground", "car"] }""");
        using var classes = DatasetLocator.Open(folder.Path);
        Assert.Contains("add valid/masks/a.png", Assert.Single(classes.Validate()).Repair);
    }

    [Fact]
    public void Data_one_folder_further_down_is_named()
    {
        Draw("lots/images", "lots/masks", "a", 0, 1);
        Draw("more/lots/images", "more/lots/masks", "a", 0, 1);
        Assert.Contains(
            "there is data in lots/, more/lots/: name one of these folders",
            Assert.Throws<DatasetException>(() => DatasetLocator.Open(folder.Path)).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Accents_may_be_written_in_one_character_or_two(bool classes)
    {
        Draw("images", "masks", "K\u00e4fer \u1e69", 0, 1); // s with a dot below and one above
        File.Move(folder.At("masks", "K\u00e4fer \u1e69.png"), folder.At("masks", "Ka\u0308fer s\u0307\u0323.png"));
        if (classes) File.WriteAllText(folder.At("classes.json"), """{ "classes": ["ground", "car"] }""");
        using var data = DatasetLocator.Open(folder.Path);
        Assert.Empty(data.Validate());
        Assert.Equal("K\u00e4fer \u1e69", Assert.Single(data.Samples).Name);
        data.LoadMask(0).Dispose();

        File.WriteAllText(folder.At("train.txt"), "Ka\u0308fer s\u0323\u0307.jpg");
        Assert.Equal([0], data.CreateSplit(new(SplitBy.Lists) { Lists = folder.Path }).Train);
        File.WriteAllText(folder.At("pairs.csv"), "photo,mask\nimages/K\u00e4fer \u1e69.png,masks/K\u00e4fer \u1e69.png\n");
        using var listed = PairListDataset.Open(folder.At("pairs.csv"), Binary);
        listed.LoadMask(0).Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Litter_is_passed_over_and_photos_have_many_endings(bool classes)
    {
        foreach (var ending in (string[])["jfif", "jpe", "JPE", "jpeg"])
        {
            Draw("images", "masks", ending, 0, 1);
            using var photo = Photo.FromPixels(new byte[6], 2, 1, PixelFormat.Rgb);
            File.Delete(folder.At("images", $"{ending}.png"));
            File.WriteAllBytes(folder.At("images", $"{ending}.{ending}"), photo.Encode(new(PhotoFormat.Jpeg)));
        }

        Directory.CreateDirectory(folder.At("images", "__MACOSX"));
        Directory.CreateDirectory(folder.At("images", ".ipynb_checkpoints"));
        foreach (var litter in (string[])
            ["._jfif.jfif", ".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX/a.jpg", ".ipynb_checkpoints/b.png"])
            File.WriteAllText(folder.At("images", litter), "");
        if (classes) File.WriteAllText(folder.At("classes.json"), """{ "classes": ["ground", "car"] }""");
        using (var data = DatasetLocator.Open(folder.Path))
        {
            Assert.Empty(data.Validate());
            Assert.Equal(4, data.Samples.Count);
        }

        if (!classes) return;
        File.WriteAllText(folder.At("masks", "notes.txt"), "");
        using var told = DatasetLocator.Open(folder.Path);
        Assert.StartsWith("skipped 1 file among photos and masks", Assert.Single(told.Notes).What);
    }

    [Fact]
    public void Only_pictures_with_the_colours_of_labels_are_pairs()
    {
        Directory.CreateDirectory(folder.At("train"));
        void Pair(string name, (byte R, byte G, byte B) right)
        {
            byte[] black = new byte[12], label = [right.R, right.G, right.B];
            byte[] row = [.. black, .. label, .. label, .. label, .. label];
            using var photo = Photo.FromPixels([.. Enumerable.Repeat(row, 4).SelectMany(r => r)], 8, 4, PixelFormat.Rgb);
            photo.Save(folder.At("train", name));
        }

        Pair("a.png", (128, 64, 128));
        Assert.True(CityscapesPairsDataset.IsAt(folder.Path));
        Pair("b.png", (255, 255, 255)); // a photo of twice its height
        Assert.False(CityscapesPairsDataset.IsAt(folder.Path));
        File.Delete(folder.At("train", "b.png"));
        File.WriteAllText(folder.At("train", "_annotations.csv"), "");
        Assert.False(CityscapesPairsDataset.IsAt(folder.Path));
    }

    private static Segmentation.Labels.LabelMap Binary =>
        new(Segmentation.Labels.ClassSet.Numbered(2), [[0], [1]], [[], []], [], []);

    private static (int Train, int Val, int Test) Parts(SegmentationDataset data)
    {
        var split = data.CreateSplit(new());
        return (split.Train.Length, split.Val.Length, split.Test.Length);
    }

    /// <summary>A photo of one row with its mask.</summary>
    private void Draw(string photos, string masks, string name, params byte[] indices)
    {
        foreach (var at in (string[])[photos, masks]) Directory.CreateDirectory(folder.At(at));
        using var rgb = Photo.FromPixels(new byte[indices.Length * 3], indices.Length, 1, PixelFormat.Rgb);
        rgb.Save(folder.At(photos, name + ".png"));
        using var grey = Photo.FromPixels(indices, indices.Length, 1, PixelFormat.Grey);
        grey.Save(folder.At(masks, name + ".png"));
    }
}

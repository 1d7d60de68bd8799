using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Tests.Labels;

namespace Cutline.Segmentation.Tests.Datasets.Formats;

/// <summary>
/// A format of one's own. Registrations last for the whole process, so that names and paths here are those of no other test.
/// </summary>
public sealed class DatasetFormatsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Built_in_formats_are_all_there_and_have_different_names()
    {
        string[] expected = ["synthetic", "carvana", "cityscapes", "pairs", "coco", "folder", "classes", "cityscapes-pairs"];
        Assert.Equal(expected, DatasetFormats.All.Select(f => f.Name).Where(expected.Contains));
    }

    [Fact]
    public void A_format_of_ones_own_is_opened_like_any_other_and_before_them()
    {
        DatasetFormats.Register(new(
            "side-by-side", "*_photo.gif with *_mask.png (side by side)",
            (path, _) => File.Exists(Path.Combine(path, "a_photo.gif")),
            (path, options) => new SideBySide(path, options.Task)) { Tasks = ["coarse", "fine"] });
        Directory.CreateDirectory(folder.At("images"));
        Directory.CreateDirectory(folder.At("masks"));
        Assert.IsType<FolderDataset>(DatasetLocator.Open(folder.Path)).Dispose();

        (byte, byte, byte)[] colours = [(0, 0, 0), (9, 9, 9), (5, 5, 5)];
        foreach (var name in new[] { "b", "a" })
        {
            File.WriteAllBytes(folder.At($"{name}_photo.gif"), GifFile.Of([3, 3, 3, 3], 2, 2, 0, 0, 0, 90));
            File.WriteAllBytes(
                folder.At($"{name}_mask.png"), PngFile.OfPalette([0, 1, 2, (byte)(name == "b" ? 1 : 0)], 2, 8, _ => 0, colours));
        }

        using var data = DatasetLocator.Open(folder.Path, new() { Task = "fine" });

        Assert.Equal("fine", Assert.IsType<SideBySide>(data).Task);
        Assert.Equal(["a", "b"], data.Samples.Select(s => s.Name));
        Assert.Empty(data.Validate());
        using var mask = data.LoadMask(1);
        Assert.Equal([0, 1, 2, 1], mask.Pixels.ToArray());
        Assert.Equal([1], data.GivenSplit!.Val);

        Assert.Contains("(side by side)", Assert.Throws<DatasetException>(() => DatasetLocator.Open(folder.At("images"))).Message);
        Assert.Contains(
            "choose coarse, fine",
            Assert.Throws<ArgumentException>(() => DatasetLocator.Open(folder.Path, new() { Task = "ids" })).Message);
        Assert.Contains(
            "are known", Assert.Throws<ArgumentException>(() => DatasetLocator.Open(folder.Path, new() { Classes = "x" })).Message);
        var again = Assert.Throws<ArgumentException>(
            () => DatasetFormats.Register(new("side-by-side", "", (_, _) => false, (_, _) => null!)));
        Assert.Contains("choose another name", again.Message);
    }

    [Fact]
    public void A_task_that_no_format_has_is_refused_at_once() =>
        Assert.Contains(
            "ids, categories, classes", Assert.Throws<ArgumentException>(() => new DatasetOptions { Task = "parts" }.Validate()).Message);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_path_is_not_the_current_folder(string path) =>
        Assert.Contains("is empty", Assert.Throws<DatasetException>(() => DatasetLocator.Open(path)).Message);

    [Fact]
    public void Equal_names_and_unknown_parts_are_refused_when_the_data_is_opened()
    {
        FilePair Pair(string name, string? part) => new(new(name, name), part, "a.png", "b.png");
        Assert.Contains("several samples", Assert.Throws<ArgumentException>(() => new Listed(Pair("a", null), Pair("a", null))).Message);
        Assert.Contains("no part 'holdout'", Assert.Throws<ArgumentException>(() => new Listed(Pair("a", "holdout"))).Message);
    }

    private sealed class Listed(params FilePair[] pairs)
        : FilePairDataset("here", pairs, new(ClassSet.Numbered(2), [[0], [1]], [[], []], [], []));

    /// <summary>The whole of what a naming scheme of one's own needs.</summary>
    private sealed class SideBySide(string root, string? task) : FilePairDataset(root, Pairs(root), Labels)
    {
        private static readonly LabelMap Labels = new(ClassSet.Numbered(3), [[0], [1], [2]], [[], [], []], [255], []);

        public string? Task => task;

        private static FilePair[] Pairs(string root) =>
        [
            .. Directory.EnumerateFiles(root, "*_photo.gif").Select(f => Path.GetFileName(f)[..^"_photo.gif".Length])
                .Select(name => new FilePair(new(name, name), name == "b" ? "val" : "train", $"{name}_photo.gif", $"{name}_mask.png")),
        ];
    }
}

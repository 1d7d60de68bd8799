using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Cityscapes;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Tests.Datasets.Cityscapes;

public class CityscapesTaskTests
{
    [Fact]
    public void The_19_classes_are_those_of_the_benchmark()
    {
        Assert.Equal(
            [
                "road", "sidewalk", "building", "wall", "fence", "pole", "traffic light", "traffic sign", "vegetation", "terrain",
                "sky", "person", "rider", "car", "truck", "bus", "train", "motorcycle", "bicycle",
            ],
            CityscapesTask.Official.Classes.Classes.Select(c => c.Name));
        int[] ids = [7, 8, 11, 12, 13, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 31, 32, 33];
        Assert.Equal(
            Enumerable.Range(0, 35).Select(i => Array.IndexOf(ids, i) is >= 0 and var c ? (byte)c : ClassSet.Void),
            Enumerable.Range(0, 35).Select(CityscapesTask.Official.IndexOf));
    }

    [Fact]
    public void The_8_categories_are_runs_of_the_ids()
    {
        Assert.Equal(
            ["void", "flat", "construction", "object", "nature", "sky", "human", "vehicle"],
            CityscapesTask.Categories.Classes.Classes.Select(c => c.Name));
        byte[] expected = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 6, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7];
        Assert.Equal(expected, Enumerable.Range(0, 35).Select(CityscapesTask.Categories.IndexOf));
    }

    [Fact]
    public void The_35_ids_are_themselves() =>
        Assert.Equal(Enumerable.Range(0, 35).Select(i => (byte)i), Enumerable.Range(0, 35).Select(CityscapesTask.Ids35.IndexOf));

    [Fact]
    public void Colours_are_mapped_through_the_nearest_label()
    {
        // road, a little off; car; polegroup's and pole's common grey; dynamic; and a brown that is none.
        byte[] colours = [130, 62, 128, 0, 0, 142, 153, 153, 153, 111, 74, 0, 60, 100, 100];
        byte[] Mapped(CityscapesTask task)
        {
            var indices = new byte[5];
            Assert.Equal(1, task.Map(colours, indices));
            return indices[..4];
        }

        Assert.Equal([0, 13, 5, 255], Mapped(CityscapesTask.Official));
        Assert.Equal([1, 7, 3, 0], Mapped(CityscapesTask.Categories));
        Assert.Equal([7, 26, 17, 5], Mapped(CityscapesTask.Ids35));
    }

    [Fact]
    public void Label_ids_are_read_by_the_same_table_and_others_are_strangers()
    {
        using var ids = Photo.FromPixels([7, 26, 29, 0, 33, 34], 6, 1, PixelFormat.Grey);
        using var reading = CityscapesTask.Official.LabelIds.OfValues(ids);
        Assert.Equal([0, 13, 255, 255, 18, 255], reading.Indices.Pixels.ToArray());
        Assert.Equal("34", Assert.Single(reading.UnknownLabels).Value);
    }

    [Fact]
    public void An_unknown_task_is_told_which_there_are() =>
        Assert.Contains("choose ids, categories, classes", Assert.Throws<ArgumentException>(() => CityscapesTask.Parse("things")).Message);
}

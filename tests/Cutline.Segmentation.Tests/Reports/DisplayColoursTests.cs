using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Cityscapes;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Reports;

namespace Cutline.Segmentation.Tests.Reports;

public sealed class DisplayColoursTests
{
    /// <summary>The grey of void, and the black of backgrounds.</summary>
    private static readonly (byte, byte, byte)[] Beside = [(0xE3, 0xE7, 0xEB), (0, 0, 0)];

    [Theory]
    [InlineData(16, 10.3, 17.8)]
    [InlineData(32, 6.9, 12.1)]
    public void The_distinct_colours_are_so_to_all_kinds_of_eyes(int count, double toAll, double toMost)
    {
        (byte, byte, byte)[] colours = [.. Beside, .. DisplayColours.Distinct.Take(count)];

        Assert.InRange(ColourDifference.Least(colours), toAll, 100);
        for (var i = 0; i < colours.Length; i++)
            for (var j = 0; j < i; j++) Assert.InRange(ColourDifference.Of(colours[i], colours[j]), toMost, 200);
    }

    /// <summary>CamVid's colours: car (64,0,128), building (128,0,0) and pedestrian (64,64,0) are three dark ones.</summary>
    [Fact]
    public void Colours_that_are_nearly_alike_are_shown_in_others()
    {
        var camVid = new ClassSet(
            [
                new("void", (0, 0, 0)), new("building", (128, 0, 0)), new("car", (64, 0, 128)), new("pedestrian", (64, 64, 0)),
                new("road", (128, 64, 128)), new("sky", (128, 128, 128)),
            ]);

        var shown = DisplayColours.Of(camVid);

        Assert.Equal(camVid.Classes.Select(c => c.Name), shown.Classes.Select(c => c.Name));
        Assert.Equal([(0, 0, 0), .. DisplayColours.Distinct.Take(5)], shown.Classes.Select(c => c.Colour));
        Assert.Same(shown, DisplayColours.Of(camVid));
        Assert.Same(shown, DisplayColours.Of(shown));
    }

    [Fact]
    public void Classes_without_colours_are_shown_in_distinct_ones()
    {
        Assert.Equal([(0, 0, 0), DisplayColours.Distinct[0]], DisplayColours.Of(ClassSet.Numbered(2)).Classes.Select(c => c.Colour));
        var many = DisplayColours.Of(ClassSet.Numbered(255)).Classes.Select(c => c.Colour).ToArray();
        Assert.Equal(DisplayColours.Distinct, many[1..33]);
        Assert.Equal(255, many.Distinct().Count());
    }

    [Fact]
    public void Colours_of_their_own_that_can_be_told_apart_stay_and_so_do_those_of_Cityscapes()
    {
        ClassSet[] sets = [ClassSet.Car, Drawn.Classes(4), .. CityscapesTask.Names.Select(n => CityscapesTask.Parse(n).Classes)];
        foreach (var set in sets)
            Assert.Same(set, DisplayColours.Of(set));
    }
}

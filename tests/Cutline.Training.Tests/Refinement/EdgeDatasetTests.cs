using Cutline.Segmentation;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Splits;
using Cutline.Training.Refinement;

namespace Cutline.Training.Tests.Refinement;

public sealed class EdgeDatasetTests
{
    [Fact]
    public void Every_photo_has_its_squares_in_its_group_and_in_the_order_of_their_names()
    {
        using var data = new EdgeDataset(new DrawnShapes(4));
        Assert.Equal(4 * EdgeDataset.SquaresPerPhoto, data.Samples.Count);
        Assert.Equal(data.Samples.Select(s => s.Name).Order(StringComparer.Ordinal), data.Samples.Select(s => s.Name));
        Assert.Equal(
            [("group00", 16), ("group01", 16)], data.Samples.GroupBy(s => s.Group).Select(g => (g.Key, g.Count())));
        var split = data.CreateSplit(new SplitOptions(Test: 0.5, Validation: 0));
        Assert.Equal((16, 16), (split.Train.Length, split.Test.Length));
        Assert.Empty(split.Train.Select(i => data.Samples[i].Group).Intersect(split.Test.Select(i => data.Samples[i].Group)));
    }

    [Fact]
    public void A_given_split_is_that_of_the_photos()
    {
        using var data = new EdgeDataset(new Given());
        Assert.Equal(Enumerable.Range(8, 8), data.GivenSplit!.Train);
        Assert.Equal(Enumerable.Range(0, 8), data.GivenSplit.Test);
        Assert.Empty(data.GivenSplit.Val);
    }

    [Fact]
    public void A_square_is_the_same_every_time_and_another_with_another_seed_or_number()
    {
        using var data = new EdgeDataset(new DrawnShapes(2));
        using var other = new EdgeDataset(new DrawnShapes(2), seed: 1);
        Assert.Equal(Pixels(data, 3), Pixels(data, 3));
        Assert.NotEqual(Pixels(data, 3), Pixels(data, 4));
        Assert.NotEqual(Pixels(data, 3), Pixels(other, 3));
        Assert.Equal(data.Fingerprint(3), data.Fingerprint(3));
        Assert.Equal(3, new[] { data.Fingerprint(3), data.Fingerprint(4), other.Fingerprint(3) }.Distinct().Count());
    }

    /// <summary>
    /// Shapes and ground differ much in brightness: where the mask is, the first plane is lighter or darker throughout. The third plane is
    /// the coarse mask: nearly right, and not quite.
    /// </summary>
    [Fact]
    public void Photo_and_mask_lie_on_each_other_and_the_coarse_mask_nearly()
    {
        using var data = new EdgeDataset(new DrawnShapes(8));
        var (right, coarseRight, pixels, withOutline) = (0, 0, 0, 0);
        for (var i = 0; i < data.Samples.Count; i++)
        {
            using var photo = data.LoadPhoto(i);
            using var mask = data.LoadMask(i);
            Assert.Equal((64, 64, 64, 64), (photo.Width, photo.Height, mask.Width, mask.Height));
            var share = mask.Pixels.ToArray().Count(m => m > 0) / 4096.0;
            if (share is < 0.05 or > 0.95) continue;
            withOutline++;
            var planes = photo.Pixels.ToArray();
            var middle = (planes.Where((_, at) => at % 3 == 0).Min() + planes.Where((_, at) => at % 3 == 0).Max()) / 2;
            var agree = Enumerable.Range(0, 4096).Count(at => planes[3 * at] > middle == mask.Pixels[at] > 0);
            (right, pixels) = (right + Math.Max(agree, 4096 - agree), pixels + 4096);
            coarseRight += Enumerable.Range(0, 4096).Count(at => planes[3 * at + 2] >= 128 == mask.Pixels[at] > 0);
        }

        Assert.True(withOutline > 40, $"{withOutline} squares with an outline");
        Assert.InRange((double)right / pixels, 0.985, 1);
        Assert.InRange((double)coarseRight / pixels, 0.85, 0.985);
    }

    [Fact]
    public void Masks_of_several_classes_are_refused() => Assert.Contains(
        "edges are of a foreground", Assert.Throws<ArgumentException>(() => new EdgeDataset(new Several())).Message);

    private static byte[] Pixels(EdgeDataset data, int index)
    {
        using var photo = data.LoadPhoto(index);
        return photo.Pixels.ToArray();
    }

    private class Given : SegmentationDataset
    {
        private readonly DrawnShapes shapes = new(2);

        public override string Root => shapes.Root;

        public override IReadOnlyList<SampleId> Samples => shapes.Samples;

        public override Split? GivenSplit => new([1], [], [0]);

        public override Sample Read(int index) => shapes.Read(index);
    }

    private sealed class Several : Given
    {
        public override ClassSet Classes => ClassSet.Numbered(3);
    }
}

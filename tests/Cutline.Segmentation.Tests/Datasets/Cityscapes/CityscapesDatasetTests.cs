using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Cityscapes;
using Cutline.Segmentation.Datasets.Formats;

namespace Cutline.Segmentation.Tests.Datasets.Cityscapes;

public sealed class CityscapesDatasetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Pairs_are_cut_in_two_and_keep_their_parts()
    {
        DrawPair("train/2.png", 4);
        DrawPair("train/10.png", 4);
        DrawPair("val/1.png", 4);
        using var data = DatasetLocator.Open(folder.Path, new() { Task = "categories" });

        Assert.IsType<CityscapesPairsDataset>(data);
        Assert.False(data.IsBinary);
        Assert.Equal(["train/10", "train/2", "val/1"], data.Samples.Select(s => s.Name));
        Assert.Equal([0, 1], data.GivenSplit!.Train);
        Assert.Equal([2], data.GivenSplit.Val);
        Assert.Empty(data.Validate());
        using var photo = data.LoadPhoto(0);
        using var mask = data.LoadMask(0);
        Assert.Equal((4, 2, 4, 2), (photo.Width, photo.Height, mask.Width, mask.Height));
        Assert.Equal(Enumerable.Repeat((byte)9, 24), photo.Pixels.ToArray());
        Assert.Equal([1, 1, 7, 7, 1, 1, 7, 7], mask.Pixels.ToArray());
    }

    [Fact]
    public void A_picture_without_halves_is_named()
    {
        DrawPair("train/1.png", 4);
        using (var odd = Photo.FromPixels(new byte[5 * 2 * 3], 5, 2, PixelFormat.Rgb)) odd.Save(folder.At("train", "2.png"));
        using var data = CityscapesPairsDataset.Open(folder.Path, CityscapesTask.Official);

        var problem = Assert.Single(data.Validate());
        Assert.Equal("train/2.png", problem.File);
        Assert.Contains("no two halves", problem.What);
    }

    [Fact]
    public void The_official_layout_is_read_by_ids_with_cities_as_groups()
    {
        DrawOfficial("train", "aachen", 7, 26);
        DrawOfficial("val", "ulm", 23, 5);
        DrawOfficial("test", "bonn", 0, 0);
        Directory.CreateDirectory(folder.At("leftImg8bit", "train", "bern"));
        File.Copy(Photos("train", "aachen"), folder.At("leftImg8bit", "train", "bern", "bern_000000_000001_leftImg8bit.png"));
        using var data = DatasetLocator.Open(folder.Path);

        Assert.Equal(
            [new SampleId("train/aachen/aachen_000000_000019", "aachen"), new SampleId("val/ulm/ulm_000000_000019", "ulm")], data.Samples);
        Assert.Contains("bern_000000_000001_gtFine_labelIds.png", Assert.Single(data.Validate()).Repair);
        Assert.Equal([1], data.GivenSplit!.Val);
        using var mask = data.LoadMask(0);
        using var other = data.LoadMask(1);
        Assert.Equal([0, 13], mask.Pixels.ToArray());
        Assert.Equal([10, 255], other.Pixels.ToArray());
    }

    [RealDataFact("cityscapes-pairs")]
    public void Real_pairs_are_1500_and_400_with_blurred_edges()
    {
        using var data = DatasetLocator.Open(RealData.Find("cityscapes-pairs")!);
        Assert.Empty(data.Validate(ValidationDepth.Names));
        Assert.Equal((1500, 400), (data.GivenSplit!.Train.Length, data.GivenSplit.Val.Length));
        double distant = 0;
        var counts = new long[256];
        for (var i = 0; i < 20; i++)
        {
            using var mask = data.Read(i * 90).ReadMask();
            distant += (double)mask.DistantPixels / (mask.Indices.Width * mask.Indices.Height) / 20;
            foreach (var index in mask.Indices.Pixels) counts[index]++;
        }

        Assert.InRange(distant, 0.02, 0.15);
        Assert.Equal(0, Array.IndexOf(counts, counts.Max())); // road is the commonest
        Assert.True(counts[13] > 0 && counts[255] > 0);
    }

    private string Photos(string part, string city) => folder.At("leftImg8bit", part, city, $"{city}_000000_000019_leftImg8bit.png");

    /// <summary>Left a grey photo; right half road, half car.</summary>
    private void DrawPair(string file, int half)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.At(file))!);
        var labels = Enumerable.Range(0, half).SelectMany(x => x < half / 2 ? new byte[] { 128, 64, 128 } : [0, 0, 142]);
        byte[] row = [.. Enumerable.Repeat<byte>(9, half * 3), .. labels];
        using var picture = Photo.FromPixels([.. row, .. row], 2 * half, 2, PixelFormat.Rgb);
        picture.Save(folder.At(file));
    }

    private void DrawOfficial(string part, string city, params byte[] ids)
    {
        var mask = folder.At("gtFine", part, city, $"{city}_000000_000019_gtFine_labelIds.png");
        foreach (var file in new[] { Photos(part, city), mask }) Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var photo = Photo.FromPixels(new byte[ids.Length * 3], ids.Length, 1, PixelFormat.Rgb);
        photo.Save(Photos(part, city));
        using var grey = Photo.FromPixels(ids, ids.Length, 1, PixelFormat.Grey);
        grey.Save(mask);
    }
}

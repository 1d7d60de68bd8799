using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Datasets.Inspection;

namespace Cutline.Segmentation.Tests.Datasets.Inspection;

public sealed class DataDoctorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public DataDoctorTests()
    {
        File.WriteAllText(folder.At("classes.json"), """{ "classes": ["ground", "car", "tree"] }""");
        foreach (var part in new[] { "train", "val" })
            foreach (var kind in new[] { "images", "masks" }) Directory.CreateDirectory(folder.At(part, kind));
        Draw("train/1", 1, 0, 1);
        Draw("train/2", 2, 0, 1);
        Draw("val/3", 3, 0, 1);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Sound_data_is_counted_and_a_class_that_never_occurs_is_a_warning()
    {
        var report = Examine();

        Assert.True(report.IsSound);
        Assert.Equal([new SizeCount(64, 48, 3)], report.Sizes);
        Assert.Equal(
            [("ground", 0.5, 3), ("car", 0.5, 3), ("tree", 0.0, 0), ("void", 0.0, 0)],
            report.Classes.Select(c => (c.Name, c.Share, c.Photos)));
        Assert.Equal((2, 1, 0), (report.Parts["train"], report.Parts["val"], report.Parts["test"]));
        var finding = Assert.Single(report.Findings);
        Assert.Equal("warning: 'tree' never occurs; add photos of it, or leave the class out", finding.ToString());
    }

    [Fact]
    public void Values_of_no_class_are_counted_over_all_masks_with_the_first()
    {
        Draw("train/2", 2, 0, 9);
        Draw("val/3", 3, 9, 1);
        var report = Examine();

        Assert.False(report.IsSound);
        Assert.Equal([new UnknownLabelCount("9", 2 * 64 * 24, 2, "train/2")], report.UnknownLabels);
        Assert.Contains("9 belongs to no class: 3,072 pixels in 2 masks, first train/2", report.Findings[0].What);
    }

    [Fact]
    public void Many_values_of_no_class_are_one_finding()
    {
        Draw("train/2", 2, 0, 1);
        byte[] values = [.. Enumerable.Range(0, 64 * 48).Select(i => (byte)(9 + i / 64 / 8))];
        using (var mask = Photo.FromPixels(values, 64, 48, PixelFormat.Grey)) mask.Save(folder.At("train", "masks", "2.png"));
        var finding = Assert.Single(Examine().Findings, f => f.Severity == Severity.Error);

        Assert.StartsWith("6 values belong to no class, 3,072 pixels in 1 masks or more, first train/2, most of them ", finding.What);
        Assert.Contains("compression by JPEG", finding.Repair);
    }

    [Fact]
    public void A_copy_in_two_parts_is_an_error_a_photo_saved_anew_a_warning()
    {
        Draw("val/1", 1, 0, 1);
        using (var photo = Photo.Load(folder.At("train", "images", "2.png")))
        using (
            var mask = Photo.FromPixels([.. Enumerable.Range(0, 64 * 48).Select(i => (byte)(i < 400 ? 0 : 1))], 64, 48, PixelFormat.Grey))
        {
            photo.Save(folder.At("val", "images", "4.jpg"));
            mask.Save(folder.At("val", "masks", "4.png"));
        }

        var report = Examine();

        Assert.False(report.IsSound);
        Assert.Equal(
            [("train/1", "val/1", true), ("train/2", "val/4", false)],
            report.Duplicates.Select(t => (t.First, t.Second, t.Distance is null)));
        Assert.InRange(report.Duplicates[1].Distance!.Value, 0, PhotoHash.MaxDistance);
        Assert.Equal(
            [Severity.Error, Severity.Warning],
            report.Findings.Where(f => f.What.Contains("two parts", StringComparison.Ordinal)).Select(f => f.Severity));
    }

    [Fact]
    public void Masks_of_one_class_or_of_void_and_files_that_do_not_fit_are_errors()
    {
        foreach (var (name, seed) in new[] { ("train/1", 1), ("train/2", 2), ("val/3", 3) }) Draw(name, seed, 1, 1);
        Assert.Contains(Examine().Findings, f => f.Severity == Severity.Error && f.What == "every pixel that counts is 'car'");
        foreach (var (name, seed) in new[] { ("train/1", 1), ("train/2", 2), ("val/3", 3) }) Draw(name, seed, 255, 255);
        Assert.Contains(Examine().Findings, f => f.Severity == Severity.Error && f.What == "every pixel is void");
        File.WriteAllText(folder.At("train", "masks", "1.png"), "no picture");
        File.Delete(folder.At("train", "masks", "2.png"));
        Assert.Equal(["train/images/2.png", "train/masks/1.png"], Examine().Problems.Select(p => p.File));
    }

    [Fact]
    public void A_binary_set_is_examined_as_background_and_car()
    {
        using var drawn = new DrawnCarvana();
        using var data = DatasetLocator.Open(drawn.Root);
        var report = DataDoctor.Examine(data, new());
        Assert.Equal(["background", "car", "void"], report.Classes.Select(c => c.Name));
        Assert.Empty(report.UnknownLabels);
        Assert.Equal((6, 3), (report.Photos, report.Groups));
    }

    [Fact]
    public void A_hash_stays_when_a_photo_is_brighter_and_a_flat_one_has_none()
    {
        using var photo = Photo.Load(folder.At("train", "images", "1.png"));
        using var brighter = Photo.FromPixels(
            [.. photo.Pixels.ToArray().Select(v => (byte)Math.Min(255, v * 1.1))], photo.Width, photo.Height, PixelFormat.Rgb);
        using var other = Photo.Load(folder.At("train", "images", "2.png"));
        using var flat = Photo.FromPixels(Enumerable.Repeat<byte>(77, 300).ToArray(), 10, 10, PixelFormat.Rgb);

        var hash = PhotoHash.Of(photo)!.Value;
        Assert.Equal(0, hash.Distance(hash));
        Assert.InRange(hash.Distance(PhotoHash.Of(brighter)!.Value), 0, PhotoHash.MaxDistance);
        Assert.InRange(hash.Distance(PhotoHash.Of(other)!.Value), PhotoHash.MaxDistance + 1, 256);
        Assert.Null(PhotoHash.Of(flat));
    }

    [RealDataFact("carvana")]
    public void Angles_of_one_car_are_told_apart()
    {
        using var data = DatasetLocator.Open(RealData.Find("carvana")!);
        var hashes = Enumerable.Range(0, 48).Select(i =>
        {
            using var photo = data.LoadPhoto(i);
            return PhotoHash.Of(photo)!.Value;
        }).ToArray();
        var pairs = from a in Enumerable.Range(0, 48) from b in Enumerable.Range(a + 1, 47 - a) select hashes[a].Distance(hashes[b]);
        Assert.All(pairs, distance => Assert.True(distance > PhotoHash.MaxDistance, $"{distance} bits"));
    }

    private DataReport Examine()
    {
        using var data = DatasetLocator.Open(folder.Path);
        return DataDoctor.Examine(data, new());
    }

    /// <summary>A photo of coloured noise in blocks, its mask half of one value, half of another.</summary>
    private void Draw(string name, int seed, byte above, byte below)
    {
        var random = new Random(seed);
        var blocks = Enumerable.Range(0, 12 * 16).Select(_ => (byte)random.Next(30, 200)).ToArray();
        var pixels = new byte[64 * 48 * 3];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = blocks[i / 3 / 64 / 4 * 16 + i / 3 % 64 / 4];
        var (part, file) = (name.Split('/')[0], name.Split('/')[1] + ".png");
        using var photo = Photo.FromPixels(pixels, 64, 48, PixelFormat.Rgb);
        photo.Save(folder.At(part, "images", file));
        using var mask = Photo.FromPixels(
            [.. Enumerable.Range(0, 64 * 48).Select(i => i < 64 * 24 ? above : below)], 64, 48, PixelFormat.Grey);
        mask.Save(folder.At(part, "masks", file));
    }
}

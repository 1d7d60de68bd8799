using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Coco;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Datasets.Inspection;

namespace Cutline.Segmentation.Tests.Datasets;

/// <summary>Masks of photos that their EXIF orientation turns, drawn on what is shown or on what is stored.</summary>
public sealed class MaskOrientationTests : IDisposable
{
    private const int Samples = 4;

    private readonly TemporaryFolder folder = new();

    public MaskOrientationTests()
    {
        foreach (var kind in (string[])["images", "masks"]) Directory.CreateDirectory(folder.At(kind));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Sizes_tell_masks_on_stored_pixels_and_they_are_turned_like_the_photo(int orientation)
    {
        Draw(96, 64, orientation, stored: true);

        using var data = DatasetLocator.Open(folder.Path);
        Assert.Empty(data.Validate());
        AssertFits(data);
        Assert.Contains(
            Examine().Findings, f => f.Severity == Severity.Note && f.What.StartsWith($"{Samples} masks were drawn on the stored pixels"));
        Assert.True(Examine().IsSound);

        File.WriteAllText(folder.At("classes.json"), """{"classes":["ground",{"name":"disc","values":[255]}]}""");
        using var classes = DatasetLocator.Open(folder.Path);
        Assert.Empty(classes.Validate());
        AssertFits(classes);

        using var shown = DatasetLocator.Open(folder.Path, new() { MaskOrientation = MaskOrientation.Shown });
        Assert.Contains("is 96×64, its photo 0.jpg is 64×96", shown.Validate()[0].What);
    }

    [Theory]
    [InlineData(96, 64, 2)]
    [InlineData(96, 64, 3)]
    [InlineData(96, 64, 4)]
    [InlineData(80, 80, 6)]
    [InlineData(80, 80, 8)]
    public void Where_sizes_tell_nothing_outlines_on_edges_of_the_stored_pixels_are_an_error_until_it_is_decided(
        int width, int height, int orientation)
    {
        Draw(width, height, orientation, stored: true);

        var finding = Assert.Single(Examine().Findings, f => f.Severity == Severity.Error);
        Assert.Contains($"the masks of {Samples} of {Samples} photos", finding.What);
        Assert.Contains("give MaskOrientation stored", finding.Repair);
        using var data = DatasetLocator.Open(folder.Path, new() { MaskOrientation = MaskOrientation.Stored });
        AssertFits(data);
        Assert.True(DataDoctor.Examine(data, new()).IsSound);
        Assert.NotEqual("", data.LabelKey);
        using var shown = DatasetLocator.Open(folder.Path, new() { MaskOrientation = MaskOrientation.Shown });
        Assert.True(DataDoctor.Examine(shown, new()).IsSound);
    }

    [Theory]
    [InlineData(96, 64, 1)]
    [InlineData(96, 64, 2)]
    [InlineData(96, 64, 3)]
    [InlineData(96, 64, 6)]
    [InlineData(80, 80, 8)]
    public void Masks_of_what_is_shown_are_left_as_they_are(int width, int height, int orientation)
    {
        Draw(width, height, orientation, stored: false);

        Assert.True(Examine().IsSound);
        using var data = DatasetLocator.Open(folder.Path);
        AssertFits(data);
        Assert.Equal("", data.LabelKey);
    }

    [Theory]
    [InlineData(96, 64, 6, MaskOrientation.Auto)]
    [InlineData(96, 64, 8, MaskOrientation.Stored)]
    [InlineData(80, 80, 3, MaskOrientation.Stored)]
    public void Outlines_of_annotations_are_turned_like_masks(int width, int height, int orientation, MaskOrientation said)
    {
        Draw(width, height, orientation, stored: true);
        var (images, objects) = (new List<string>(), new List<string>());
        for (var i = 0; i < Samples; i++)
        {
            using var mask = Photo.LoadIndices(File.ReadAllBytes(folder.At("masks", $"{i}.png")), PhotoLimits.Default, "mask");
            images.Add($$"""{ "id": {{i}}, "file_name": "{{i}}.jpg", "width": {{width}}, "height": {{height}} }""");
            objects.Add($$"""
                { "image_id": {{i}}, "category_id": 1,
                  "segmentation": { "size": [{{height}}, {{width}}], "counts": [{{string.Join(',', Runs(mask))}}] } }
                """);
        }

        Directory.Delete(folder.At("masks"), recursive: true);
        File.WriteAllText(folder.At("annotations.json"), $$"""
            { "images": [{{string.Join(',', images)}}], "annotations": [{{string.Join(',', objects)}}],
              "categories": [{ "id": 1, "name": "disc" }] }
            """);
        using var data = Assert.IsType<CocoDataset>(DatasetLocator.Open(folder.Path, new() { MaskOrientation = said }));
        Assert.Empty(data.Validate());
        AssertFits(data);
        if (width != height) return;
        Assert.Contains("give MaskOrientation stored", Assert.Single(Examine().Findings, f => f.Severity == Severity.Error).Repair);
    }

    /// <summary>Polygons, beside a written size that says nothing of where they were drawn, or says it wrongly.</summary>
    [Theory]
    [InlineData(true, null)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, null)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Outlines_of_polygons_are_read_where_they_fit_and_an_error_where_they_do_not_until_it_is_decided(
        bool drawnOnStored, bool? sizeOfStored)
    {
        Draw(96, 64, 6, stored: drawnOnStored);
        WritePolygons(sizeOfStored);

        var readsAsStored = sizeOfStored == true;
        var report = Examine();
        Assert.Equal(readsAsStored == drawnOnStored, report.IsSound);
        using var data = DatasetLocator.Open(folder.Path);
        if (report.IsSound) AssertFits(data);
        else
            Assert.Contains(
                $"give MaskOrientation {(drawnOnStored ? "stored" : "shown")}",
                Assert.Single(report.Findings, f => f.Severity == Severity.Error).Repair);

        var said = drawnOnStored ? MaskOrientation.Stored : MaskOrientation.Shown;
        using var decided = DatasetLocator.Open(folder.Path, new() { MaskOrientation = said });
        Assert.Empty(decided.Validate());
        AssertFits(decided);
        Assert.True(DataDoctor.Examine(decided, new()).IsSound);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>The masks, as polygons of many points in a COCO file.</summary>
    /// <param name="sizeOfStored">Whether the file has the sizes of stored pixels or of those shown; null for neither.</param>
    private void WritePolygons(bool? sizeOfStored)
    {
        var (images, objects) = (new List<string>(), new List<string>());
        for (var i = 0; i < Samples; i++)
        {
            var size = sizeOfStored switch
            {
                null => "",
                true => """, "width": 96, "height": 64""",
                false => """, "width": 64, "height": 96""",
            };
            images.Add($$"""{ "id": {{i}}, "file_name": "{{i}}.jpg"{{size}} }""");
            using var mask = Photo.LoadIndices(File.ReadAllBytes(folder.At("masks", $"{i}.png")), PhotoLimits.Default, "mask");
            objects.Add($$"""{ "image_id": {{i}}, "category_id": 1, "segmentation": [[{{string.Join(',', Outline(mask))}}]] }""");
        }

        Directory.Delete(folder.At("masks"), recursive: true);
        File.WriteAllText(folder.At("annotations.json"), $$"""
            { "images": [{{string.Join(',', images)}}], "annotations": [{{string.Join(',', objects)}}],
              "categories": [{ "id": 1, "name": "disc" }] }
            """);
    }

    /// <summary>The left ends of a disc's rows from above, and the right ends from below.</summary>
    private static IEnumerable<int> Outline(Photo mask)
    {
        var rows = Enumerable.Range(0, mask.Height).Select(y =>
        {
            var inside = Enumerable.Range(0, mask.Width).Where(x => mask.Pixels[y * mask.Width + x] > 0).ToArray();
            return (Y: y, Inside: inside);
        }).Where(row => row.Inside.Length > 0).ToArray();
        return
        [
            .. rows.SelectMany(row => (int[])[row.Inside[0], row.Y]),
            .. rows.Reverse().SelectMany(row => (int[])[row.Inside[^1] + 1, row.Y]),
        ];
    }

    /// <summary>The lengths of runs of 0 and above, column by column, as COCO has them.</summary>
    private static List<int> Runs(Photo mask)
    {
        var runs = new List<int> { 0 };
        var isObject = false;
        for (var p = 0; p < mask.Width * mask.Height; p++)
        {
            var value = mask.Pixels[p % mask.Height * mask.Width + p / mask.Height] > 0;
            if (value != isObject) runs.Add(0);
            runs[^1]++;
            isObject = value;
        }

        return runs;
    }

    private DataReport Examine()
    {
        using var data = DatasetLocator.Open(folder.Path);
        return DataDoctor.Examine(data, new());
    }

    /// <summary>The bright disc of each photo is its mask.</summary>
    private static void AssertFits(SegmentationDataset data)
    {
        for (var i = 0; i < Samples; i++)
        {
            using var photo = data.LoadPhoto(i);
            using var mask = data.LoadMask(i);
            Assert.Equal((photo.Width, photo.Height), (mask.Width, mask.Height));
            var wrong = Enumerable.Range(0, mask.Width * mask.Height).Count(p => photo.Pixels[3 * p] > 128 != mask.Pixels[p] > 0);
            Assert.InRange(wrong, 0, mask.Width * mask.Height / 50);
        }
    }

    private void Draw(int width, int height, int orientation, bool stored)
    {
        for (var i = 0; i < Samples; i++)
        {
            var random = new Random(i);
            byte[] inside = [.. Enumerable.Range(0, width * height)
                .Select(p => Math.Pow(p % width - width / 4.0 - i, 2) + Math.Pow(p / width - height / 3.0, 2) < 150 ? (byte)255 : (byte)0)];
            byte[] pixels = [.. inside.SelectMany(v => Enumerable.Range(0, 3).Select(_ => (byte)(v * 3 / 4 + random.Next(20))))];
            using var photo = Photo.FromPixels(pixels, width, height, PixelFormat.Rgb);
            var jpeg = photo.Encode(new PhotoEncoding(PhotoFormat.Jpeg));
            File.WriteAllBytes(folder.At("images", $"{i}.jpg"), WithOrientation(jpeg, orientation));
            using var mask = Photo.FromPixels(inside, width, height, PixelFormat.Grey);
            using var shown = mask.Turned(orientation);
            (stored ? mask : shown).Save(folder.At("masks", $"{i}.png"));
        }
    }

    /// <summary>The JPEG with an EXIF block that holds nothing but the orientation.</summary>
    private static byte[] WithOrientation(byte[] jpeg, int orientation) =>
    [
        .. jpeg[..2],
        0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
        .. jpeg[2..],
    ];
}

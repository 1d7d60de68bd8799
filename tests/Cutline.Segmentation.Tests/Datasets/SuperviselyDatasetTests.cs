using System.IO.Compression;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Datasets.Supervisely;
using Cutline.Segmentation.Tests.Labels;

namespace Cutline.Segmentation.Tests.Datasets;

public sealed class SuperviselyDatasetTests : IDisposable
{
    private const string Polygon = """
        { "classTitle": "car", "geometryType": "polygon",
          "points": { "exterior": [[0,0],[3,0],[3,2],[0,2]], "interior": [[[1,0],[2,0],[2,1],[1,1]]] } }
        """;

    private readonly DrawnFiles files = new();

    public SuperviselyDatasetTests() => files.Text(
        "meta.json",
        "\uFEFF" + """{ "classes": [{ "title": "lorry", "shape": "bitmap" }, { "title": "car", "shape": "polygon" }], "tags": [] }""");

    public void Dispose() => files.Dispose();

    [Fact]
    public void Polygons_with_holes_and_bitmaps_are_painted_in_their_order()
    {
        files.Photo("train/img/a.png");
        files.Photo("val/img/b.png");
        Annotate("train/ann/a.png.json", Polygon, Bitmap(PngFile.OfPalette([1, 0, 1, 1], 2, 8, _ => 0, (0, 0, 0), (255, 255, 255)), 2, 0));
        Annotate("val/ann/b.json");
        using var data = Assert.IsType<SuperviselyDataset>(DatasetLocator.Open(files.Path));

        Assert.Equal(["background", "lorry", "car"], data.Classes.Classes.Select(c => c.Name));
        Assert.Empty(data.Validate());
        Assert.Empty(data.Notes);
        Assert.Equal([0], data.GivenSplit!.Train);
        Assert.Equal([1], data.GivenSplit.Val);
        using var mask = data.LoadMask(0);
        Assert.Equal([2, 0, 1, 0, 2, 2, 1, 1], mask.Pixels.ToArray());
    }

    [Fact]
    public void A_bitmap_is_what_is_opaque_and_may_reach_beyond_the_photo()
    {
        files.Photo("lot/img/a.png");
        using var drawn = Photo.FromPixels([9, 9, 9, 0, 0, 0, 0, 255, 9, 9, 9, 255, 0, 0, 0, 255], 2, 2, PixelFormat.Rgba);
        Annotate("lot/ann/a.png.json", Bitmap(drawn.Encode(new(PhotoFormat.Png)), -1, 1));
        using var data = DatasetLocator.Open(files.Path);
        using var mask = data.LoadMask(0);
        Assert.Equal([0, 0, 0, 0, 1, 0, 0, 0], mask.Pixels.ToArray());
    }

    [Fact]
    public void Boxes_are_void_points_too_and_photos_without_annotation_are_named()
    {
        files.Photo("lot/img/a.png");
        files.Photo("lot/img/b.png");
        Annotate("lot/ann/a.png.json", Polygon, Polygon, """
            { "classTitle": "lorry", "geometryType": "rectangle", "points": { "exterior": [[3,0],[4,1]], "interior": [] } }
            """);
        using var data = DatasetLocator.Open(files.Path);
        using var mask = data.LoadMask(0);
        Assert.Equal([2, 0, 2, 255, 2, 2, 2, 0], mask.Pixels.ToArray());
        Assert.StartsWith("1 of 3 annotations are boxes", Assert.Single(data.Notes).What);
        Assert.Equal("add lot/ann/b.png.json, or remove it", Assert.Single(data.Validate()).Repair);
    }

    [Theory]
    [InlineData("""{ "classTitle": "bus", "geometryType": "polygon", "points": { "exterior": [] } }""", "unknown class 'bus'")]
    [InlineData("""{ "geometryType": "polygon" }""", "is not what Supervisely writes")]
    [InlineData("""{ "classTitle": "car", "geometryType": "polygon", "points": { "exterior": [[0,0]] } }""", "cannot be drawn")]
    [InlineData("""{ "classTitle": "car", "geometryType": "bitmap", "bitmap": { "data": "eA==", "origin": [0,0] } }""", "cannot be drawn")]
    public void What_cannot_be_read_is_named(string shape, string said)
    {
        files.Photo("lot/img/a.png");
        Annotate("lot/ann/a.png.json", shape);
        string Said()
        {
            try
            {
                using var data = DatasetLocator.Open(files.Path);
                return Assert.Single(data.Validate()).ToString();
            }
            catch (DatasetException e)
            {
                return e.Message;
            }
        }

        Assert.Contains(said, Said());
    }

    private static string Bitmap(byte[] png, int left, int top)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionMode.Compress)) zlib.Write(png);
        return $$"""
            { "classTitle": "lorry", "geometryType": "bitmap",
              "bitmap": { "data": "{{Convert.ToBase64String(packed.ToArray())}}", "origin": [{{left}},{{top}}] } }
            """;
    }

    private void Annotate(string path, params string[] shapes) => files.Text(
        path, $$"""{ "size": { "height": 2, "width": 4 }, "objects": [{{string.Join(',', shapes)}}] }""");
}

using Cutline.Imaging;
using Cutline.Segmentation.Inference;
using Cutline.Studio.Geometry;
using Cutline.Studio.Plates;
using Cutline.Web.Cutting;

namespace Cutline.Web.Tests.Cutting;

/// <summary>The shipped model of plates, on drawn cars.</summary>
public sealed class ShippedPlatesTests : IDisposable
{
    private static readonly byte[][] Paints = [[150, 30, 36], [70, 74, 80], [225, 226, 228]];

    private readonly Predictor predictor = Predictor.Load(
        RepositoryPaths.Find("models/plates.onnx"), new() { Onnx = new() { Threads = 1 } });

    [Theory]
    [InlineData("290,300,430,300,430,330,290,330", true)] // European, from the front
    [InlineData("310,295,410,295,410,345,310,345", false)] // American
    [InlineData("180,318,290,306,290,334,180,346", true)] // beside the middle, rising
    public void A_drawn_plate_is_found_at_its_corners(string corners, bool european)
    {
        var truth = Quad.Parse(corners);
        foreach (var paint in Paints)
        {
            using var photo = DrawnFront.Draw(truth, paint, european);
            var found = Detect(photo);
            Assert.True(found is not null, $"none on paint {paint[0]}");
            var off = found.Corners.Corners.Zip(truth.Corners, (a, b) => Math.Max(Math.Abs(a.X - b.X), Math.Abs(a.Y - b.Y))).Max();
            Assert.InRange(off, 0, 0.3 * truth.Height);
        }
    }

    [Fact]
    public void Lamps_grilles_and_windows_are_none()
    {
        foreach (var paint in Paints)
        {
            using var photo = DrawnFront.Draw(null, paint);
            Assert.Null(Detect(photo));
        }
    }

    [Fact]
    public void Its_file_says_what_it_is_and_its_terms()
    {
        Assert.Contains("plate", predictor.Model.Metadata.Data, StringComparison.Ordinal);
        Assert.NotNull(predictor.Model.Metadata.Terms);
        Assert.NotNull(predictor.Model.Metadata.LeastConfidence);
        Assert.InRange(new FileInfo(predictor.ModelFile).Length, 1, 4 << 20);
    }

    public void Dispose() => predictor.Dispose();

    private DetectedPlate? Detect(Photo photo)
    {
        using var matte = DrawnFront.Matte(photo);
        return predictor.Model.Detector(part => predictor.Predict(part)).Detect(photo, matte);
    }
}

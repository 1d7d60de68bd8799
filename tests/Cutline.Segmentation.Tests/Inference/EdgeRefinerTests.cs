using Cutline.Imaging;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Tests.Datasets;

namespace Cutline.Segmentation.Tests.Inference;

public sealed class EdgeRefinerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DrawnCar car = new();

    /// <summary>A tile is 64 wide and the outline runs down the middle: beyond a tile and a cell from it nothing may change.</summary>
    [Fact]
    public void Far_from_the_outline_everything_stays_and_on_it_the_tiles_are_all()
    {
        using var refiner = Refiner(weights: [0, 0, 0], bias: 1.0986123f); // 3/4 everywhere
        using var photo = Grey(1000, 200);
        var map = Halves(100, 20, 1000, 200);
        var enlarged = map.AtNativeSize();

        var refined = refiner.Refine(photo, map)!;

        Assert.Equal((1, 200, 1000), (refined.Channels, refined.Height, refined.Width));
        for (var y = 0; y < 200; y++)
        {
            for (var x = 0; x < 1000; x++)
            {
                var (before, after) = (enlarged[y * 1000 + x], refined.Row(0, y)[x]);
                if (x is >= 490 and < 510) Assert.Equal(0.75f, after, 1e-5f);
                else if (x is < 410 or >= 590) Assert.Equal(before, after);
                else Assert.InRange(after, Math.Min(before, 0.75f) - 1e-5f, Math.Max(before, 0.75f) + 1e-5f);
            }
        }
    }

    /// <summary>A model that gives back the coarse mask changes nothing, but for the 256 levels in which it sees it.</summary>
    [Fact]
    public void The_coarse_mask_itself_comes_back()
    {
        using var refiner = Refiner(weights: [0, 0, 2 * EdgePicture.MostLogit], bias: -EdgePicture.MostLogit);
        var map = car.Coarse();
        var (enlarged, refined) = (map.AtNativeSize(), refiner.Refine(car.Photo, map)!);
        Assert.All(enlarged.Zip(refined.Values), p => Assert.Equal(p.First, p.Second, 0.01f));
    }

    /// <summary>The model sees light and dark alone: with it the antenna and the mirror come back that the coarse mask has lost.</summary>
    [Fact]
    public void A_drawn_cars_edge_comes_nearer_to_the_truth()
    {
        using var refiner = Light();
        var coarse = car.Coarse();
        var map = Refined(coarse, refiner.Refine(car.Photo, coarse));

        Assert.InRange(F1(coarse), 0.3, 0.9);
        Assert.InRange(F1(map), 0.97, 1);
        Assert.Equal(0, coarse.Mask().Pixels[70 * DrawnCar.Width + 241]);
        Assert.Equal(255, map.Mask().Pixels[70 * DrawnCar.Width + 241]);
        Assert.Equal(map.AtNativeSize().Select(p => p > 0.5f ? (byte)255 : (byte)0), map.Mask().Pixels.ToArray());
    }

    [Fact]
    public void The_same_photo_gives_the_same_edge_whatever_came_between()
    {
        using var refiner = Light();
        using var other = Grey(700, 300);
        var first = refiner.Refine(car.Photo, car.Coarse())!.Values;
        refiner.Refine(other, Halves(70, 30, 700, 300));
        Assert.Equal(first, refiner.Refine(car.Photo, car.Coarse())!.Values);
    }

    [Fact]
    public void Nothing_is_refined_where_there_is_no_outline_or_no_more_to_see()
    {
        using var refiner = Light();
        using var photo = Grey(300, 200);
        using var small = Grey(300, 63);
        Assert.Null(refiner.Refine(photo, new(Enumerable.Repeat(0.02f, 600).ToArray(), 30, 20, 300, 200)));
        Assert.Null(refiner.Refine(photo, new(Enumerable.Repeat(0.98f, 600).ToArray(), 30, 20, 300, 200)));
        Assert.Null(refiner.Refine(photo, Halves(201, 134, 300, 200)));
        Assert.NotNull(refiner.Refine(photo, Halves(200, 133, 300, 200)));
        Assert.Null(refiner.Refine(small, Halves(30, 6, 300, 63)));
    }

    [Fact]
    public void A_very_large_photo_is_refined_at_a_bounded_size_and_has_a_mask_of_its_own()
    {
        using var refiner = Light();
        using var photo = Grey(4800, 200);
        var coarse = Halves(100, 10, 4800, 200);
        var map = Refined(coarse, refiner.Refine(photo, coarse));

        Assert.Equal((EdgeRefiner.LongestSide, 100), (map.Refined!.Width, map.Refined.Height));
        using var mask = map.Mask();
        Assert.Equal((4800, 200), (mask.Width, mask.Height));
    }

    [Fact]
    public void A_predictor_refines_where_it_is_asked_to_and_is_as_before_where_not()
    {
        Predictor Of(string? refine) => new(
            new SmallModel { Preprocess = PreprocessOptions.Square(48) }.Load(folder.At("main.onnx")), new() { Refine = refine });
        using var plain = Of(null);
        using var refining = Of(Edges([30, 0, 0], -15));
        var (before, after) = (plain.Predict(car.Photo), refining.Predict(car.Photo));

        Assert.Null(before.Refined);
        Assert.Equal(before.Values, after.Values);
        Assert.Equal(new ProbabilityMap(before.Values, 48, 48, 400, 240).AtNativeSize(), before.AtNativeSize());
        Assert.True(F1(after) > F1(before) + 0.1, $"{F1(before)} became {F1(after)}");

        var bytes = car.Photo.Resize(3200, 1920, Kernel.Cubic).Encode(new PhotoEncoding(PhotoFormat.Jpeg));
        using var reduced = plain.Load(bytes);
        using var asItIs = refining.Load(bytes);
        Assert.True(reduced.Width <= 800, $"{reduced.Width} columns");
        Assert.True(asItIs.Width >= EdgeRefiner.LongestSide, $"{asItIs.Width} columns");
    }

    [Fact]
    public void Other_models_are_refused()
    {
        var error = Assert.Throws<ModelException>(() => EdgeRefiner.Load(new SmallModel().Write(folder.At("other.onnx"))));
        Assert.Contains("other.onnx is no model that refines edges", error.Message);
        var classes = SmallModel.OfClasses(3).Load(folder.At("classes.onnx"));
        using (classes)
        {
            Assert.Contains(
                "separates 3 classes, and edges are of a foreground",
                Assert.Throws<ArgumentException>(() => new Predictor(classes, new() { Refine = Edges([0, 0, 0], 0) })).Message);
        }

        using var refiner = Light();
        using var grey = Photo.FromPixels(new byte[100 * 100], 100, 100, PixelFormat.Grey);
        Assert.Contains("not Grey", Assert.Throws<ArgumentException>(() => refiner.Refine(grey, Halves(10, 10, 100, 100))).Message);
    }

    [Fact]
    public void A_file_says_that_it_refines_edges()
    {
        using var edges = OnnxModel.Load(Edges([0, 0, 0], 0));
        using var other = new SmallModel { Architecture = "unet" }.Load(folder.At("unet.onnx"));
        using var none = new SmallModel().Load(folder.At("none.onnx"));
        Assert.Equal((true, false, false), (edges.RefinesEdges, other.RefinesEdges, none.RefinesEdges));
    }

    /// <summary>
    /// Luma 77·200 + 150·100 + 29·50 (+128) over 256 = 124; (200 − 50) / 2 + 128; a logit of 0 in the middle, and at both ends.
    /// </summary>
    [Fact]
    public void The_picture_by_hand()
    {
        var picture = new byte[9];
        EdgePicture.Row([200, 100, 50, 0, 0, 0, 255, 255, 255], [0.5f, 0, 1], picture);
        Assert.Equal([124, 203, 128, 0, 128, 0, 255, 128, 255], picture);
    }

    /// <summary>Cells 2 and 3 lie on both sides of the outline, cell 7 is unsure; around each is one more cell.</summary>
    [Fact]
    public void The_band_by_hand()
    {
        var band = EdgeBand.Of(new([0, 0, 0, 1, 1, 1, 1, 0.7f, 1, 1, 1, 1], 12, 1, 120, 10));
        var touched = Enumerable.Range(0, 12).Where(cell => band.Touches((10 * cell, 10 * cell + 10), 120, (0, 10), 10));
        Assert.Equal([1, 2, 3, 4, 6, 7, 8], touched);
    }

    /// <summary>Two windows of 32 over 48 pixels: the first weighs at least one half up to the middle, 24.</summary>
    [Fact]
    public void The_core_of_a_window_by_hand()
    {
        var axis = new TileAxis(48, 32, 0.25);
        Assert.Equal((0, 24), axis.Core(0));
        Assert.Equal((24, 48), axis.Core(1));
        Assert.Equal((0, 20), new TileAxis(20, 32, 0.25).Core(0));
    }

    public void Dispose()
    {
        car.Dispose();
        folder.Dispose();
    }

    private EdgeRefiner Light() => Refiner([30, 0, 0], -15);

    private EdgeRefiner Refiner(float[] weights, float bias) => EdgeRefiner.Load(Edges(weights, bias));

    private string Edges(float[] weights, float bias) => new SmallModel
    {
        Weights = weights, Bias = [bias], Preprocess = PreprocessOptions.Square(64), Architecture = EdgePicture.ModelName,
    }.Write(folder.At("edges.onnx"));

    private double F1(ProbabilityMap map)
    {
        using var mask = map.Mask();
        var tolerance = BoundaryF1.Tolerance(1, DrawnCar.Width, DrawnCar.Height);
        return BoundaryF1.OfMask(mask.Pixels, car.Truth, DrawnCar.Width, DrawnCar.Height, tolerance).F1;
    }

    private static ProbabilityMap Refined(ProbabilityMap map, Planes? refined) =>
        new(map.Values, map.Width, map.Height, map.NativeWidth, map.NativeHeight) { Refined = refined };

    private static Photo Grey(int width, int height) =>
        Photo.FromPixels(Enumerable.Repeat((byte)90, width * height * 3).ToArray(), width, height, PixelFormat.Rgb);

    /// <summary>0.01 left of the middle, 0.99 right of it.</summary>
    private static ProbabilityMap Halves(int width, int height, int photoWidth, int photoHeight) => new(
        [.. Enumerable.Range(0, width * height).Select(i => i % width < width / 2 ? 0.01f : 0.99f)], width, height, photoWidth,
        photoHeight);
}

using Cutline.Imaging;
using Cutline.Segmentation.Inference;
using Cutline.Training.Export;

namespace Cutline.Segmentation.Tests.Inference;

/// <summary>A file with a second output, which is 0.5 at black pixels and more at bright ones.</summary>
public sealed class FurtherOutputTests : IDisposable
{
    private readonly string at = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");
    private readonly Photo photo = Photo.FromPixels(
        [.. Enumerable.Range(0, 48 * 40 * 3).Select(i => (byte)(i * 7 % 251))], 48, 40, PixelFormat.Rgb);

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 32)]
    public void Comes_with_the_prediction_and_changes_nothing_of_it(bool flip, int tile)
    {
        var options = new PredictorOptions { Flip = flip, Tile = tile };
        new SmallModel().Write(at);
        using var alone = Predictor.Load(at, options);
        var before = alone.Predict(photo);
        Assert.Empty(before.Further);

        Write(channels: 1);
        using var both = Predictor.Load(at, options);
        using var second = Predictor.Load(at, options with { Onnx = new() { Output = "windows" } });
        var map = both.Predict(photo);
        Assert.Equal(["windows"], both.Model.Outputs);
        Assert.Equal(["windows"], ModelCard.Of(both.Model).Outputs);
        Assert.Equal(before.Values, map.Values);
        Assert.Equal(second.Predict(photo).Values, map.Further["windows"].Values);
        Assert.NotEqual(map.Values, map.Further["windows"].Values);
        Assert.Equal((48, 40), (map.Further["windows"].NativeWidth, map.Further["windows"].NativeHeight));
        using var classes = both.Classify(photo);
        using var plain = alone.Classify(photo);
        Assert.True(classes.Pixels.SequenceEqual(plain.Pixels));
    }

    [Fact]
    public void Of_another_shape_is_refused()
    {
        Write(channels: 2);
        Assert.Contains("a further output is (batch, 1, height, width)", Assert.Throws<ModelException>(() => Predictor.Load(at)).Message);
    }

    public void Dispose()
    {
        photo.Dispose();
        File.Delete(at);
    }

    private void Write(int channels)
    {
        var graph = new SmallModel().Graph();
        var weights = graph.Constant(OnnxTensor.Of<float>([.. Enumerable.Repeat(2f, 3 * channels)], channels, 3, 1, 1));
        graph.Nodes.Add(new("Sigmoid", [graph.Add("Conv", ["image", weights])], ["windows"], []));
        graph.Outputs.Add(new("windows", OnnxElementType.Float, "batch", channels, "height", "width"));
        File.WriteAllBytes(at, graph.ToBytes());
    }
}

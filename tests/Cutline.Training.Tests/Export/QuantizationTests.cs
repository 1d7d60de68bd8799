using Cutline.Imaging;
using Cutline.Segmentation.Loading;
using Cutline.Segmentation.Preprocessing;
using Cutline.Training.Export;
using Cutline.Training.Models;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Tests.Export;

public sealed class QuantizationTests : IDisposable
{
    private const int Height = 48, Width = 64;

    private readonly DisposeScope scope = NewDisposeScope();

    public QuantizationTests() => manual_seed(8);

    [Theory]
    [InlineData("unet", null, UpSampling.Transposed, 1)]
    [InlineData("unet", null, UpSampling.Bilinear, 3)]
    [InlineData("unet", "mobilenet_v2", UpSampling.Transposed, 1)]
    [InlineData("unet", "resnet18", UpSampling.Transposed, 4)]
    [InlineData("ddrnet-23-slim", null, UpSampling.Transposed, 3)]
    [InlineData("fpn", "mobilenet_v2", UpSampling.Transposed, 1)]
    public void Eight_bits_agree_with_the_model_on_their_calibration_photos(string name, string? encoder, UpSampling up, int classes)
    {
        var options = new ModelOptions { Name = name, Encoder = encoder, Base = 8, Depth = 2, Classes = classes, Up = up };
        var model = Exported.Trained(ModelRegistry.Make(options));
        var photos = Photos(3);
        using var exported = new Exported(model, new() { Precision = OnnxPrecision.Quantized, Calibration = new(photos) });
        Assert.Equal("int8", exported.Metadata["cutline.precision"]);
        Assert.InRange(exported.Result.Bytes, Parameters(model), 1.2 * Parameters(model) + 80_000);   // a byte for each weight
        Assert.Equal(1, exported.Result.Quantization!.FullDice);
        Assert.InRange(exported.Result.Quantization.Dice, 0.7, 1);
        Assert.InRange(exported.Result.Quantization.MeanDifference, 1e-6, 0.08);

        using var _ = no_grad();
        model.eval();
        foreach (var photo in photos)
        {
            var logits = model.call(tensor(photo.Input, 1, 3, Height, Width));
            var expected = (classes == 1 ? logits.sigmoid() : functional.softmax(logits, 1)).ToArray<float>();
            var actual = exported.Run(photo.Input, [1, 3, Height, Width]).Values;
            Assert.InRange(expected.Zip(actual, (e, a) => Math.Abs(e - a)).Average(), 0, 0.08);
        }

        Assert.Equal([2, classes, 33, 47], exported.Run(new float[2 * 3 * 33 * 47], [2, 3, 33, 47]).Shape);
    }

    [Fact]
    public void Dice_is_measured_against_given_masks()
    {
        var model = Exported.Trained(ModelRegistry.Make(new() { Base = 8, Depth = 2 }));
        var photos = Photos(2).Select(p => p with { Mask = [.. Enumerable.Repeat((byte)1, Height * Width)] }).ToList();
        var calibration = new OnnxCalibration(photos) { Percentile = 99.9 };
        using var exported = new Exported(model, new() { Precision = OnnxPrecision.Quantized, Calibration = calibration });
        var report = exported.Result.Quantization!;
        Assert.InRange(report.FullDice, 0.01, 0.99);
        Assert.InRange(Math.Abs(report.Loss), 0, 0.1);
        Assert.Equal(report.FullDice - report.Dice, report.Loss);
    }

    [Fact]
    public void Transposed_convolutions_in_blocks_compute_the_same()
    {
        using var model = Sequential(Conv2d(3, 5, 3, stride: 3), ConvTranspose2d(5, 1, 3, stride: 3));
        var graph = OnnxExport.Graph(model, new() { Stride = 3 });
        var blocks = graph.Clone();
        TransposedConvolutionBlocks.Apply(blocks);
        Assert.Contains(graph.Nodes, n => n.OperatorType == "ConvTranspose");
        Assert.DoesNotContain(blocks.Nodes, n => n.OperatorType == "ConvTranspose");
        var photo = Photos(1)[0];
        var (expected, actual) = (Run(graph, photo), Run(blocks, photo));
        Assert.InRange(expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max(), 0, 1e-5);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_rounding_takes_from_an_output_its_bias_gives_back(bool bias)
    {
        using var model = Sequential(Conv2d(3, 1, 1, bias: bias));
        using (no_grad()) model.parameters().First().copy_(tensor(new[] { 10f, 0.03f, 0.03f }).view(1, 3, 1, 1));
        float[] colours = [.. Enumerable.Range(0, 3 * Height * Width).Select(i => i < Height * Width ? 0f : 1f)];
        var photo = new CalibrationPhoto(colours, Height, Width);
        var graph = OnnxExport.Graph(model, new());
        var eight = new QuantizedGraph(graph, new HashSet<string>());

        var quantized = eight.Write(ActivationStatistics.Of(graph, eight.Activations, new([photo])));

        Assert.Contains(quantized.Nodes, n => n.OperatorType == "QuantizeLinear");
        Assert.Equal(Run(graph, photo)[0], Run(quantized, photo)[0], 2e-3f);    // 0.03 is rounded to 0, which alone would be 0.015 off
    }

    [Fact]
    public void A_convolution_that_8_bits_would_spoil_stays_in_32()
    {
        var layers = Enumerable.Range(0, 7).Select(_ => Conv2d(3, 3, 1, bias: false)).Append(Conv2d(3, 1, 1)).ToArray();
        using var model = Sequential(layers);
        using (no_grad())
        {
            foreach (var layer in layers[..^1]) layer.weight.copy_(eye(3).view(3, 3, 1, 1));
            layers[^1].weight.copy_(tensor(new[] { 1000f, 2f, -2f }).view(1, 3, 1, 1));   // steps of 7.9: 2 is rounded to 0
        }

        var photos = Photos(3);
        foreach (var photo in photos) photo.Input.AsSpan(0, Height * Width).Clear();
        using var exported = new Exported(model, new() { Precision = OnnxPrecision.Quantized, Calibration = new(photos) });
        var report = exported.Result.Quantization!;

        Assert.Equal((1, 8), (report.Kept, report.Convolutions));
        Assert.InRange(report.MeanDifference, 0, 0.01);
    }

    [Fact]
    public void Statistics_are_ranges_and_each_channels_mean_over_all_photos()
    {
        using var model = Sequential(Conv2d(3, 1, 1));
        float[] Plane(float value) => [.. Enumerable.Repeat(value, 6)];
        List<CalibrationPhoto> photos =
            [new([.. Plane(1), .. Plane(-2), .. Plane(3)], 2, 3), new([.. Plane(2), .. Plane(-4), .. Plane(0)], 2, 3)];
        var graph = OnnxExport.Graph(model, new());
        var output = graph.Nodes.First(n => n.OperatorType == "Conv").Outputs[0];
        var statistics = ActivationStatistics.Of(graph, [OnnxExport.InputName, output], new(photos));
        Assert.Single(statistics.Means[output]);
        Assert.Equal((-4, 3), statistics.Ranges[OnnxExport.InputName]);
        Assert.Equal([1.5f, -3, 1.5f], statistics.Means[OnnxExport.InputName]);
    }

    [Fact]
    public void Calibration_needs_photos_and_convolutions()
    {
        using var model = Sequential(Conv2d(3, 1, 1));
        using var without = Sequential(AvgPool2d(3, 1, 1));
        Assert.Contains("no calibration photos", Error(model, new([])), StringComparison.Ordinal);
        Assert.Contains("no convolution", Error(without, new(Photos(1))), StringComparison.Ordinal);
    }

    [Fact]
    public void Photos_and_batches_become_what_the_model_takes()
    {
        using var photo = Photo.FromPixels([.. Enumerable.Repeat((byte)51, 3 * 20 * 10)], 20, 10, PixelFormat.Rgb);
        var ofPhoto = CalibrationPhoto.Of(photo, new(20, 10));
        Assert.Equal((10, 20, 600), (ofPhoto.Height, ofPhoto.Width, ofPhoto.Input.Length));
        Assert.All(ofPhoto.Input, v => Assert.Equal(0.2f, v, 1e-6));

        byte[] pixels = [.. Enumerable.Range(0, 24).Select(i => (byte)(i * 5))];
        var calibration = OnnxCalibration.OfBatches([new Batch(pixels, [0, 1, 1, 0, 0, 0, 1, 255], [0, 1], 2, 2)], Normalization.Unit);
        Assert.Equal(2, calibration.Photos.Count);
        Assert.Equal([0, 0, 1, 255], calibration.Photos[1].Mask);
        Assert.Equal([60, 75, 90, 105], calibration.Photos[1].Input[..4].Select(v => MathF.Round(v * 255)));   // red first
    }

    private static string Error(Module<Tensor, Tensor> model, OnnxCalibration calibration)
    {
        var options = new OnnxExportOptions { Precision = OnnxPrecision.Quantized, Calibration = calibration };
        return Assert.Throws<OnnxExportException>(() => OnnxExport.Write(model, "never.onnx", options)).Message;
    }

    private static float[] Run(OnnxGraph graph, CalibrationPhoto photo)
    {
        using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(graph.ToBytes());
        using var run = new Microsoft.ML.OnnxRuntime.RunOptions();
        using var input = photo.Value();
        using var outputs = session.Run(run, ["image"], [input], ["probabilities"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static long Parameters(Module model) => model.parameters().Sum(p => p.numel());

    /// <summary>Smooth random pictures with values from 0 to 1.</summary>
    private static List<CalibrationPhoto> Photos(int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var smooth = functional.interpolate(rand(1, 3, 6, 8), [Height, Width], mode: InterpolationMode.Bilinear, align_corners: false);
        return new CalibrationPhoto(smooth.ToArray<float>(), Height, Width);
    })];

    public void Dispose() => scope.Dispose();
}

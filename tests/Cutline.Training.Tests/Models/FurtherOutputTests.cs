using Cutline.Imaging;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Splits;
using Cutline.Training.Export;
using Cutline.Training.Models;
using Cutline.Training.Runs;
using Cutline.Training.Tests.Checkpoints;
using Cutline.Training.Tests.Export;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Models;

/// <summary>Further outputs of a model of a foreground, trained while the model itself stays as it is.</summary>
[Collection("live tensors")]
public sealed class FurtherOutputTests : IDisposable
{
    private const int Width = 64, Height = 48;

    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    public FurtherOutputTests() => manual_seed(3);

    private static ModelOptions Shape => new() { Name = "fpn", Encoder = "mobilenet_v2", Base = 8 };

    [Fact]
    public void A_drawn_cars_windows_are_learned_and_the_model_stays_as_it_is()
    {
        var (photos, classes) = DrawCars(count: 3);
        var start = folder.At("car.safetensors");
        using var car = ModelRegistry.Make(Shape);
        ModelCheckpoint.Save(start, car, new PreprocessOptions(Width, Height));
        OnnxExport.Write(car, folder.At("car.onnx"));
        var (options, _) = StartingModel.TakeOver(
            new()
            {
                Data = [photos], Dataset = new() { Classes = classes }, From = start, Output = "windows", Loss = "bce+dice", Batch = 1,
                Split = new SplitOptions(SplitBy.Image, Test: 0, Validation: 0), Epochs = 90, LearningRate = 0.01,
            },
            []);
        using (var trainer = Trainer.FromOptions(options)) trainer.Run(folder.At("run"));

        using var trained = ModelCheckpoint.Load(folder.At("run"));
        Assert.Equal(["windows"], trained.Model.Options.Outputs);
        var state = trained.Model.state_dict();
        foreach (var (name, tensor) in car.state_dict())
            Assert.True(state[name].ToArray<float>().AsSpan().SequenceEqual(tensor.to(ScalarType.Float32).ToArray<float>()), name);

        using var both = Predictor.Load(folder.At("run", "best.onnx"));
        using var windows = Predictor.Load(folder.At("run")); // of a run the output that it trained
        using var before = Predictor.Load(folder.At("car.onnx"), Foreign);
        Assert.Equal(["windows"], both.Model.Outputs);
        Assert.Empty(windows.Model.Outputs);
        for (var i = 0; i < 3; i++)
        {
            using var photo = Photo.Load(folder.At("cars", "images", $"{i}.png"));
            using var truth = Photo.LoadIndices(File.ReadAllBytes(folder.At("cars", "masks", $"{i}.png")));
            var map = both.Predict(photo);
            Assert.Equal(before.Predict(photo).Values, map.Values);
            Assert.Equal(windows.Predict(photo).Values, map.Further["windows"].Values);
            using var found = map.Further["windows"].Mask();
            var score = ImageScore.Of([.. found.Pixels.ToArray().Select(v => v > 0 ? (byte)1 : (byte)0)],
                [.. truth.Pixels.ToArray().Select(v => v == 2 ? (byte)1 : (byte)0)]);
            Assert.InRange(score.Iou, 0.7, 1);
        }
    }

    [Theory]
    [InlineData("fpn", "mobilenet_v2")]
    [InlineData("unet", "resnet18")]
    [InlineData("smp-unet", "resnet18")]
    [InlineData("deeplabv3+", "mobilenet_v2")]
    public void The_file_gives_what_each_output_of_the_model_gives(string name, string encoder)
    {
        var model = (EncoderModel)Exported.Trained(
            ModelRegistry.Make(new() { Name = name, Encoder = encoder, Base = 8, Outputs = ["windows", "plate-2"] }));
        using var exported = new Exported(model);
        Assert.InRange(exported.Result.LargestDifference, 0, 1e-4);
        Assert.Equal(["probabilities", "windows", "plate-2"], exported.Session.OutputNames);

        using var gradients = no_grad();
        model.eval();
        var x = randn(2, 3, 75, 50);
        using var run = new RunOptions();
        using var value = OrtValue.CreateTensorValueFromMemory(x.ToArray<float>(), [2, 3, 75, 50]);
        foreach (var output in (string?[])[null, "windows", "plate-2"])
        {
            model.Output = output;
            var expected = model.call(x).sigmoid();
            using var outputs = exported.Session.Run(run, ["image"], [value], [output ?? "probabilities"]);
            Assert.Equal([2, 1, 75, 50], outputs[0].GetTensorTypeAndShape().Shape);
            var actual = outputs[0].GetTensorDataAsSpan<float>().ToArray();
            Assert.InRange(actual.Zip(expected.ToArray<float>(), (a, e) => Math.Abs(a - e)).Max(), 0, 1e-4);
        }
    }

    [Fact]
    public void Eight_bits_keep_every_output()
    {
        using var model = ModelRegistry.Make(Shape with { Outputs = ["windows"] });
        var photo = CalibrationPhoto.Of(new byte[3 * 64 * 64], 64, 64, Normalization.Unit);
        OnnxExport.Write(model, folder.At("int8.onnx"), new() { Precision = OnnxPrecision.Quantized, Calibration = new([photo]) });
        using var session = new InferenceSession(folder.At("int8.onnx"));
        Assert.Equal(["probabilities", "windows"], session.OutputNames);
    }

    [Fact]
    public void A_training_of_the_model_leaves_further_outputs_out()
    {
        var start = folder.At("parts.safetensors");
        using (var model = ModelRegistry.Make(Shape with { Outputs = ["windows"] }))
            ModelCheckpoint.Save(start, model, PreprocessOptions.Square(32));

        Assert.Empty(StartingModel.TakeOver(new() { From = start }, []).Options.Model.Outputs);
        Assert.Equal(["windows"], StartingModel.TakeOver(new() { From = start, Output = "windows" }, []).Options.Model.Outputs);
        Assert.Equal(["windows", "wheels"], StartingModel.TakeOver(new() { From = start, Output = "wheels" }, []).Options.Model.Outputs);

        using var plain = ModelRegistry.Make(Shape);
        using var loaded = ModelCheckpoint.Load(start);
        Assert.True(plain.StartFrom(loaded.Model));
        Assert.Equal(
            loaded.Model.state_dict()["exit.weight"].ToArray<float>(), plain.state_dict()["exit.weight"].ToArray<float>());
    }

    [Fact]
    public void What_makes_no_sense_is_refused_with_the_repair()
    {
        Assert.Contains("lower-case letters", Wrong(Shape with { Outputs = ["Front Windows"] }));
        Assert.Contains("lower-case letters", Wrong(Shape with { Outputs = ["probabilities"] }));
        Assert.Contains("give each another name", Wrong(Shape with { Outputs = ["windows", "windows"] }));
        Assert.Contains("only a model of a foreground", Wrong(Shape with { Outputs = ["windows"], Classes = 5 }));
        Assert.Contains("need a model on an encoder", Wrong(new() { Outputs = ["windows"] }));
        var options = new TrainOptions { Data = ["photos"], Model = Shape with { Outputs = ["windows"] }, Output = "windows" };
        Assert.Contains("From names no model", Assert.Throws<ArgumentException>(options.Validated).Message);
        Assert.Contains(
            "which alone is trained",
            Assert.Throws<ArgumentException>((options with { From = "car", Freeze = Freeze.Encoder }).Validated).Message);

        static string Wrong(ModelOptions options) => Assert.Throws<ArgumentException>(options.Validated).Message;
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private static PredictorOptions Foreign => new()
    {
        Onnx = new() { Foreign = new() { Width = Width, Height = Height } },
    };

    /// <summary>Drawn cars, whose masks hold 1 for the body and 2 for the windows, and a file that names the windows alone.</summary>
    private (string Photos, string Classes) DrawCars(int count)
    {
        foreach (var kind in (string[])["images", "masks"]) Directory.CreateDirectory(folder.At("cars", kind));
        for (var i = 0; i < count; i++)
        {
            var (pixels, mask) = (new byte[Width * Height * 3], new byte[Width * Height]);
            for (var at = 0; at < mask.Length; at++)
            {
                var (x, y) = (at % Width - 4 * i, at / Width);
                var (body, window) = (x is >= 8 and < 48 && y is >= 8 and < 36, x is >= 16 and < 40 && y is >= 12 and < 24);
                mask[at] = window ? (byte)2 : body ? (byte)1 : (byte)0;
                var colour = mask[at] switch { 2 => (60, 90, 140), 1 => (200, 30, 40), _ => (120, 130, 120) };
                (pixels[3 * at], pixels[3 * at + 1], pixels[3 * at + 2]) = ((byte)colour.Item1, (byte)colour.Item2, (byte)colour.Item3);
            }

            using var photo = Photo.FromPixels(pixels, Width, Height, PixelFormat.Rgb);
            photo.Save(folder.At("cars", "images", $"{i}.png"));
            using var truth = Photo.FromPixels(mask, Width, Height, PixelFormat.Grey);
            truth.Save(folder.At("cars", "masks", $"{i}.png"));
        }

        var classes = folder.At("windows.json");
        File.WriteAllText(
            classes, """{ "classes": [ { "name": "background", "values": [0, 1] }, { "name": "windows", "values": [2] } ] }""");
        return (folder.At("cars"), classes);
    }
}

using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Preprocessing;
using Cutline.Training.Checkpoints;
using Cutline.Training.Models;
using Cutline.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Cli.Tests.Commands;

/// <summary>Checkpoints of other projects on the command line, recognised by the names of their weights.</summary>
[Collection("program")]
public sealed class OtherProjectsTests(TrainedRun trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    private string Smp => folder.At("smp.pth");

    private string Milesial => folder.At("milesial.pth");

    [Fact]
    public void A_model_of_segmentation_models_pytorch_is_exported_as_it_computes()
    {
        WriteSmp(classes: 1);

        var finished = Export(Smp, "--size", "64x32", "--normalization", "imagenet", "--fit", "letterbox").Well();

        Assert.Contains(
            $"{Smp} of segmentation_models.pytorch's Unet: smp-unet on resnet18, base 2, outputs 1, input 64×32, fit Letterbox, "
                + "colours ImageNet", finished.Errors, StringComparison.Ordinal);
        using var file = OnnxModel.Load(folder.At("out.onnx"));
        Assert.Equal(new PreprocessOptions(64, 32, Fit.Letterbox, Normalization.ImageNet), file.Preprocess);
        using var model = ModelImport.Load(Smp);
        model.eval();
        using var _ = no_grad();
        var input = rand(1, 3, 32, 64);
        var expected = sigmoid(model.call(input)).data<float>().ToArray();
        var output = file.Run(input.data<float>().ToArray().AsMemory(), 1, 32, 64).Values.ToArray();
        Assert.All(expected.Zip(output), p => Assert.Equal(p.First, p.Second, 1e-4f));
    }

    [Fact]
    public void A_model_of_milesials_is_exported_with_the_names_of_its_classes()
    {
        WriteMilesial(classes: 2);
        File.WriteAllText(folder.At("classes.json"), """{ "classes": ["background", "van"] }""");

        var finished = Export(Milesial, "--size", "48", "--classes", folder.At("classes.json")).Well();

        Assert.Contains(
            "of milesial/Pytorch-UNet: unet, base 2, outputs 2, input 48×48, fit Stretch, colours Unit", finished.Errors,
            StringComparison.Ordinal);
        using var file = OnnxModel.Load(folder.At("out.onnx"));
        Assert.Equal(["background", "van"], file.ClassNames!.Classes.Select(c => c.Name));
    }

    [Fact]
    public void What_the_file_does_not_say_is_asked_for_in_one_line()
    {
        WriteSmp(classes: 1);
        WriteMilesial(classes: 2);
        File.WriteAllText(folder.At("three.json"), """{ "classes": ["a", "b", "c"] }""");

        Export(Smp).Badly(2, "does not say how large the model's input is: give --size");
        Export(Smp, "--size", "64").Badly(2, "does not say how colours were scaled: give --normalization");
        Export(Smp, "--size", "64", "--normalization", "unit", "--classes", folder.At("three.json"))
            .Badly(2, "--classes names 3 classes, and", "has one output");
        Export(Milesial, "--size", "64").Badly(2, "separates 2 classes and does not name them: give --classes");
        Export(Milesial, "--size", "64", "--classes", folder.At("three.json")).Badly(2, "--classes names 3 classes, and", "has 2");
        Export(trained.Path, "--size", "64").Badly(2, "says itself how photos are prepared for it: leave --size out");
        PyTorchFile.Write(folder.At("other.pth"), new Dictionary<string, Tensor> { ["a.weight"] = ones(1) });
        Export(folder.At("other.pth"), "--size", "64").Badly(1, "holds weights of no known project: use a file of milesial/Pytorch-UNet");
        Train(Milesial).Badly(2, "does not say how large the model's input is: give --size");
        Train(Smp, "--size", "32").Badly(2, "does not say how colours were scaled: give --normalization");
        Train(Milesial, "--size", "32", "--base", "4").Badly(2, "--base is 4, the model's is 2");
        Assert.False(File.Exists(folder.At("out.onnx")));
        Assert.False(Directory.Exists(folder.At("run")));
    }

    [Fact]
    public void Training_starts_from_their_weights_and_shape()
    {
        WriteMilesial(classes: 1);

        var finished = Train(Milesial, "--size", "32", "--freeze", "all-but-head").Well();

        Assert.Contains($"takes from {Milesial} of milesial/Pytorch-UNet: unet, base 2, input 32×32, fit Stretch, colours Unit",
            finished.Errors, StringComparison.Ordinal);
        Assert.Contains($"starts from {Milesial}\n", finished.Out, StringComparison.Ordinal);
        var shape = new RunFolder(folder.At("run")).ReadOptions().Model;
        Assert.Equal((2, 4), (shape.Base, shape.Depth));
        using var best = ModelCheckpoint.Load(folder.At("run"));
        Assert.Equal(
            PyTorchFile.Read(Milesial)["down4.maxpool_conv.1.double_conv.3.weight"].data<float>().ToArray(),
            best.Model.state_dict()["down4.conv.conv.3.weight"].data<float>().ToArray());
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private void WriteSmp(int classes)
    {
        using var model = ModelRegistry.Make(new() { Name = "smp-unet", Encoder = "resnet18", Base = 2, Classes = classes });
        PyTorchFile.Write(Smp, model.state_dict());
    }

    /// <summary>Under the names of that project, whose up1 is the coarsest step and here the finest.</summary>
    private void WriteMilesial(int classes)
    {
        using var model = ModelRegistry.Make(new() { Base = 2, MaxChannels = 32, Classes = classes });
        PyTorchFile.Write(Milesial, model.state_dict().ToDictionary(t => Theirs(t.Key.Split('.')), t => t.Value));
    }

    private static string Theirs(string[] name) => name switch
    {
        ["enter", _, .. var rest] => $"inc.double_conv.{string.Join('.', rest)}",
        ["exit", .. var rest] => $"outc.conv.{string.Join('.', rest)}",
        [var down, _, _, .. var rest] when down.StartsWith("down", StringComparison.Ordinal) =>
            $"{down}.maxpool_conv.1.double_conv.{string.Join('.', rest)}",
        [var up, "up", .. var rest] => $"up{'5' - up[^1]}.up.{string.Join('.', rest)}",
        [var up, _, _, .. var rest] => $"up{'5' - up[^1]}.conv.double_conv.{string.Join('.', rest)}",
        _ => throw new ArgumentException(string.Join('.', name)),
    };

    private Finished Export(string model, params string[] more) =>
        InProcess.Run(["export", "--model", model, "-o", folder.At("out.onnx"), .. more]);

    private Finished Train(string from, params string[] more) => InProcess.Run(
        ["train", "--data", trained.Discs.Root, "--out", folder.At("run"), "--from", from, "--epochs", "1", "--device", "cpu", .. more]);
}

using Cutline.Segmentation.Inference;
using Cutline.Training.Checkpoints;
using Cutline.Training.Layers;
using Cutline.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Cli.Tests.Commands;

[Collection("program")]
public sealed class ExportCommandTests(TrainedRun trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    [Fact]
    public void Weights_that_are_no_numbers_are_one_line_with_file_and_tensor()
    {
        var spoiled = folder.At("spoiled.safetensors");
        string name;
        using (NewDisposeScope())
        using (var best = SafeTensors.Open(trained.File("best.safetensors")))
        {
            var state = best.ReadAll();
            name = state.Keys.Where(key => key.EndsWith(".weight", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Last();
            state[name].view(-1)[0] = float.NaN;
            SafeTensors.Write(spoiled, state, best.Metadata);
        }

        foreach (var command in (string[][])
            [
                ["export", "--model", spoiled, "-o", folder.At("spoiled.onnx")], ["inspect", "model", "--model", spoiled],
                ["train", "--data", trained.Discs.Root, "--from", spoiled, "--out", folder.At("run"), "--device", "cpu"],
            ])
            InProcess.Run(command).Badly(1, $"{spoiled} has NaN (not a number) in {name}: its training diverged, or it is damaged");
    }

    [Fact]
    public void An_onnx_file_is_the_whole_model()
    {
        var finished = Export("car.onnx", "--licence", "CC-BY-4.0", "--trained-on", "discs of our own", "--least-confidence", "0.6").Well();

        Assert.Matches(
            @"(?m)^opset 17 · largest difference of a probability from the model \d\.\de[+-]\d+ in 32 bits, on \d+ sizes$", finished.Out);
        Assert.EndsWith($"sha256 {ModelFile.Hash(folder.At("car.onnx"))}\n", finished.Out, StringComparison.Ordinal);
        using var model = OnnxModel.Load(folder.At("car.onnx"));
        using var best = ModelCheckpoint.Load(trained.Path);
        Assert.Equal(best.Preprocess, model.Preprocess);
        Assert.Equal(("CC-BY-4.0", "discs of our own"), (model.Metadata.Licence, model.Metadata.Data));
        Assert.Equal(0.6, model.Metadata.LeastConfidence);
        Assert.All(Probabilities(best.Model).Zip(Probabilities(model)), p => Assert.Equal(p.First, p.Second, 1e-4f));
    }

    [Theory]
    [InlineData("half.onnx --half", @"(?m)^as written \d\.\de[+-]\d+$")]
    [InlineData(
        "small.onnx --int8 --calibrate DISCS/images",
        @"(?m)^8 bits cost -?\d\.\d{4} of Dice on these photos: \d\.\d{4} in 32 bits, \d\.\d{4} in 8; \d+ of \d+ convolutions stay in 32$")]
    public void A_smaller_onnx_file_says_what_it_costs(string arguments, string said)
    {
        string[] words = arguments.Replace("DISCS", trained.Discs.Root, StringComparison.Ordinal).Split(' ');

        Assert.Matches(said, Export(words[0], words[1..]).Well().Out);

        using var model = OnnxModel.Load(folder.At(words[0]));
        Assert.True(new FileInfo(folder.At(words[0])).Length < new FileInfo(trained.File("best.onnx")).Length);
        InProcess.Run("evaluate", "--model", folder.At(words[0]), "--data", trained.Discs.Root, "--part", "val").Well();
    }

    [Fact]
    public void One_file_of_weights_is_the_whole_model()
    {
        var finished = Export("car.safetensors").Well();

        Assert.EndsWith($"sha256 {ModelCheckpoint.Hash(folder.At("car.safetensors"))}\n", finished.Out, StringComparison.Ordinal);
        using var exported = ModelCheckpoint.Load(folder.At("car.safetensors"));
        using var best = ModelCheckpoint.Load(trained.Path);
        Assert.Equal(best.Preprocess, exported.Preprocess);
        Assert.Equal(Probabilities(best.Model), Probabilities(exported.Model));
    }

    [Fact]
    public void Half_is_smaller_and_still_a_model()
    {
        Export("car.safetensors").Well();
        Export("half.safetensors", "--half").Well();

        Assert.True(new FileInfo(folder.At("half.safetensors")).Length < new FileInfo(folder.At("car.safetensors")).Length);
        ModelCheckpoint.Load(folder.At("half.safetensors")).Dispose();
    }

    [Fact]
    public void For_PyTorch_it_is_the_state_dict()
    {
        Export("car.pt").Well();

        using var best = ModelCheckpoint.Load(trained.Path);
        var (state, own) = (PyTorchFile.Read(folder.At("car.pt")), StateDict.Of(best.Model));
        Assert.Equal(own.Keys.Order(StringComparer.Ordinal), state.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(own["exit.weight"].data<float>().ToArray(), state["exit.weight"].data<float>().ToArray());
    }

    [Fact]
    public void What_exists_stays_and_what_is_unknown_is_not_written()
    {
        File.WriteAllText(folder.At("car.pt"), "mine");

        Export("car.pt").Badly(2, "car.pt exists: add --force to overwrite it");
        Assert.Equal("mine", File.ReadAllText(folder.At("car.pt")));
        Export("car.pt", "--force").Well();
        Assert.NotEqual("mine", File.ReadAllText(folder.At("car.pt")));
        Export("new.onnx", "--least-confidence", "54").Badly(2, "--least-confidence is 54: use a number from 0 to 1");
        Export("car.tflite").Badly(2, "car.tflite: models are written as .onnx, .safetensors or .pt");
        Assert.False(File.Exists(folder.At("car.tflite")));
    }

    [Fact]
    public void Eight_bits_need_photos_and_an_onnx_file()
    {
        Export("car.onnx", "--int8").Badly(2, "give --int8 and --calibrate together");
        Export("car.onnx", "--calibrate", trained.Discs.Root).Badly(2, "give --int8 and --calibrate together");
        Export("car.onnx", "--int8", "--half", "--calibrate", trained.Discs.Root).Badly(2, "--half and --int8", "give one of them");
        Export("car.pt", "--int8", "--calibrate", trained.Discs.Photo(0)).Badly(2, "--int8 is for .onnx files");
        Export("car.onnx", "--int8", "--calibrate", folder.At("none")).Badly(2, "no such photo");
        Assert.Empty(folder.Names());
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private Finished Export(string name, params string[] more) =>
        InProcess.Run(["export", "--model", trained.Path, "-o", folder.At(name), .. more]);

    /// <summary>Probabilities of a photo that is neither drawn nor of the model's size.</summary>
    private static float[] Probabilities(SegmentationModel model) => model.call(Input()).sigmoid().data<float>().ToArray();

    private static float[] Probabilities(OnnxModel model)
    {
        using var output = model.Run(Input().data<float>().ToArray(), 1, 24, 40);
        return output.Values.ToArray();
    }

    private static Tensor Input() => rand([1, 3, 24, 40], generator: new Generator(7));
}

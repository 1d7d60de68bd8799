using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Tests.Datasets;
using Cutline.Torch;
using Cutline.Training.Checkpoints;

namespace Cutline.Cli.Tests.Commands;

[Collection("program")]
public sealed class ExportCommandTests(TrainedRun trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TensorScope scope = new();

    [Fact]
    public void One_file_is_the_whole_model()
    {
        var finished = Export("car.safetensors").Well();

        Assert.EndsWith($"sha256 {ModelFile.Hash(folder.At("car.safetensors"))}\n", finished.Out, StringComparison.Ordinal);
        using var exported = ModelFile.Load(folder.At("car.safetensors"));
        using var best = ModelFile.Load(trained.Path);
        Assert.Equal(best.Preprocess, exported.Preprocess);
        var x = Tensor.RandN([1, 3, 32, 32]);
        Assert.Equal(best.Model.Forward(x).ToArray<float>(), exported.Model.Forward(x).ToArray<float>());
    }

    [Fact]
    public void Half_is_smaller_and_still_a_model()
    {
        Export("car.safetensors").Well();
        Export("half.safetensors", "--half").Well();

        Assert.True(new FileInfo(folder.At("half.safetensors")).Length < new FileInfo(folder.At("car.safetensors")).Length);
        ModelFile.Load(folder.At("half.safetensors")).Dispose();
    }

    [Fact]
    public void For_PyTorch_it_is_the_state_dict()
    {
        Export("car.pt").Well();

        using var best = ModelFile.Load(trained.Path);
        var state = PyTorchFile.Read(folder.At("car.pt"));
        Assert.Equal(best.Model.StateDict().Keys.Order(StringComparer.Ordinal), state.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(best.Model.StateDict()["exit.weight"].ToArray<float>(), state["exit.weight"].ToArray<float>());
    }

    [Fact]
    public void What_exists_stays_and_what_is_unknown_is_not_written()
    {
        File.WriteAllText(folder.At("car.pt"), "mine");

        Export("car.pt").Badly(2, "car.pt exists: add --force to overwrite it");
        Assert.Equal("mine", File.ReadAllText(folder.At("car.pt")));
        Export("car.onnx").Badly(2, "car.onnx: models are written as .safetensors or .pt");
        Assert.False(File.Exists(folder.At("car.onnx")));
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private Finished Export(string name, params string[] more) => InProcess.Run(["export", "--model", trained.Path, "-o", folder.At(name), .. more]);
}

using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Tests.Datasets;

namespace Cutline.Segmentation.Tests.Inference;

public sealed class ModelFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void What_is_not_there_is_named() =>
        Assert.Equal($"there is no model at {folder.At("m.onnx")}: name a run folder or an .onnx file", Error(folder.At("m.onnx")));

    [Fact]
    public void A_folder_without_a_model_says_so() =>
        Assert.Contains("has no best.onnx: train at least one epoch", Error(folder.Path), StringComparison.Ordinal);

    [Fact]
    public void Weights_alone_are_to_be_exported()
    {
        File.WriteAllText(folder.At("best.safetensors"), "");
        Assert.Contains("has weights but no best.onnx: make it with cutline export --model", Error(folder.Path), StringComparison.Ordinal);
        Assert.Contains("holds weights, which do not run by themselves", Error(folder.At("best.safetensors")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_folder_is_its_best_model_and_a_file_itself()
    {
        File.WriteAllText(folder.At("best.onnx"), "");
        Assert.Equal(folder.At("best.onnx"), ModelFile.Locate(folder.Path));
        Assert.Equal(folder.At("best.onnx"), ModelFile.Locate(folder.At("best.onnx")));
    }

    [Fact]
    public void The_hash_is_that_of_the_bytes()
    {
        File.WriteAllText(folder.At("abc"), "abc");
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ModelFile.Hash(folder.At("abc")));
    }

    public void Dispose() => folder.Dispose();

    private static string Error(string path) => Assert.Throws<ModelException>(() => ModelFile.Locate(path)).Message;
}

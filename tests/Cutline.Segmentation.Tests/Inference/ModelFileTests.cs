using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;
using Cutline.Training.Models;
using Cutline.Segmentation.Tests.Datasets;
using Cutline.Segmentation.Preprocessing;
using Cutline.Torch;
using Cutline.Training.Checkpoints;

namespace Cutline.Segmentation.Tests.Inference;

public sealed class ModelFileTests : IDisposable
{
    private static readonly ModelOptions Shape = new() { Base = 3, Depth = 2, Up = UpSampling.Bilinear, MaxChannels = 7 };
    private static readonly PreprocessOptions Input = new(48, 32, Fit.Letterbox, Normalization.ImageNet);

    private readonly TemporaryFolder folder = new();
    private readonly TensorScope scope = new();

    private string At => folder.At("model.safetensors");

    [Fact]
    public void Saved_and_loaded_it_is_the_same_function_with_its_preprocessing()
    {
        using var model = Trained();
        ModelFile.Save(At, model, Input, metadata: new Dictionary<string, string> { ["trained on"] = "drawings" });

        using var loaded = ModelFile.Load(At);

        Assert.Equal((Shape, Input, At), (loaded.Model.Options, loaded.Preprocess, loaded.File));
        Assert.Equal("drawings", loaded.Metadata["trained on"]);
        var x = Tensor.RandN([1, 3, 32, 48]);
        model.Eval();
        Assert.Equal(model.Forward(x).ToArray<float>(), loaded.Model.Forward(x).ToArray<float>());
        Assert.False(loaded.Model.Training);
    }

    [Fact]
    public void Half_the_bits_are_half_the_file_and_nearly_the_same()
    {
        using var model = Trained();
        ModelFile.Save(At, model, Input);
        ModelFile.Save(folder.At("half.safetensors"), model, Input, weights: DType.Float16);

        using var half = ModelFile.Load(folder.At("half.safetensors"));

        Assert.True(new FileInfo(folder.At("half.safetensors")).Length < new FileInfo(At).Length * 0.75);
        var x = Tensor.RandN([1, 3, 32, 48]);
        model.Eval();
        Assert.All(model.Forward(x).ToArray<float>().Zip(half.Model.Forward(x).ToArray<float>()), y => Assert.Equal(y.First, y.Second, 0.02f));
    }

    [Fact]
    public void The_same_weights_make_the_same_file()
    {
        using var model = Trained();
        ModelFile.Save(At, model, Input);
        ModelFile.Save(folder.At("again.safetensors"), model, Input);

        Assert.Equal(ModelFile.Hash(At), ModelFile.Hash(folder.At("again.safetensors")));
    }

    [Fact]
    public void The_classes_come_back_with_their_names_and_colours()
    {
        using var model = new UNet(Shape with { Classes = 3 });
        var classes = new ClassSet([new("ground", (1, 2, 3)), new("\"red\" ü", (255, 0, 0)), new("blue", (0, 0, 254))]);
        ModelFile.Save(At, model, Input, classes);
        using var loaded = ModelFile.Load(At);
        Assert.Equal(classes.Classes, loaded.Classes!.Classes);
    }

    [Theory]
    [InlineData("""["ground", "red"]""")]
    [InlineData("""["ground", "red", "red"]""")]
    [InlineData("""[1, 2, 3]""")]
    [InlineData("""{"classes": 3}""")]
    [InlineData("[")]
    public void Classes_that_are_none_or_too_few_are_an_error_of_one_line(string list)
    {
        using var model = new UNet(Shape with { Classes = 3 });
        ModelFile.Save(At, model, Input, metadata: new Dictionary<string, string> { ["cutline.classes"] = list });
        Assert.StartsWith($"{At} names its classes in a way", Error(At), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', Error(At));
    }

    [Fact]
    public void What_is_not_there_is_named() =>
        Assert.Equal($"there is no model at {At}: name a run folder or a .safetensors file", Error(At));

    [Fact]
    public void A_folder_that_is_no_finished_run_says_so() => Assert.Contains("is no finished run: there is no best.safetensors in it", Error(folder.Path), StringComparison.Ordinal);

    [Fact]
    public void Another_programs_weights_say_so()
    {
        SafeTensors.Write(At, new Dictionary<string, Tensor> { ["weight"] = Tensor.Ones([2]) });
        Assert.Contains("does not say which model it is of", Error(At), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_do_not_fit_their_own_description_say_so()
    {
        using var model = Trained();
        Rewrite(model, """{"base":4,"depth":2}""");
        Assert.Contains("does not fit the model it describes: the weights are those of another model", Error(At), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"base":3,"attention":true}""")]
    [InlineData("""{"base":"three"}""")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"base":0}""")]
    [InlineData("""{"base":256,"depth":8,"max_channels":100000}""")]
    public void Any_description_is_an_error_of_one_line_and_no_crash(string json)
    {
        using var model = Trained();
        Rewrite(model, json);
        Assert.DoesNotContain('\n', Error(At));
    }

    [Fact]
    public void A_file_cut_anywhere_is_an_error_of_one_line()
    {
        using var model = Trained();
        ModelFile.Save(At, model, Input);
        var bytes = File.ReadAllBytes(At);
        foreach (var length in (int[])[0, 1, 7, 8, 9, 100, bytes.Length / 2, bytes.Length - 1])
        {
            File.WriteAllBytes(At, bytes[..length]);
            Assert.DoesNotContain('\n', Error(At));
        }
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private static string Error(string path) => Assert.Throws<CheckpointException>(() => ModelFile.Load(path)).Message;

    /// <summary>A model whose batch statistics are not the initial ones.</summary>
    private static UNet Trained()
    {
        var model = new UNet(Shape);
        using var _ = LibTorch.NoGrad();
        for (var i = 0; i < 3; i++) model.Forward(Tensor.RandN([2, 3, 16, 16]) + 1);
        return model;
    }

    private void Rewrite(UNet model, string description) => SafeTensors.Write(
        At, model.StateDict(), new Dictionary<string, string> { ["cutline.unet"] = description, ["cutline.preprocess"] = """{"width":32,"height":32}""" });
}

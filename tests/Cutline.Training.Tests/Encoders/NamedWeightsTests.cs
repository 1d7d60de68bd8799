using System.Security.Cryptography;
using Cutline.Segmentation.Preprocessing;
using Cutline.Training.Checkpoints;
using Cutline.Training.Encoders;
using Cutline.Training.Models;
using Cutline.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Encoders;

[Collection("live tensors")]
public sealed class NamedWeightsTests
{
    private static readonly TrainOptions Named = new()
    {
        Data = ["d"], Model = new ModelOptions { Name = "fpn", Encoder = "mobilenet_v2" }, EncoderWeights = "imagenet",
        Preprocess = PreprocessOptions.Square(128) with { Normalization = Normalization.ImageNet },
    };

    public static TheoryData<string, string> Shipped => new() { { "imagenet", "mobilenet_v2" }, { "coco-voc", "mobilenet_v2" } };

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Shipped_weights_are_those_of_the_models_page_with_its_hash_and_a_licence(string name, string encoder)
    {
        var file = EncoderWeights.Named(name, encoder);

        var page = File.ReadAllText(RepositoryPaths.Find("models/README.md"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
        Assert.Matches($@"\| `encoders/{Path.GetFileName(file)}` \|.*\| `{hash}` \|", page);
        Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(file)!, "LICENSE")));
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void By_name_and_by_path_an_encoder_computes_the_same_features(string name, string encoder)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var own = EncoderRegistry.Make(encoder);
        using var named = EncoderRegistry.Make(encoder);
        using var other = EncoderRegistry.Make(encoder);
        EncoderWeights.Load(named, EncoderWeights.Named(name, encoder));
        EncoderWeights.Load(other, RepositoryPaths.Find($"models/encoders/{EncoderWeights.All.Single(w =>
            (w.Name, w.Encoder) == (name, encoder)).File}"));
        foreach (var model in (Encoder[])[own, named, other]) model.eval();
        var photo = linspace(-2, 2, 3 * 64 * 64).reshape(1, 3, 64, 64);

        var features = named.Features(photo).Select(f => f.ToArray<float>()).ToArray();

        Assert.Equal(features, other.Features(photo).Select(f => f.ToArray<float>()));
        Assert.NotEqual(features[^1], own.Features(photo)[^1].ToArray<float>());
        Assert.All(features, level => Assert.True(level.Max() > 0.1 && level.All(float.IsFinite)));
    }

    [Fact]
    public void All_weights_in_the_tree_are_at_most_30_MB() => Assert.InRange(
        new DirectoryInfo(RepositoryPaths.Find("models")).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(f => f.Extension is ".onnx" or ".safetensors").Sum(f => f.Length),
        1, 30_000_000);

    [Theory]
    [InlineData("imagenet", "resnet34", "EncoderWeights is imagenet, and resnet34 has none of that name (mobilenet_v2: imagenet, coco-voc; "
        + "mobilenet_v2_96: imagenet, coco-voc; resnet18: imagenet): give the path of a file that torchvision's resnet34 was saved to")]
    [InlineData("coco-voc", "resnet18", "EncoderWeights is coco-voc, and resnet18 has none of that name")]
    [InlineData("imagenet", "mobilenet_v2_1280", "EncoderWeights is imagenet, and mobilenet_v2_1280 has none of that name")]
    public void Without_weights_of_the_name_the_others_are_listed(string name, string encoder, string message)
    {
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => EncoderWeights.Named(name, encoder)).Message,
            StringComparison.Ordinal);
        var options = Named with { EncoderWeights = name, Model = Named.Model with { Encoder = encoder } };
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => options.Validated()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_no_paths_and_paths_no_names()
    {
        Assert.True(EncoderWeights.IsName("coco-voc"));
        Assert.False(EncoderWeights.IsName("./imagenet"));
        Assert.False(EncoderWeights.IsName("imagenet.pth"));
    }

    [Fact]
    public void A_name_brings_its_normalization_unless_another_was_chosen()
    {
        var unit = Named with { Preprocess = PreprocessOptions.Square(128) };

        var (options, taken) = StartingModel.TakeOver(unit, []);
        Assert.Equal(Normalization.ImageNet, options.Preprocess.Normalization);
        Assert.Equal("normalization: imagenet, because of the encoder's weights imagenet", taken);
        Assert.Same(options, options.Validated());

        Assert.Equal((unit, null), StartingModel.TakeOver(unit, ["Preprocess.Normalization"]));
        Assert.Equal(
            "EncoderWeights imagenet are for colours of Preprocess.Normalization ImageNet, and it is Unit: use ImageNet",
            Assert.Throws<ArgumentException>(() => unit.Validated()).Message);
        Assert.Equal((Named, null), StartingModel.TakeOver(Named, []));
        var path = unit with { EncoderWeights = "imagenet.pth" };
        Assert.Equal((path, null), StartingModel.TakeOver(path, []));
    }
}

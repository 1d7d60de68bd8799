using Cutline.Golden;
using Cutline.Training.Checkpoints;
using Cutline.Training.Layers;
using Cutline.Training.Models;
using Cutline.Training.Tests.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Models;

/// <summary>Checkpoints of other projects and the logits of their own models (tests/golden/checkpoints/peers.py).</summary>
public sealed class ModelImportTests : IDisposable
{
    private const double Close = 1e-4;

    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    [Theory]
    [InlineData("milesial-transposed", UpSampling.Transposed)]
    [InlineData("milesial-bilinear", UpSampling.BilinearNarrow)]
    public void Logits_of_a_model_of_milesials_are_its_own(string name, UpSampling up)
    {
        SegmentationModel loaded;
        using (NewDisposeScope()) loaded = ModelImport.Load(Checkpoints.Golden.At($"{name}.pth")); // the model outlives this scope
        using var model = loaded;

        Assert.Equal(new ModelOptions { Base = 2, MaxChannels = 32, Classes = 2, Up = up }, model.Options);
        using var golden = new GoldenFile($"checkpoints/{name}");
        AssertLogits(golden["logits"], model, golden["input"]);
    }

    [PythonTheory("torch")]
    [InlineData("resnet18", "unet")]
    [InlineData("resnet34", "unet")]
    [InlineData("resnet50", "unet")]
    [InlineData("mobilenet_v2", "unet")]
    [InlineData("resnet18", "fpn")]
    [InlineData("mobilenet_v2", "fpn")]
    public void Logits_of_a_model_of_segmentation_models_pytorch_are_its_own(string encoder, string kind)
    {
        var (code, output) = PythonFactAttribute.Run(Checkpoints.Golden.At("peers.py"), folder.At(""), encoder, kind);
        Assert.True(code == 0, output);

        using var model = ModelImport.Load(folder.At("smp.pth"));

        Assert.Equal($"smp-{kind}", model.Options.Name);
        Assert.StartsWith(encoder, model.Options.Encoder, StringComparison.Ordinal);
        Assert.Equal((16, 3), (model.Options.Base, model.Options.Classes));
        using var expected = SafeTensors.Open(folder.At("smp.safetensors"));
        AssertLogits(expected.Read("logits"), model, expected.Read("input"));
    }

    [Fact]
    public void Wrappers_and_either_format_make_no_difference()
    {
        var state = PyTorchFile.Read(Checkpoints.Golden.At("milesial-bilinear.pth"));
        SafeTensors.Write(folder.At("a.safetensors"), state.ToDictionary(t => $"module._orig_mod.{t.Key}", t => t.Value));
        using var golden = new GoldenFile("checkpoints/milesial-bilinear");

        using var model = ModelImport.Load(folder.At("a.safetensors"));

        AssertLogits(golden["logits"], model, golden["input"]);
    }

    [Fact]
    public void A_model_of_ours_goes_back_under_the_names_of_segmentation_models_pytorch()
    {
        using var model = new SmpUNet(new ModelOptions { Name = "smp-unet", Encoder = "resnet18", Base = 2 });
        PyTorchFile.Write(folder.At("a.pth"), model.state_dict());

        using var again = ModelImport.Load(folder.At("a.pth"));

        Assert.Equal(model.Options with { MaxChannels = 32 }, again.Options);
        Assert.Contains("decoder.blocks.4.conv2.1.running_var", StateDict.Of(model).Keys);
        const string weight = "encoder.layer4.1.conv2.weight";
        Assert.Equal(StateDict.Of(model)[weight].ToArray<float>(), StateDict.Of(again)[weight].ToArray<float>());
    }

    [Fact]
    public void A_pyramid_of_ours_goes_back_under_the_names_of_segmentation_models_pytorch()
    {
        using var model = new SmpFpn(new ModelOptions { Name = "smp-fpn", Encoder = "resnet18", Base = 4, Classes = 2 });
        PyTorchFile.Write(folder.At("a.pth"), model.state_dict());

        using var again = ModelImport.Load(folder.At("a.pth"));

        Assert.Equal(model.Options, again.Options);
        Assert.Contains("decoder.seg_blocks.0.block.2.block.1.weight", StateDict.Of(model).Keys);
        Assert.Contains("decoder.p2.skip_conv.weight", StateDict.Of(model).Keys);
    }

    [Fact]
    public void What_is_no_model_of_theirs_is_refused_in_one_line()
    {
        Assert.EndsWith(
            "holds weights of no known project: use a file of milesial/Pytorch-UNet or segmentation_models.pytorch's Unet or "
                + "segmentation_models.pytorch's FPN or transformers' SegFormer",
            Refused(Checkpoints.Golden.At("module.pt")));

        var state = PyTorchFile.Read(Checkpoints.Golden.At("milesial-transposed.pth"));
        // Convolutions of versions before 2021 have biases.
        Assert.Contains("enter.conv.0.bias is unknown", With("inc.double_conv.0.bias", zeros([2])), StringComparison.Ordinal);
        Assert.Contains(
            "outc.conv.weight is F32 (2), no weight of a convolution", With("outc.conv.weight", zeros([2])), StringComparison.Ordinal);
        Assert.Contains("ask for 4096 channels", With("inc.double_conv.0.weight", zeros([256, 3, 3, 3])), StringComparison.Ordinal);
        Assert.Contains(
            "ask for 16777216 channels", With("inc.double_conv.0.weight", empty([1L << 40, 0, 3, 3])), StringComparison.Ordinal);

        string With(string name, Tensor changed)
        {
            PyTorchFile.Write(folder.At("a.pth"), new Dictionary<string, Tensor>(state) { [name] = changed });
            return Refused(folder.At("a.pth"));
        }

        static string Refused(string path) => Assert.Throws<CheckpointException>(() => ModelImport.Load(path)).Message;
    }

    [Theory]
    [InlineData("encoder.layer3.6.conv1.weight")] // resnet101
    [InlineData("encoder.stem.weight")]
    public void An_encoder_that_is_not_here_is_named(string name)
    {
        SafeTensors.Write(folder.At("a.safetensors"), new Dictionary<string, Tensor>
        {
            [name] = ones([1, 1, 1, 1]), ["encoder.layer1.0.conv1.weight.x"] = ones([1]),
            ["decoder.blocks.0.x"] = ones([1]), ["segmentation_head.0.weight"] = ones([1, 16, 3, 3]),
        });
        Assert.Contains(
            "its encoder is none of resnet18, resnet34, resnet50 and mobilenet_v2",
            Assert.Throws<CheckpointException>(() => ModelImport.Load(folder.At("a.safetensors"))).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private static void AssertLogits(Tensor expected, SegmentationModel model, Tensor input)
    {
        model.eval();
        using var _ = no_grad();
        var off = (model.call(input) - expected).abs().max().item<float>();
        Assert.True(off <= Close, $"logits are off by {off}");
        Assert.InRange(expected.std().item<float>(), 0.01, 10); // of a size that makes the tolerance mean something
    }
}

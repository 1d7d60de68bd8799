using Cutline.Training.Encoders;
using Cutline.Training.Layers;
using Cutline.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Models;

[Collection("live tensors")]
public sealed class ModelRegistryTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    [Fact]
    public void Names() =>
        Assert.Equal(
            [
                "unet", "unet++", "attention-unet", "deeplabv3+", "ddrnet-23-slim", "smp-unet", "fpn", "smp-fpn", "segformer", "edges",
            ],
            ModelRegistry.Names.Where(n => !n.StartsWith("test-", StringComparison.Ordinal)));

    [Theory]
    [InlineData("segnet", null, "Model.Name is 'segnet': use unet, unet++, attention-unet, deeplabv3+, ddrnet-23-slim")]
    [InlineData("unet", "vgg16", "Model.Encoder is 'vgg16': use resnet18, resnet34, resnet50, mobilenet_v2")]
    [InlineData("deeplabv3+", null, "Model.Encoder is none, and deeplabv3+ needs one: use resnet18, resnet34, resnet50, mobilenet_v2")]
    [InlineData("unet++", "resnet18",
        "Model.Encoder is resnet18, and unet++ has no encoder but its own: leave it out, or use the model unet or deeplabv3+")]
    public void What_cannot_be_made_says_what_can(string name, string? encoder, string message) =>
        Assert.StartsWith(message,
            Assert.Throws<ArgumentException>(() => ModelRegistry.Make(new ModelOptions { Name = name, Encoder = encoder })).Message,
            StringComparison.Ordinal);

    /// <summary>Hong et al. 2021, table 3: 5.7 million parameters and 36.3 G at 2048×1024, for 19 classes.</summary>
    [Fact]
    public void The_real_time_model_has_the_papers_parameters_and_multiply_accumulates()
    {
        using var model = ModelRegistry.Make(new ModelOptions { Name = "ddrnet-23-slim", Classes = 19 });
        var summary = ModelSummary.Of(model, 512, 256);

        Assert.Equal(5.7, summary.Parameters / 1e6, 0.05);
        Assert.Equal(36.3, 16 * summary.Macs / 1e9, 0.1);
    }

    [Fact]
    public void The_small_model_that_begins_with_known_weights_has_under_a_million_parameters()
    {
        using var model = ModelRegistry.Make(new ModelOptions { Name = "fpn", Encoder = "mobilenet_v2_96", Classes = 19 });
        Assert.Equal((580_563, 16), (model.parameters().Sum(p => p.numel()), model.Stride));
    }

    /// <summary>X(0,0), X(1,0), X(0,1) of one channel each, two on the lower level.</summary>
    [Fact]
    public void The_smallest_nested_unet_is_a_unet()
    {
        using var nested = new UNetPlusPlus(new ModelOptions { Base = 1, Depth = 1 });
        using var plain = new UNet(new ModelOptions { Base = 1, Depth = 1 });
        StateDict.Load(plain,
            nested.state_dict().ToDictionary(t => t.Key.Replace("node0_1", "up1", StringComparison.Ordinal), t => t.Value));
        plain.eval();
        nested.eval();
        var x = rand(1, 3, 8, 6);
        Assert.Equal(plain.call(x).ToArray<float>(), nested.call(x).ToArray<float>());
    }

    [Fact]
    public void Nodes_of_a_nested_unet_join_all_before_them_on_their_level()
    {
        using var model = new UNetPlusPlus(new ModelOptions { Base = 2, Depth = 3 });
        var state = model.state_dict();
        foreach (var (node, inputs, outputs) in ((string, long, long)[])[("node0_1", 2 + 2, 2), ("node0_2", 2 * 2 + 2, 2),
            ("node0_3", 3 * 2 + 2, 2), ("node1_1", 4 + 4, 4), ("node1_2", 2 * 4 + 4, 4), ("node2_1", 8 + 8, 8)])
            Assert.Equal([outputs, inputs, 3, 3], state[$"{node}.conv.conv.0.weight"].shape);
        Assert.DoesNotContain("node2_2.conv.conv.0.weight", state.Keys);
    }

    /// <summary>With ψ's bias far down every gate is shut, far up it is open: then the model is a U-Net.</summary>
    [Fact]
    public void Open_gates_make_attention_a_unet_and_shut_gates_hide_the_skips()
    {
        var options = new ModelOptions { Base = 8, Depth = 2 };
        using var attention = new AttentionUNet(options);
        using var plain = new UNet(options);
        StateDict.Load(plain, attention.state_dict().Where(t => !t.Key.StartsWith("gate", StringComparison.Ordinal)).ToDictionary());
        attention.eval();
        plain.eval();
        using var _ = no_grad();
        var x = rand(1, 3, 16, 16);

        attention.state_dict()["gate1.psi.bias"].fill_(100);
        var open = attention.call(x).ToArray<float>();
        attention.state_dict()["gate1.psi.bias"].fill_(-100);
        var shut = attention.call(x).ToArray<float>();

        Assert.All(plain.call(x).ToArray<float>().Zip(open), v => Assert.Equal(v.First, v.Second, 1e-6f));
        Assert.NotEqual(open, shut);
    }

    /// <summary>θ, φ and ψ of ones: α = σ(4·x̄ + g) for a 2×2 block, of which there is one.</summary>
    [Fact]
    public void A_gate_by_hand()
    {
        using var gate = new AttentionGate(2, 1);
        using var _ = no_grad();
        foreach (var (name, tensor) in gate.state_dict()) tensor.fill_(name.EndsWith("bias", StringComparison.Ordinal) ? 0 : 1);
        var skip = tensor([0.1f, 0.2f, 0.3f, 0.4f, 0, 0, 0, 0], [1, 2, 2, 2]);

        var y = gate.call(skip, tensor([0.5f], [1, 1, 1, 1]));

        var alpha = 1 / (1 + Math.Exp(-(0.1 + 0.2 + 0.3 + 0.4 + 0.5)));
        Assert.All(y.ToArray<float>().Zip(skip.ToArray<float>()), v => Assert.Equal(v.Second * alpha, v.First, 1e-6));
    }

    [Fact]
    public void A_file_of_before_there_were_names_is_a_unet()
    {
        using var folder = new TemporaryFolder();
        using (var model = new UNet(new() { Base = 4, Depth = 2 }))
        {
            var metadata = new Dictionary<string, string>
            {
                ["cutline.preprocess"] = """{"width":64,"height":32,"fit":"letterbox","normalization":"unit"}""",
                ["cutline.unet"] = """{"base":4,"depth":2,"in_channels":3,"classes":1,"up":"transposed"}""",
            };
            Training.Checkpoints.SafeTensors.Write(folder.At("old.safetensors"), StateDict.Of(model), metadata);
        }

        using var loaded = ModelCheckpoint.Load(folder.At("old.safetensors"));
        Assert.IsType<UNet>(loaded.Model);
        Assert.Equal(("unet", (string?)null), (loaded.Model.Options.Name, loaded.Model.Options.Encoder));
        Assert.False(loaded.Model.training);
    }

    [Fact]
    public void A_model_and_an_encoder_of_ones_own_are_made_by_name_and_checkpoints_know_them()
    {
        if (!ModelRegistry.Names.Contains("test-thin")) ModelRegistry.Register("test-thin", o => new Thin(o));
        if (!EncoderRegistry.Names.Contains("test-resnet10")) EncoderRegistry
            .Register("test-resnet10", (channels, dilated) => EncoderRegistry.Make("resnet18", channels, dilated));
        using var model = ModelRegistry.Make(new ModelOptions { Name = "test-thin", Base = 3, Classes = 2 });
        using var folder = new TemporaryFolder();

        ModelCheckpoint.Save(folder.At("thin.safetensors"), model, Segmentation.Preprocessing.PreprocessOptions.Square(8));

        using var loaded = ModelCheckpoint.Load(folder.At("thin.safetensors"));
        Assert.IsType<Thin>(loaded.Model);
        Assert.Equal([2, 2, 5, 7], loaded.Model.call(rand(2, 3, 5, 7)).shape);
        using var unet = ModelRegistry.Make(new ModelOptions { Encoder = "test-resnet10", Base = 2 });
        Assert.Equal("there is a model named 'test-thin' already: register yours under another name",
            Assert.Throws<ArgumentException>(() => ModelRegistry.Register("test-thin", o => new Thin(o))).Message);
        Assert.Throws<ArgumentException>(() => EncoderRegistry.Register("test-resnet10", (_, _) => EncoderRegistry.Make("resnet18")));
    }

    public void Dispose() => scope.Dispose();

    /// <summary>A model as a user of the library writes it: one layer as a field, one by name.</summary>
    private sealed class Thin : SegmentationModel
    {
        private readonly TorchSharp.Modules.Conv2d first;
        private readonly nn.Module<Tensor, Tensor> last;

        public Thin(ModelOptions options) : base(nameof(Thin), options.Validated(), stride: 4)
        {
            first = nn.Conv2d(options.InChannels, options.Base, 3, padding: 1);
            last = Register("last", nn.Conv2d(options.Base, options.Classes, 1));
            RegisterComponents();
        }

        protected override Tensor Logits(Tensor x) => last.call(F.Relu(first.call(x)));
    }
}

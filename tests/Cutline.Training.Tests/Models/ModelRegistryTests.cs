using Cutline.Segmentation.Inference;
using Cutline.Training.Models;
using Cutline.Torch;

namespace Cutline.Training.Tests.Models;

public sealed class ModelRegistryTests : IDisposable
{
    private readonly TensorScope scope = new();

    [Fact]
    public void Names() => Assert.Equal(["unet", "unet++", "attention-unet", "deeplabv3+", "ddrnet-23-slim"], ModelRegistry.Names);

    [Theory]
    [InlineData("segnet", null, "there is no model named 'segnet': use unet, unet++, attention-unet, deeplabv3+, ddrnet-23-slim")]
    [InlineData("unet", "vgg16", "there is no encoder named 'vgg16': use resnet18, resnet34, resnet50, mobilenet_v2")]
    [InlineData("deeplabv3+", null, "deeplabv3+ stands on an encoder: name one with --encoder (resnet18, resnet34, resnet50, mobilenet_v2)")]
    [InlineData("unet++", "resnet18", "unet++ has no encoder but its own: leave --encoder out, or choose unet or deeplabv3+")]
    public void What_cannot_be_made_says_what_can(string name, string? encoder, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => ModelRegistry.Make(new ModelOptions { Name = name, Encoder = encoder })).Message);

    /// <summary>Hong et al. 2021, table 3: 5.7 million parameters and 36.3 G at 2048×1024, for 19 classes.</summary>
    [Fact]
    public void The_real_time_model_has_the_papers_parameters_and_multiply_accumulates()
    {
        using var model = ModelRegistry.Make(new ModelOptions { Name = "ddrnet-23-slim", Classes = 19 });
        var summary = ModelSummary.Of(model, 512, 256);

        Assert.Equal(5.7, summary.Parameters / 1e6, 0.05);
        Assert.Equal(36.3, 16 * summary.Macs / 1e9, 0.1);
    }

    /// <summary>X(0,0), X(1,0), X(0,1) of one channel each, two on the lower level.</summary>
    [Fact]
    public void The_smallest_nested_unet_is_a_unet()
    {
        using var nested = new UNetPlusPlus(new ModelOptions { Base = 1, Depth = 1 });
        using var plain = new UNet(new ModelOptions { Base = 1, Depth = 1 });
        plain.LoadStateDict(nested.StateDict().ToDictionary(t => t.Key.Replace("node0_1", "up1", StringComparison.Ordinal), t => t.Value));
        plain.Eval();
        nested.Eval();
        var x = Tensor.Rand([1, 3, 8, 6]);
        Assert.Equal(plain.Forward(x).ToArray<float>(), nested.Forward(x).ToArray<float>());
    }

    [Fact]
    public void Nodes_of_a_nested_unet_join_all_before_them_on_their_level()
    {
        using var model = new UNetPlusPlus(new ModelOptions { Base = 2, Depth = 3 });
        var state = model.StateDict();
        foreach (var (node, inputs, outputs) in ((string, long, long)[])[("node0_1", 2 + 2, 2), ("node0_2", 2 * 2 + 2, 2), ("node0_3", 3 * 2 + 2, 2), ("node1_1", 4 + 4, 4), ("node1_2", 2 * 4 + 4, 4), ("node2_1", 8 + 8, 8)])
            Assert.Equal([outputs, inputs, 3, 3], state[$"{node}.conv.conv.0.weight"].Shape);
        Assert.DoesNotContain("node2_2.conv.conv.0.weight", state.Keys);
    }

    /// <summary>With ψ's bias far down every gate is shut, far up it is open: then the model is a U-Net.</summary>
    [Fact]
    public void Open_gates_make_attention_a_unet_and_shut_gates_hide_the_skips()
    {
        var options = new ModelOptions { Base = 8, Depth = 2 };
        using var attention = new AttentionUNet(options);
        using var plain = new UNet(options);
        plain.LoadStateDict(attention.StateDict().Where(t => !t.Key.StartsWith("gate", StringComparison.Ordinal)).ToDictionary());
        attention.Eval();
        plain.Eval();
        using var _ = LibTorch.NoGrad();
        var x = Tensor.Rand([1, 3, 16, 16]);

        attention.StateDict()["gate1.psi.bias"].Fill(100);
        var open = attention.Forward(x).ToArray<float>();
        attention.StateDict()["gate1.psi.bias"].Fill(-100);
        var shut = attention.Forward(x).ToArray<float>();

        Assert.All(plain.Forward(x).ToArray<float>().Zip(open), v => Assert.Equal(v.First, v.Second, 1e-6f));
        Assert.NotEqual(open, shut);
    }

    /// <summary>θ, φ and ψ of ones: α = σ(4·x̄ + g) for a 2×2 block, of which there is one.</summary>
    [Fact]
    public void A_gate_by_hand()
    {
        using var gate = new AttentionGate(2, 1);
        using var _ = LibTorch.NoGrad();
        foreach (var (name, tensor) in gate.StateDict()) tensor.Fill(name.EndsWith("bias", StringComparison.Ordinal) ? 0 : 1);
        var skip = Tensor.From<float>([0.1f, 0.2f, 0.3f, 0.4f, 0, 0, 0, 0], 1, 2, 2, 2);

        var y = gate.Forward(skip, Tensor.From<float>([0.5f], 1, 1, 1, 1));

        var alpha = 1 / (1 + Math.Exp(-(0.1 + 0.2 + 0.3 + 0.4 + 0.5)));
        Assert.All(y.ToArray<float>().Zip(skip.ToArray<float>()), v => Assert.Equal(v.Second * alpha, v.First, 1e-6));
        Assert.Contains("coarser", Assert.Throws<NotSupportedException>(() => gate.Forward(skip)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shipped_model_of_before_there_were_names_is_a_unet()
    {
        using var loaded = ModelFile.Load(RepositoryPaths.Find("models/car.safetensors"));
        Assert.IsType<UNet>(loaded.Model);
        Assert.Equal(("unet", (string?)null), (loaded.Model.Options.Name, loaded.Model.Options.Encoder));
    }

    public void Dispose() => scope.Dispose();
}

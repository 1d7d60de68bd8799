using Cutline.Golden;
using Cutline.Training.Layers;
using Cutline.Training.Models;
using Cutline.Training.Tests.Encoders;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Models;

/// <summary>The light feature pyramid against PyTorch's (golden/encoders/make.py).</summary>
public sealed class FpnGoldenTests
{
    [Fact]
    public void Logits_are_pytorchs_of_the_same_weights()
    {
        using var scope = NewDisposeScope();
        using var golden = new GoldenFile("encoders/fpn");
        using var model = ModelRegistry.Make(new() { Name = "fpn", Encoder = "mobilenet_v2", Base = 4 });
        StateDict.Load(model, FormulaWeights.Of(golden.Metadata["fpn"]));
        model.eval();
        using var _ = no_grad();

        var logits = model.call(golden["input"]);

        Assert.True(logits.std().item<float>() > 0.1);
        golden.AssertClose("logits", logits, 1e-4);
    }
}

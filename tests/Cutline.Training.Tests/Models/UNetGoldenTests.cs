using Cutline.Golden;
using Cutline.Training.Layers;
using Cutline.Training.Losses;
using Cutline.Training.Models;
using Cutline.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Models;

/// <summary>The whole U-Net against the same one in PyTorch, by its state dict (golden/unet/make.py).</summary>
public sealed class UNetGoldenTests : IDisposable
{
    // PyTorch's own fp32 lies this far from its fp64: channels-last sums in another order, through eleven convolutions and batch norms.
    private const double PlainTolerance = 1e-5, ChannelsLastTolerance = 3e-5;

    // Adam divides small gradients by themselves, and what rounding made of them with it.
    private const double TrainingTolerance = 1e-4;
    private const int Steps = 10;

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly GoldenFile golden = new("unet/unet");

    public static TheoryData<string, bool> Cases() =>
        new() { { "transposed", false }, { "transposed", true }, { "bilinear", false }, { "bilinear", true } };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Names_logits_losses_and_gradients_are_PyTorchs(string name, bool flat)
    {
        using var model = Load(name);
        using var parameters = flat ? new FlatParameters(model) : null; // and channels-last
        var tolerance = flat ? ChannelsLastTolerance : PlainTolerance;
        var (x, target) = (flat ? golden["input"].ChannelsLast() : golden["input"], golden["target"]);

        var logits = model.call(x);
        golden.AssertClose($"{name}.logits", logits, tolerance);
        golden.AssertClose($"{name}.loss.bce", new BceLoss().Forward(logits, target));
        golden.AssertClose($"{name}.loss.dice", new DiceLoss().Forward(logits, target));

        new BceDiceLoss().Forward(logits, target).backward();
        foreach (var (key, parameter) in model.named_parameters()) golden.AssertClose($"{name}.grad.{key}", parameter.grad, tolerance);

        // Evaluation, with the running statistics that the one batch has left, and with sizes that are padded.
        model.eval();
        using var _ = no_grad();
        x = x.narrow(0, 0, 1);
        var odd = x.narrow(2, 0, 30).narrow(3, 0, 27);
        golden.AssertClose($"{name}.logits.eval", model.call(x), tolerance);
        golden.AssertClose($"{name}.logits.odd", model.call(odd), tolerance);
    }

    [Fact]
    public void Ten_steps_of_Adam_are_PyTorchs()
    {
        using var model = Load("transposed");
        using var parameters = new FlatParameters(model);
        using var adam = new Adam(parameters);
        var step = new OptimizationStep(adam);
        var (x, target, losses) = (golden["input"].ChannelsLast(), golden["target"], new List<Tensor>());
        for (var i = 0; i < Steps; i++)
        {
            using var temporary = NewDisposeScope();
            var loss = new BceLoss().Forward(model.call(x), target);
            step.Add(loss);
            step.Apply();
            losses.Add(loss.detach().MoveToOuterDisposeScope());
        }

        golden.AssertClose("trained.losses", stack(losses), TrainingTolerance);
        foreach (var (key, tensor) in parameters.StateDict()) golden.AssertNear($"trained.state.{key}", tensor, TrainingTolerance);
    }

    public void Dispose()
    {
        golden.Dispose();
        scope.Dispose();
    }

    private UNet Load(string name)
    {
        var model = new UNet(new ModelOptions
        {
            Base = name == "transposed" ? 4 : 2,
            Depth = 2,
            Up = name == "transposed" ? UpSampling.Transposed : UpSampling.Bilinear,
        });
        Assert.Equal(golden.Metadata[name].Split(' ').Order(), model.state_dict().Keys.Order());
        StateDict.Load(model, golden.Part($"{name}.state."));
        return model;
    }
}

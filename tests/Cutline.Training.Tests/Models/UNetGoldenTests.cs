using Cutline.Golden;
using Cutline.Training.Losses;
using Cutline.Training.Models;
using Cutline.Torch;
using Cutline.Torch.Optim;

namespace Cutline.Training.Tests.Models;

/// <summary>The whole U-Net against the same one in PyTorch, by its state dict (golden/unet/make.py).</summary>
public sealed class UNetGoldenTests : IDisposable
{
    // PyTorch's own fp32 lies this far from its fp64: channels-last sums in another order, through eleven convolutions and batch norms.
    private const double PlainTolerance = 1e-5, ChannelsLastTolerance = 3e-5;

    // Adam divides small gradients by themselves, and what rounding made of them with it.
    private const double TrainingTolerance = 1e-4;
    private const int Steps = 10;

    private readonly TensorScope scope = new();
    private readonly GoldenFile golden = new("unet/unet");

    public static TheoryData<string, bool> Cases() => new() { { "transposed", false }, { "transposed", true }, { "bilinear", false }, { "bilinear", true } };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Names_logits_losses_and_gradients_are_PyTorchs(string name, bool channelsLast)
    {
        using var model = Load(name);
        var tolerance = channelsLast ? ChannelsLastTolerance : PlainTolerance;
        var (x, target) = (golden["input"], golden["target"]);
        if (channelsLast)
        {
            model.ToChannelsLast();
            x = x.ChannelsLast();
        }

        var logits = model.Forward(x);
        golden.AssertClose($"{name}.logits", logits, tolerance);
        golden.AssertClose($"{name}.loss.bce", SegmentationLoss.Parse("bce").Forward(logits, target));
        golden.AssertClose($"{name}.loss.dice", SegmentationLoss.Parse("dice").Forward(logits, target));

        SegmentationLoss.Parse("bce+dice").Forward(logits, target).Backward();
        foreach (var (key, tensor) in model.StateDict())
            if (tensor.RequiresGrad) golden.AssertClose($"{name}.grad.{key}", tensor.Grad, tolerance);

        // Evaluation, with the running statistics that the one batch has left; sizes that are padded; batch norm folded away.
        model.Eval();
        using var _ = LibTorch.NoGrad();
        x = x.Narrow(0, 0, 1);
        var odd = x.Narrow(2, 0, 30).Narrow(3, 0, 27);
        golden.AssertClose($"{name}.logits.eval", model.Forward(x), tolerance);
        golden.AssertClose($"{name}.logits.odd", model.Forward(odd), tolerance);
        model.Fold(DType.Float32);
        golden.AssertClose($"{name}.logits.eval", model.Forward(x), tolerance);
        golden.AssertClose($"{name}.logits.odd", model.Forward(odd), tolerance);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ten_steps_of_Adam_are_PyTorchs(bool channelsLast)
    {
        using var model = Load("transposed");
        if (channelsLast) model.ToChannelsLast();
        using var adam = new Adam(model.Parameters());
        var (x, target, losses) = (golden["input"], golden["target"], new List<Tensor>());
        for (var step = 0; step < Steps; step++)
        {
            using var temporary = new TensorScope();
            adam.ZeroGrad();
            var loss = SegmentationLoss.Parse("bce").Forward(model.Forward(channelsLast ? x.ChannelsLast() : x), target);
            loss.Backward();
            adam.Step();
            losses.Add(temporary.Keep(loss.Detach()));
        }

        golden.AssertClose("trained.losses", Tensor.Stack([.. losses]), TrainingTolerance);
        foreach (var (key, tensor) in model.StateDict()) golden.AssertNear($"trained.state.{key}", tensor, TrainingTolerance);
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
        Assert.Equal(golden.Metadata[name].Split(' '), model.StateDict().Keys);
        model.LoadStateDict(golden.Part($"{name}.state."));
        return model;
    }
}

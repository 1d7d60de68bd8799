using Cutline.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Losses;

/// <summary>Losses of a user's own: derived, made of a function, summed, and under a name.</summary>
[Collection("live tensors")] // alone: other tests read the names of all losses
public sealed class LossRegistryTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    [Fact]
    public void A_loss_of_a_users_own_has_a_name_and_options()
    {
        LossRegistry.Register("absolute", o => new AbsoluteLoss(o.Alpha ?? 1), LossClasses.Binary, nameof(LossOptions.Alpha));

        Assert.Contains("absolute", LossRegistry.Names);
        Assert.Contains("absolute", LossRegistry.NamesFor(1));
        Assert.DoesNotContain("absolute", LossRegistry.NamesFor(3));
        Assert.Equal(1.5, Value(LossRegistry.Make("absolute", new() { Alpha = 3 })), 1e-6);
        var message = Assert.Throws<ArgumentException>(() => LossRegistry.Make("absolute", new() { Gamma = 1 })).Message;
        Assert.StartsWith("loss absolute has no Gamma", message, StringComparison.Ordinal);

        LossRegistry.Register("absolute", _ => new AbsoluteLoss(2));
        Assert.Equal(1, Value(LossRegistry.Make("absolute")), 1e-6);

        Assert.True(LossRegistry.Remove("absolute"));
        Assert.False(LossRegistry.Remove("absolute"));
        Assert.DoesNotContain("absolute", LossRegistry.Names);
    }

    [Fact]
    public void A_name_or_an_option_that_is_none_is_refused()
    {
        Assert.Throws<ArgumentException>(() => LossRegistry.Register(" ", _ => new DiceLoss()));
        Assert.Equal(
            "LossOptions has no property gamma: use nameof",
            Assert.Throws<ArgumentException>(() => LossRegistry.Register("mine", _ => new DiceLoss(), LossClasses.Any, "gamma")).Message);
    }

    [Fact]
    public void Losses_are_added_weighted_and_made_of_functions()
    {
        var absolute = SegmentationLoss.Of((logits, target) => (logits - target).abs().mean());

        Assert.Equal(0.5, Value(absolute), 1e-6);
        Assert.Equal(0.5 + 0.1 * 0.5, Value(absolute + 0.1 * absolute), 1e-6);
        Assert.Equal(Value(new BceLoss()) + 2 * Value(new DiceLoss()), Value(new BceLoss() + 2 * new DiceLoss()), 1e-6);
    }

    /// <summary>Without the check, a target without channels would be broadcast to (N, N, H, W), and the loss mean nothing.</summary>
    [Fact]
    public void A_target_of_another_shape_is_refused()
    {
        Assert.Equal(
            "the target is [2x1x2], type = Float32, device = cpu: "
            + "logits [2x1x1x2], type = Float32, device = cpu go with zeros and ones of the same shape",
            Assert.Throws<ArgumentException>(() => new DiceLoss().Forward(zeros([2, 1, 1, 2]), zeros([2, 1, 2]))).Message);
        var message = Assert.Throws<ArgumentException>(() => new DiceLoss().Forward(zeros([2, 2]), zeros([2, 2]))).Message;
        Assert.StartsWith("logits are [2x2]", message, StringComparison.Ordinal);
        Assert.Equal(
            "2 class weights do not fit 3 classes: give one weight for each class",
            Assert.Throws<ArgumentException>(
                () => new CrossEntropyLoss([1, 2]).Forward(zeros([1, 3, 1, 1]), zeros([1, 1, 1], ScalarType.Int64))).Message);
    }

    public void Dispose() => scope.Dispose();

    /// <summary>The loss of logits 1 and 0 where the truth is 1 and 1.</summary>
    private static double Value(SegmentationLoss loss) =>
        loss.Forward(tensor((float[])[1, 0], [1, 1, 1, 2]), ones([1, 1, 1, 2])).item<float>();

    private sealed class AbsoluteLoss(double factor) : SegmentationLoss
    {
        protected override Tensor Compute(Tensor logits, Tensor target) => (logits - target).abs().mean() * factor;
    }
}

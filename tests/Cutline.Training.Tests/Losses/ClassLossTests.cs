using Cutline.Segmentation.Labels;
using Cutline.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Losses;

/// <summary>What holds for every loss of several classes.</summary>
public sealed class ClassLossTests : IDisposable
{
    private const int Classes = 3;

    private readonly DisposeScope scope = NewDisposeScope();

    public static TheoryData<string> Names => [.. LossRegistry.NamesFor(Classes)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Void_pixels_have_no_gradient_and_change_nothing(string name)
    {
        var target = Target([0, 1, 2, ClassSet.Void, 1, ClassSet.Void]);
        var x = Logits(1);
        var loss = Parse(name).Forward(x, target);
        loss.backward();
        var gradient = x.grad!.permute(0, 2, 3, 1).reshape(-1, Classes).ToArray<float>().Chunk(Classes).ToArray();

        Assert.All(new[] { 3, 5 }, i => Assert.All(gradient[i], g => Assert.Equal(0, g)));
        Assert.Contains(gradient.Where((_, i) => i is not (3 or 5)).SelectMany(g => g), g => g != 0);

        var moved = x.detach().clone();
        moved.narrow(3, 3, 1).fill_(40); // what the model says of a void pixel
        Assert.Equal(loss.item<float>(), Parse(name).Forward(moved, target).item<float>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_but_void_costs_nothing(string name)
    {
        var x = Logits(2);
        var loss = Parse(name).Forward(x, Target([255, 255, 255, 255, 255, 255]));
        loss.backward();

        Assert.Equal(0, loss.item<float>());
        Assert.All(x.grad!.ToArray<float>(), g => Assert.Equal(0, g));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Empty_classes_and_extreme_logits_stay_finite(string name)
    {
        var x = tensor((float[])[1e30f, -1e30f, 88.8f, -88.8f, 0, 1e-38f, 0, 0, 50, 1e4f, -1e4f, 1, 2, 3, 4, 5, 6, -7], [1, Classes, 1, 6]);
        x.requires_grad = true;
        var loss = Parse(name).Forward(x, Target([1, 1, 1, 1, 1, 1])); // classes 0 and 2 are empty
        loss.backward();

        Assert.True(float.IsFinite(loss.item<float>()));
        Assert.All(x.grad!.ToArray<float>(), g => Assert.True(float.IsFinite(g)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_target_of_bytes_is_one_of_int64(string name)
    {
        var target = Target([0, 1, 2, 255, 1, 0]);
        var ofBytes = Parse(name).Forward(Logits(3), target.to_type(ScalarType.Byte)).item<float>();
        Assert.Equal(Parse(name).Forward(Logits(3), target).item<float>(), ofBytes);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Targets_that_do_not_fit_are_refused(string name)
    {
        Assert.Equal(
            "the target holds class 3, and the model has 3 classes (0 to 2; 255 is void): train with the number of classes of the masks",
            Assert.Throws<ArgumentException>(() => Parse(name).Forward(Logits(4), Target([0, 1, 2, 3, 1, 0]))).Message);
        var message = Assert.Throws<ArgumentException>(() => Parse(name).Forward(Logits(4), Target([0, -1, 2, 0, 1, 0]))).Message;
        Assert.Contains("holds class -1", message, StringComparison.Ordinal);
        Assert.Equal(
            "the target is [1x1x1x6], type = Float32, device = cpu: "
            + "logits [1x3x1x6], type = Float32, device = cpu go with class indices (N, H, W)",
            Assert.Throws<ArgumentException>(() => Parse(name).Forward(Logits(4), zeros([1, 1, 1, 6]))).Message);
    }

    [Fact]
    public void Cross_entropy_by_hand()
    {
        // Probabilities 1/2, 1/4, 1/4 for class 0, weights 1, 2, 4: (1·ln 2 + 2·ln 4) / 3 = 5·ln 2 / 3.
        var ln2 = MathF.Log(2);
        var x = tensor((float[])[ln2, ln2, 0, 0, 0, 0], [1, 3, 1, 2]);
        Assert.Equal(5 * ln2 / 3, new CrossEntropyLoss([1, 2, 4]).Forward(x, Target([0, 1])).item<float>(), 1e-6);
    }

    [Fact]
    public void Balanced_weights_by_hand()
    {
        // 12 pixels of 3 classes that occur: 12 / (3·6), 12 / (3·4), 12 / (3·2).
        Assert.Equal([2.0 / 3, 1, 0, 2], ClassBalance.Weights([6, 4, 0, 2]));
        var message = Assert.Throws<ArgumentException>(() => ClassBalance.Weights([0, 0])).Message;
        Assert.Contains("no training mask has a pixel", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_contradict_are_refused_with_the_repair()
    {
        (string Loss, int Classes, LossOptions Options, string Message)[] wrong =
        [
            (
                "bce", 3, new(),
                "loss bce is binary, and this model has 3 classes: use ce, dice, ce+dice, focal, tversky, lovasz, boundary, dice+boundary"),
            ("dice", 3, new() { Gamma = 1 }, "loss dice has no Gamma: leave it out, or use the loss focal"),
            (
                "lovasz", 3, new() { Balanced = true },
                "loss lovasz has no ClassWeights: leave it out, or use the loss ce or ce+dice or focal"),
            ("ce", 3, new() { ClassWeights = [1, 2] }, "ClassWeights has 2 weights for 3 classes: give one for each class, or 'balanced'"),
            (
                "ce", 3, new() { ClassWeights = [1, 2, -3] },
                "loss ce: ClassWeights is 1, 2, -3: use numbers of 0 and more, not all of them 0"),
            ("ce", 3, new() { LabelSmoothing = 1 }, "loss ce: LabelSmoothing is 1: use 0 to below 1"),
            ("focal", 3, new() { Alpha = 0.5 }, "Alpha of the focal loss is for a binary model: use ClassWeights instead"),
            ("focal", 1, new() { Gamma = double.NaN }, "loss focal: Gamma is NaN: use 0 to 10"),
            ("tversky", 1, new() { Beta = 2 }, "loss tversky: Beta is 2: use 0 to 1"),
        ];
        Assert.All(wrong, w =>
            Assert.Equal(w.Message, Assert.Throws<ArgumentException>(() => LossRegistry.Make(w.Loss, w.Options, w.Classes)).Message));
    }

    [Fact]
    public void Tversky_of_halves_is_Dice_but_for_what_keeps_it_finite()
    {
        var many = randn([1, Classes, 64, 64]);
        var target = rand([1, 64, 64]).gt(0.5).to_type(ScalarType.Int64);
        var tversky = new TverskyLoss(0.5, 0.5).Forward(many, target).item<float>();
        Assert.Equal(new DiceLoss().Forward(many, target).item<float>(), tversky, 1e-3);
    }

    public void Dispose() => scope.Dispose();

    private static SegmentationLoss Parse(string name) => LossRegistry.Make(name, classes: Classes);

    /// <summary>(1, 3, 1, 6).</summary>
    private static Tensor Logits(int seed)
    {
        var random = new Random(seed);
        var x = tensor(Enumerable.Range(0, 6 * Classes).Select(_ => (float)(4 * random.NextDouble() - 2)).ToArray(), [1, Classes, 1, 6]);
        x.requires_grad = true;
        return x;
    }

    private static Tensor Target(long[] classes) => tensor(classes, [1, 1, classes.Length]);
}

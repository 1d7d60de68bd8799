using Cutline.Golden;
using Cutline.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Losses;

/// <summary>Values and gradients by PyTorch and by the papers' formulas (golden/losses/make.py).</summary>
public sealed class LossGoldenTests : IDisposable
{
    private const int Classes = 4;
    private static readonly double[] Weights = [0.5, 1, 3, 2];

    private static readonly Dictionary<string, (string Name, LossOptions Options)> Losses = new()
    {
        ["binary.bce"] = ("bce", new()),
        ["binary.dice"] = ("dice", new()),
        ["binary.focal"] = ("focal", new()),
        ["binary.focal_options"] = ("focal", new() { Alpha = 0.6, Gamma = 1.5 }),
        ["binary.tversky"] = ("tversky", new()),
        ["binary.lovasz"] = ("lovasz", new()),
        ["binary.boundary"] = ("boundary", new()),
        ["binary.dice_boundary"] = ("dice+boundary", new()),
        ["many.ce"] = ("ce", new()),
        ["many.ce_weights"] = ("ce", new() { ClassWeights = Weights }),
        ["many.ce_smoothing"] = ("ce", new() { ClassWeights = Weights, LabelSmoothing = 0.1 }),
        ["many.dice"] = ("dice", new()),
        ["many.ce_dice"] = ("ce+dice", new()),
        ["many.focal"] = ("focal", new()),
        ["many.focal_weights"] = ("focal", new() { ClassWeights = Weights, Gamma = 0.5 }),
        ["many.tversky"] = ("tversky", new() { Alpha = 0.2, Beta = 0.9 }),
        ["many.lovasz"] = ("lovasz", new()),
        ["many.boundary"] = ("boundary", new()),
    };

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly GoldenFile golden = new("losses/losses");

    public static TheoryData<string> Cases() => [.. Losses.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Value_and_gradient(string key)
    {
        var (name, options) = Losses[key];
        var kind = key.Split('.')[0];
        var x = golden[$"{kind}.x"];
        x.requires_grad = true;

        var value = LossRegistry.Make(name, options, kind == "binary" ? 1 : Classes).Forward(x, golden[$"{kind}.y"]);
        value.backward();

        golden.AssertClose($"{key}.loss", value);
        golden.AssertClose($"{key}.gradient", x.grad, 2e-5);
    }

    public void Dispose()
    {
        golden.Dispose();
        scope.Dispose();
    }
}

using Cutline.Golden;

namespace Cutline.Torch.Tests;

/// <summary>Each function of F against PyTorch's: output and gradients of every input (golden/torch/make.py).</summary>
public sealed class FunctionalTests : IDisposable
{
    private static readonly Dictionary<string, Func<IReadOnlyDictionary<string, Tensor>, Tensor>> Functions = new()
    {
        ["pad"] = i => F.Pad(i["x"], 1, -1, 2, 0, 0.5),
        ["pixel_shuffle"] = i => F.PixelShuffle(i["x"], 2),
        ["avg_pool"] = i => F.AvgPool2d(i["x"], 3, 2, 1),
        ["avg_pool_inside"] = i => F.AvgPool2d(i["x"], 3, 2, 1, countPadding: false),
        ["bilinear_larger"] = i => F.Bilinear(i["x"], 7, 11),
        ["bilinear_smaller"] = i => F.Bilinear(i["x"], 3, 4),
        ["nearest"] = i => F.Nearest(i["x"], 7, 5),
        ["bce_mean"] = i => F.BinaryCrossEntropyWithLogits(i["x"], i["y"]),
        ["bce_sum"] = i => F.BinaryCrossEntropyWithLogits(i["x"], i["y"], Reduction.Sum),
        ["bce_none"] = i => F.BinaryCrossEntropyWithLogits(i["x"], i["y"], Reduction.None),
        ["bce_extreme"] = i => F.BinaryCrossEntropyWithLogits(i["x"], i["y"], Reduction.None),
        ["affine_grid"] = i => F.AffineGrid(i["x"], 2, 1, 4, 3),
        ["grid_bilinear_zeros"] = i => F.GridSample(i["x"], i["g"]),
        ["grid_bilinear_reflection"] = i => F.GridSample(i["x"], i["g"], reflect: true),
        ["grid_nearest_zeros"] = i => F.GridSample(i["x"], i["g"], bilinear: false),
        ["grid_nearest_reflection"] = i => F.GridSample(i["x"], i["g"], bilinear: false, reflect: true),
    };

    private readonly TensorScope scope = new();
    private readonly GoldenFile golden = new("torch/functions");

    public static TheoryData<string> Cases() => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Output_and_gradients_are_PyTorchs(string name)
    {
        var inputs = golden.Part($"{name}.input.");
        var gradients = golden.Part($"{name}.grad.").Keys;
        foreach (var key in gradients) inputs[key].RequiresGrad = true;

        var y = Functions[name](inputs);
        golden.AssertClose($"{name}.output", y);
        (y * golden[$"{name}.cotangent"]).Sum().Backward();
        foreach (var key in gradients) golden.AssertClose($"{name}.grad.{key}", inputs[key].Grad);
    }

    public void Dispose()
    {
        golden.Dispose();
        scope.Dispose();
    }
}

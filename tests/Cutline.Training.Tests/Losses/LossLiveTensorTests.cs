using Cutline.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Losses;

[Collection("live tensors")]
public sealed class LossLiveTensorTests
{
    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var classes in (int[])[1, 3])
                foreach (var name in LossRegistry.NamesFor(classes)) cases.Add(name, classes);
            return cases;
        }
    }

    /// <summary>Outside any scope, a step leaves its result and nothing else.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_loss_leaves_one_tensor(string name, int classes)
    {
        var weighted = classes > 1 && name is ("ce" or "ce+dice" or "focal");
        var loss = LossRegistry.Make(name, new() { ClassWeights = weighted ? [1, 2, 3] : [] }, classes);
        using var logits = randn([2, classes, 8, 8], requires_grad: true);
        using var target = classes == 1 ? zeros([2, 1, 8, 8]) : zeros([2, 8, 8], ScalarType.Int64);
        loss.Forward(logits, target).Dispose();
        var before = Tensor.TotalCount;

        var value = loss.Forward(logits, target);

        Assert.Equal(before + 1, Tensor.TotalCount);
        value.Dispose();
        Assert.Equal(before, Tensor.TotalCount);
    }
}

using Cutline.Training.Losses;
using Cutline.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Losses;

/// <summary>Each loss leads a small U-Net to the mask of one drawn picture: a disc, or a disc and a bar.</summary>
[Collection("live tensors")] // alone: the weights come from the process's one random generator
public sealed class OverfitTests
{
    private const int Size = 24;

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

    [Theory]
    [MemberData(nameof(Cases))]
    public void One_picture(string name, int classes)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(7);
        using var model = new UNet(new ModelOptions { Base = 8, Depth = 2, Classes = classes });
        using var optimizer = optim.Adam(model.parameters(), 0.02);
        var loss = LossRegistry.Make(name, classes: classes);
        var (photo, truth) = Draw(classes);
        var target = classes == 1 ? truth.unsqueeze(1).to_type(ScalarType.Float32) : truth;
        for (var step = 0; step < 80; step++)
        {
            using var one = NewDisposeScope();
            optimizer.zero_grad();
            loss.Forward(model.call(photo), target).backward();
            optimizer.step();
        }

        var logits = model.call(photo).detach();
        var right = classes == 1
            ? logits.gt(0).to_type(ScalarType.Float32).eq(target)
            : logits.argmax(1).eq(truth);
        Assert.InRange(right.to_type(ScalarType.Float32).mean().item<float>(), 0.98, 1);
    }

    /// <summary>A photo (1, 3, 24, 24), noisy, and its classes (1, 24, 24): a disc and, with three classes, a bar.</summary>
    private static (Tensor Photo, Tensor Truth) Draw(int classes)
    {
        var (random, photo, truth) = (new Random(1), new float[3 * Size * Size], new long[Size * Size]);
        for (var i = 0; i < truth.Length; i++)
        {
            var (x, y) = (i % Size - 8, i / Size - 9);
            truth[i] = x * x + y * y < 30 ? 1 : classes > 2 && i / Size is >= 17 and < 21 ? 2 : 0;
            for (var c = 0; c < 3; c++) photo[c * truth.Length + i] = (float)(0.2 * random.NextDouble() + (truth[i] == c ? 0.7 : 0.1));
        }

        return (tensor(photo, [1, 3, Size, Size]), tensor(truth, [1, Size, Size]));
    }
}

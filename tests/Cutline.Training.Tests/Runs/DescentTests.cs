using Cutline.Golden;
using Cutline.Training.Runs;
using Cutline.Torch;
using Cutline.Torch.Optim;

namespace Cutline.Training.Tests.Runs;

[Collection("live tensors")] // alone: runs draw from the process's one random generator
public sealed class DescentTests : IDisposable
{
    private readonly TensorScope scope = new();

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Clipping_is_PyTorchs(int most)
    {
        using var golden = new GoldenFile("training/clipping");
        var parameters = Enumerable.Range(0, 3).Select(i => Leaf(golden[$"gradient.{i}"].ToArray<float>(), golden[$"gradient.{i}"])).ToArray();

        var norm = GradientNorm.Clip(parameters, most);

        Assert.Equal(golden[$"norm.{most}"].Item<float>(), norm, 1e-5);
        for (var i = 0; i < 3; i++) golden.AssertClose($"clipped.{most}.{i}", parameters[i].Grad);
    }

    [Fact]
    public void Gradients_of_unequal_batches_add_up_to_those_of_all_their_images()
    {
        float[] images = [3, -1, 4, 2, 6];
        var (whole, parts) = (Scalar(1), Scalar(1));
        using var one = new Sgd([whole], 0.1);
        using var several = new Sgd([parts], 0.1);
        var (all, added) = (new Descent(one, [whole], 0, null), new Descent(several, [parts], 0, null));

        all.Add(Loss(whole, images), 1, first: true);
        added.Add(Loss(parts, images[..2]), 2 / 5.0, first: true);
        added.Add(Loss(parts, images[2..4]), 2 / 5.0, first: false);
        added.Add(Loss(parts, images[4..]), 1 / 5.0, first: false);

        Assert.True(all.Step());
        Assert.True(added.Step());
        Assert.Equal(1L, several.Steps);
        Assert.Equal(whole.Item<float>(), parts.Item<float>(), 1e-6);
    }

    [Fact]
    public void A_step_that_overflows_is_skipped_and_the_scale_halves()
    {
        var w = Scalar(1);
        using var optimizer = new Sgd([w], 0.1);
        var scaler = new GradientScaler();
        var descent = new Descent(optimizer, [w], 0, scaler);

        descent.Add(w * 1e35, 1, first: true); // times 65536 it is infinite
        Assert.False(descent.Step());
        Assert.Equal((1f, 0L, 32768.0, 0), (w.Item<float>(), optimizer.Steps, scaler.Scale, scaler.GoodSteps));

        descent.Add(w * 2, 1, first: true);
        Assert.True(descent.Step());
        Assert.Equal((1L, 32768.0, 1), (optimizer.Steps, scaler.Scale, scaler.GoodSteps));
        Assert.Equal(0.8f, w.Item<float>(), 1e-6f); // 1 − 0.1·2, as without a scale
    }

    [Fact]
    public void Two_thousand_good_steps_double_the_scale_and_a_bad_one_begins_again()
    {
        var scaler = new GradientScaler();
        for (var i = 0; i < 1999; i++) scaler.Update(finite: true);
        Assert.Equal((65536.0, 1999), (scaler.Scale, scaler.GoodSteps));
        scaler.Update(finite: true);
        Assert.Equal((131072.0, 0), (scaler.Scale, scaler.GoodSteps));

        var resumed = new GradientScaler();
        resumed.Restore(scaler.Scale, 1999);
        resumed.Update(finite: false);
        Assert.Equal((65536.0, 0), (resumed.Scale, resumed.GoodSteps));
        Assert.Throws<ArgumentException>(() => resumed.Restore(0, 0));
        Assert.Throws<ArgumentException>(() => resumed.Restore(1, 2000));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(3, 2)]
    [InlineData(9, 1)]
    public void An_epochs_last_update_takes_the_batches_that_are_left(int accumulate, int updates)
    {
        using var discs = new DrawnDiscs();
        using var run = new SmallRun(SmallRun.Options(discs) with { Epochs = 3, Accumulate = accumulate });
        var batches = 0;

        run.Train(tell: e => batches = e is BatchDone done ? done.Batches : batches);

        Assert.Equal(5, batches);
        Assert.Equal($"{3 * updates}", CheckpointBits.Of(run.Folder.Last)["steps"]);
    }

    [Fact]
    public void Fp16_on_the_CPU_is_refused_with_the_repair()
    {
        using var discs = new DrawnDiscs();
        using var run = new SmallRun(SmallRun.Options(discs) with { Precision = Precision.Fp16 });
        Assert.Equal("fp16 is for CUDA devices: use --precision bf16 on the CPU, or --device cuda", Assert.Throws<ArgumentException>(() => run.Train()).Message);
    }

    public void Dispose() => scope.Dispose();

    /// <summary>The mean of (w·x − 1)² over images x.</summary>
    private static Tensor Loss(Tensor w, float[] images) => (w * Tensor.From<float>(images, images.Length) - 1).Pow(2).Mean();

    private static Tensor Scalar(float value)
    {
        var leaf = Tensor.From<float>([value], 1);
        leaf.RequiresGrad = true;
        return leaf;
    }

    private static Tensor Leaf(float[] gradient, Tensor like)
    {
        var leaf = Tensor.Zeros(like.Shape);
        leaf.RequiresGrad = true;
        leaf.Grad = Tensor.From<float>(gradient, like.Shape);
        return leaf;
    }
}

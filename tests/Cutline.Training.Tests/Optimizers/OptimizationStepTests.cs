using Cutline.Golden;
using Cutline.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Optimizers;

public sealed class OptimizationStepTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Clipping_is_PyTorchs(int most)
    {
        using var golden = new GoldenFile("training/clipping");
        using var model = new ParameterModule([.. Enumerable.Range(0, 3).Select(i => zeros_like(golden[$"gradient.{i}"]))]);
        using var flat = new FlatParameters(model);
        for (var i = 0; i < 3; i++) (model[i] * golden[$"gradient.{i}"]).sum().backward();

        var norm = GradientNorm.Clip(flat.Gradients, most);

        Assert.Equal(golden[$"norm.{most}"].item<float>(), norm, 1e-5);
        for (var i = 0; i < 3; i++) golden.AssertClose($"clipped.{most}.{i}", model[i].grad);
    }

    [Fact]
    public void Gradients_of_unequal_batches_add_up_to_those_of_all_their_images()
    {
        float[] images = [3, -1, 4, 2, 6];
        using var whole = new ParameterModule(ones(1));
        using var parts = new ParameterModule(ones(1));
        using var wholeFlat = new FlatParameters(whole);
        using var partsFlat = new FlatParameters(parts);
        using var one = new Sgd(wholeFlat, 0.1);
        using var several = new Sgd(partsFlat, 0.1);
        var (all, added) = (new OptimizationStep(one), new OptimizationStep(several));

        all.Add(Loss(whole[0], images));
        added.Add(Loss(parts[0], images[..2]), 2 / 5.0, first: true);
        added.Add(Loss(parts[0], images[2..4]), 2 / 5.0, first: false);
        added.Add(Loss(parts[0], images[4..]), 1 / 5.0, first: false);

        Assert.True(all.Apply());
        Assert.True(added.Apply());
        Assert.Equal(1L, several.Steps);
        Assert.Equal(whole[0].item<float>(), parts[0].item<float>(), 1e-6);
    }

    [Fact]
    public void A_step_that_overflows_is_skipped_and_the_scale_halves()
    {
        using var model = new ParameterModule(ones(1));
        using var flat = new FlatParameters(model);
        using var optimizer = new Sgd(flat, 0.1);
        var scaler = new GradientScaler();
        var step = new OptimizationStep(optimizer, 0, scaler);

        step.Add((model[0] * 1e35).sum()); // times 65536 it is infinite
        Assert.False(step.Apply());
        Assert.Equal((1f, 0L, 32768.0, 0), (model[0].item<float>(), optimizer.Steps, scaler.Scale, scaler.GoodSteps));

        step.Add((model[0] * 2).sum());
        Assert.True(step.Apply());
        Assert.Equal((1L, 32768.0, 1), (optimizer.Steps, scaler.Scale, scaler.GoodSteps));
        Assert.Equal(0.8f, model[0].item<float>(), 1e-6f); // 1 − 0.1·2, as without a scale
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

    public void Dispose() => scope.Dispose();

    /// <summary>The mean of (w·x − 1)² over images x.</summary>
    private static Tensor Loss(Tensor w, float[] images) => (w * tensor(images) - 1).pow(2).mean();
}

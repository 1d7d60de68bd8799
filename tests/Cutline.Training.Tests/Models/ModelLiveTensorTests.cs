using Cutline.Training.Losses;
using Cutline.Training.Models;
using Cutline.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Models;

[Collection("live tensors")]
public sealed class ModelLiveTensorTests
{
    [Theory]
    [InlineData(UpSampling.Transposed, Precision.Fp32)]
    [InlineData(UpSampling.Bilinear, Precision.Bf16)]
    public void Two_hundred_training_steps_leave_as_many_live_tensors_as_one(UpSampling up, Precision precision)
    {
        Trains(new ModelOptions { Base = 2, Depth = 2, Up = up }, precision, side: 16, steps: 200);
    }

    [Theory]
    [InlineData("segformer", "mit_b0", Precision.Fp32)]
    [InlineData("segformer", "mit_b0", Precision.Bf16)]
    [InlineData("smp-fpn", "mobilenet_v2_96", Precision.Bf16)]
    public void Neither_do_models_with_attention_or_group_norm_leave_any(string name, string encoder, Precision precision) =>
        Trains(new ModelOptions { Name = name, Encoder = encoder, Base = 4 }, precision, side: 64, steps: 20);

    private static void Trains(ModelOptions shape, Precision precision, int side, int steps)
    {
        using var scope = NewDisposeScope();
        using var model = ModelRegistry.Make(shape);
        using var parameters = new FlatParameters(model, precision);
        using var adam = new AdamW(parameters);
        using var average = new WeightAverage(model, parameters, 0.9);
        var step = new OptimizationStep(adam, clip: 1);
        var (x, target) = (rand(2, 3, side, side), zeros(2, 1, side, side));
        var after = new List<long>();
        LiveTensors.Settled();
        for (var i = 0; i < steps; i++)
        {
            using (NewDisposeScope())
            {
                step.Add(new BceDiceLoss().Forward(model.call(x).to(ScalarType.Float32), target));
                step.Apply();
                average.Update();
            }

            after.Add(Tensor.TotalCount);
        }

        Assert.Single(after.Distinct());
    }
}

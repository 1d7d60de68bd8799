using Cutline.Training.Losses;
using Cutline.Training.Models;
using Cutline.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Models;

[Collection("live tensors")]
public sealed class UNetLiveTensorTests
{
    [Theory]
    [InlineData(UpSampling.Transposed, Precision.Fp32)]
    [InlineData(UpSampling.Bilinear, Precision.Bf16)]
    public void Two_hundred_training_steps_leave_as_many_live_tensors_as_one(UpSampling up, Precision precision)
    {
        using var scope = NewDisposeScope();
        using var model = new UNet(new ModelOptions { Base = 2, Depth = 2, Up = up });
        using var parameters = new FlatParameters(model, precision);
        using var adam = new AdamW(parameters);
        using var average = new WeightAverage(model, parameters, 0.9);
        var step = new OptimizationStep(adam, clip: 1);
        var (x, target) = (rand(2, 3, 16, 16), zeros(2, 1, 16, 16));
        var after = new List<long>();
        LiveTensors.Settled();
        for (var i = 0; i < 200; i++)
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

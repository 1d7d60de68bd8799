using Cutline.Training.Losses;
using Cutline.Training.Models;
using Cutline.Torch;
using Cutline.Torch.Optim;

namespace Cutline.Training.Tests.Models;

[Collection("live tensors")]
public sealed class UNetLiveTensorTests
{
    [Theory]
    [InlineData(UpSampling.Transposed, false)]
    [InlineData(UpSampling.Bilinear, true)]
    public void Two_hundred_training_steps_leave_as_many_live_tensors_as_one(UpSampling up, bool bf16)
    {
        using var scope = new TensorScope();
        using var model = new UNet(new ModelOptions { Base = 2, Depth = 2, Up = up });
        using var adam = new AdamW(model.Parameters());
        var (x, target) = (Tensor.Rand([2, 3, 16, 16]), Tensor.Zeros([2, 1, 16, 16]));
        var loss = SegmentationLoss.Parse("bce+dice");
        var after = new List<long>();
        for (var step = 0; step < 200; step++)
        {
            using (new TensorScope())
            {
                adam.ZeroGrad();
                Tensor logits;
                using (bf16 ? LibTorch.Autocast(DType.BFloat16, Device.Cpu) : null) logits = model.Forward(x);
                loss.Forward(logits.To(DType.Float32), target).Backward();
                adam.Step();
            }

            after.Add(Tensor.LiveCount);
        }

        // Fewer it may be: finalizers release what other tests left behind.
        Assert.All(after.Zip(after.Skip(1)), pair => Assert.True(pair.Second <= pair.First, $"{pair.First} live tensors became {pair.Second}"));
    }
}

using Cutline.Torch.Optim;

namespace Cutline.Torch.Tests.Optim;

[Collection("live tensors")]
public sealed class OptimizerLiveTensorTests
{
    [Fact]
    public void Steps_make_no_tensors_that_stay_and_disposing_leaves_none()
    {
        using var p = Tensor.Ones([3]);
        p.RequiresGrad = true;
        foreach (var make in (Func<Optimizer>[])[() => new Adam([p]), () => new AdamW([p]), () => new Sgd([p], 0.1, momentum: 0.9)])
        {
            var before = Tensor.LiveCount;
            using (var optimizer = make())
            {
                var made = Tensor.LiveCount;
                for (var step = 0; step < 3; step++)
                {
                    using var scope = new TensorScope();
                    optimizer.ZeroGrad();
                    p.Pow(2).Sum().Backward();
                    optimizer.Step();
                }

                Assert.True(Tensor.LiveCount <= made, $"{Tensor.LiveCount - made} tensors stay");
            }

            Assert.True(Tensor.LiveCount <= before, $"{Tensor.LiveCount - before} tensors are left behind");
        }
    }
}

using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Optimizers;

/// <summary>
/// Dynamic loss scaling for fp16 (Micikevicius et al. 2018), as torch.cuda.amp.GradScaler with its defaults: the loss is multiplied by a
/// scale,
/// so that small gradients do not vanish; a step whose gradients overflow is skipped and halves the scale, 2000 good ones in a row double
/// it.
/// </summary>
public sealed class GradientScaler
{
    private const double Growth = 2, BackOff = 0.5;
    private const int GrowthInterval = 2000;

    /// <summary>What losses are multiplied by.</summary>
    public double Scale { get; private set; } = 65536;

    /// <summary>Good steps since the scale last changed.</summary>
    public int GoodSteps { get; private set; }

    /// <summary>The loss times the scale.</summary>
    public Tensor Scaled(Tensor loss) => loss.mul(Held(Scale));

    /// <summary>Divides flat gradients by the scale. Returns whether all are finite: where not, the step is to be skipped.</summary>
    public bool Unscale(Tensor gradients) => GradientNorm.Scale(gradients, 1 / Scale);

    /// <summary>After each step, taken or skipped.</summary>
    public void Update(bool finite)
    {
        if (!finite) (Scale, GoodSteps) = (Scale * BackOff, 0);
        else if (++GoodSteps == GrowthInterval)
            (Scale, GoodSteps) = (float.IsFinite((float)(Scale * Growth)) ? Scale * Growth : Scale, 0); // PyTorch keeps it in fp32
    }

    /// <summary>Continues from a checkpoint.</summary>
    /// <exception cref="ArgumentException">The state is out of range.</exception>
    public void Restore(double scale, int goodSteps)
    {
        if (scale is not (> 0 and <= float.MaxValue) || goodSteps is < 0 or >= GrowthInterval)
            throw new ArgumentException($"a loss scale of {scale} after {goodSteps} good steps is out of range");
        (Scale, GoodSteps) = (scale, goodSteps);
    }
}

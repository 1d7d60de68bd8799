namespace Cutline.Torch.Nn;

/// <summary>
/// Batch normalisation over (N, H, W) for each channel, with running statistics for evaluation (Ioffe and Szegedy 2015).
/// One value in a channel has no variance: PyTorch refuses to train on it, here the running statistics stand in.
/// </summary>
public sealed class BatchNorm2d : Module
{
    private readonly double momentum, eps;

    public BatchNorm2d(int channels, double eps = 1e-5, double momentum = 0.1)
    {
        AtLeast(1, channels);
        (this.eps, this.momentum) = (eps, momentum);
        Weight = Parameter("weight", Tensor.Ones([channels]));
        Bias = Parameter("bias", Tensor.Zeros([channels]));
        RunningMean = Buffer("running_mean", Tensor.Zeros([channels]));
        RunningVariance = Buffer("running_var", Tensor.Ones([channels]));
        Batches = Buffer("num_batches_tracked", Tensor.Zeros([], DType.Int64));
    }

    public Tensor Weight { get; }

    public Tensor Bias { get; }

    public Tensor RunningMean { get; }

    public Tensor RunningVariance { get; }

    public double Eps => eps;

    /// <summary>Whether the convolution before it computes it too, so that it passes its input on as it is.</summary>
    internal bool Folded { get; set; }

    private Tensor Batches { get; }

    public override Tensor Forward(Tensor x)
    {
        if (Folded) return Observed(x);
        var ofBatch = Training && x.ElementCount > RunningMean.ElementCount;
        if (ofBatch) Batches.AddInPlace(1);
        return Observed(F.BatchNorm(x, Weight, Bias, RunningMean, RunningVariance, ofBatch, momentum, eps));
    }
}

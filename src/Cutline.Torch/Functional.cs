namespace Cutline.Torch;

/// <summary>How a loss folds its elements into one number; libtorch's own codes.</summary>
public enum Reduction
{
    None = 0,
    Mean = 1,
    Sum = 2,
}

/// <summary>Layers without state, as torch.nn.functional. Shapes are (N, C, H, W).</summary>
public static class F
{
    private static readonly Operator ConvolutionOp = Operator.Find("conv2d");
    private static readonly Operator ConvolutionTransposeOp = Operator.Find("conv_transpose2d", "input");
    private static readonly Operator BatchNormOp = Operator.Find("batch_norm");
    private static readonly Operator ReluInPlaceOp = Operator.Find("relu_");
    private static readonly Operator Relu6InPlaceOp = Operator.Find("relu6_");
    private static readonly Operator MaxPoolOp = Operator.Find("max_pool2d");
    private static readonly Operator AvgPoolOp = Operator.Find("avg_pool2d");
    private static readonly Operator AdaptiveAvgPoolOp = Operator.Find("adaptive_avg_pool2d");
    private static readonly Operator BilinearOp = Operator.Find("upsample_bilinear2d");
    private static readonly Operator NearestOp = Operator.Find("upsample_nearest2d");
    private static readonly Operator PixelShuffleOp = Operator.Find("pixel_shuffle");
    private static readonly Operator DropoutOp = Operator.Find("dropout");
    private static readonly Operator PadOp = Operator.Find("constant_pad_nd");
    private static readonly Operator PadReplicateOp = Operator.Find("replication_pad2d");
    private static readonly Operator BceOp = Operator.Find("binary_cross_entropy_with_logits");
    private static readonly Operator CrossEntropyOp = Operator.Find("cross_entropy_loss");
    private static readonly Operator GridOp = Operator.Find("affine_grid_generator");
    private static readonly Operator GridSampleOp = Operator.Find("grid_sampler");

    public static Tensor Conv2d(Tensor x, Tensor weight, Tensor? bias = null, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) =>
        ConvolutionOp.Tensor(x, weight, bias, Pair(stride), Pair(padding), Pair(dilation), groups);

    public static Tensor ConvTranspose2d(Tensor x, Tensor weight, Tensor? bias = null, int stride = 1, int padding = 0) =>
        ConvolutionTransposeOp.Tensor(x, weight, bias, Pair(stride), Pair(padding));

    public static Tensor BatchNorm(Tensor x, Tensor? weight, Tensor? bias, Tensor? runningMean, Tensor? runningVariance, bool training, double momentum, double eps) =>
        BatchNormOp.Tensor(x, weight, bias, runningMean, runningVariance, training, momentum, eps, true);

    /// <summary>ReLU in the input's own memory; returns the input.</summary>
    public static Tensor ReluInPlace(Tensor x)
    {
        ReluInPlaceOp.InPlace(x);
        return x;
    }

    /// <summary>min(max(x, 0), 6) in the input's own memory; returns the input.</summary>
    public static Tensor Relu6InPlace(Tensor x)
    {
        Relu6InPlaceOp.InPlace(x);
        return x;
    }

    /// <summary>The maximum of each k×k window; the padding never wins.</summary>
    public static Tensor MaxPool2d(Tensor x, int kernel, int? stride = null, int padding = 0) =>
        MaxPoolOp.Tensor(x, Pair(kernel), Pair(stride ?? kernel), Pair(padding));

    public static Tensor AvgPool2d(Tensor x, int kernel, int stride, int padding = 0, bool countPadding = true) =>
        AvgPoolOp.Tensor(x, Pair(kernel), Pair(stride), Pair(padding), false, countPadding);

    /// <summary>The mean of each of height × width equal parts, which may overlap by a pixel.</summary>
    public static Tensor AdaptiveAvgPool2d(Tensor x, long height, long width) => AdaptiveAvgPoolOp.Tensor(x, new[] { height, width });

    /// <summary>
    /// Bilinear resizing with pixel centres at half positions (align_corners=False). In the input's own type: autocast would make it
    /// fp32, and with it all that is joined to it.
    /// </summary>
    public static Tensor Bilinear(Tensor x, long height, long width) => BilinearOp.Tensor(x, new[] { height, width }, false).To(x.DType);

    public static Tensor Nearest(Tensor x, long height, long width) => NearestOp.Tensor(x, new[] { height, width });

    /// <summary>(N, C·r², H, W) → (N, C, H·r, W·r).</summary>
    public static Tensor PixelShuffle(Tensor x, int factor) => PixelShuffleOp.Tensor(x, factor);

    public static Tensor Dropout(Tensor x, double probability, bool training) => DropoutOp.Tensor(x, probability, training);

    /// <summary>Adds rows and columns of a value at the four sides; negative counts crop.</summary>
    public static Tensor Pad(Tensor x, long left, long right, long top, long bottom, double value = 0) =>
        PadOp.Tensor(x, new[] { left, right, top, bottom }, value);

    /// <summary>Repeats the border's pixels beyond the four sides.</summary>
    public static Tensor PadReplicate(Tensor x, long left, long right, long top, long bottom) =>
        PadReplicateOp.Tensor(x, new[] { left, right, top, bottom });

    public static Tensor BinaryCrossEntropyWithLogits(Tensor logits, Tensor target, Reduction reduction = Reduction.Mean) =>
        BceOp.Tensor(logits, target, Arg.None, Arg.None, (long)reduction);

    /// <summary>
    /// Cross-entropy of logits (N, K, H, W) and classes (N, H, W), int64, summed over the pixels whose class is not <paramref name="ignore"/>.
    /// A sum, because libtorch 1.13 reads beyond the weights when it divides by those of ignored pixels.
    /// </summary>
    public static Tensor CrossEntropySum(Tensor logits, Tensor target, Tensor? weight, long ignore, double smoothing) =>
        CrossEntropyOp.Tensor(logits, target, weight, (long)Reduction.Sum, ignore, smoothing);

    /// <summary>Sampling points of affine maps (N, 2, 3), in coordinates of -1 to 1 across the image, for an output of (N, C, H, W).</summary>
    public static Tensor AffineGrid(Tensor theta, params long[] shape) => GridOp.Tensor(theta, shape, false);

    /// <summary>Reads x at the grid's points; beyond the border there are zeros, or the border's reflection.</summary>
    public static Tensor GridSample(Tensor x, Tensor grid, bool bilinear = true, bool reflect = false) =>
        GridSampleOp.Tensor(x, grid, bilinear ? 0L : 1L, reflect ? 2L : 0L, false);

    private static long[] Pair(int value) => [value, value];
}

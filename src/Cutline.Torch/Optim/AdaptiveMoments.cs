namespace Cutline.Torch.Optim;

/// <summary>
/// What <see cref="Adam"/> and <see cref="AdamW"/> share: running means of gradients and of their squares, bias-corrected, eps outside the root.
/// They differ in where weight decay comes in: added to the gradient, or, decoupled, taken from the weights.
/// </summary>
public abstract class AdaptiveMoments : Optimizer
{
    private static readonly Operator? FusedOp = Operator.TryFind("_fused_adam_");
    private static readonly Operator? FusedDecoupledOp = Operator.TryFind("_fused_adamw_");
    private static readonly Operator MulOp = Operator.Find("_foreach_mul_", "Scalar");
    private static readonly Operator AddOp = Operator.Find("_foreach_add_", "List");
    private static readonly Operator AddScalarOp = Operator.Find("_foreach_add_", "Scalar");
    private static readonly Operator AddDecayOp = Operator.Find("_foreach_add", "List");
    private static readonly Operator AddcmulOp = Operator.Find("_foreach_addcmul_", "Scalar");
    private static readonly Operator AddcdivOp = Operator.Find("_foreach_addcdiv_", "Scalar");
    private static readonly Operator SqrtOp = Operator.Find("_foreach_sqrt");
    private static readonly Operator DivOp = Operator.Find("_foreach_div_", "Scalar");

    // The fused CPU kernel came with libtorch 2.4; before it the operator existed for CUDA alone.
    private static readonly bool FusedOnCpu = FusedOp is not null && System.Version.Parse(LibTorch.Version.Split('+')[0]) >= new System.Version(2, 4);

    private readonly double beta1, beta2, eps, weightDecay;
    private readonly bool decoupled;
    private readonly Tensor[] averages, squares;

    private protected AdaptiveMoments(IEnumerable<Tensor> parameters, double learningRate, double beta1, double beta2, double eps, double weightDecay, bool decoupled)
        : base(parameters, learningRate)
    {
        (this.beta1, this.beta2, this.eps) = (Finite(0, beta1, below: 1), Finite(0, beta2, below: 1), Finite(0, eps));
        (this.weightDecay, this.decoupled) = (Finite(0, weightDecay), decoupled);
        averages = ZerosLike();
        squares = ZerosLike();
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> State
    {
        get
        {
            var state = new Dictionary<string, Tensor>();
            Collect(state, "exp_avg", averages);
            Collect(state, "exp_avg_sq", squares);
            return state;
        }
    }

    private protected override void Update(Tensor[] gradients)
    {
        if (FusedOnCpu) Fused(gradients);
        else Foreach(gradients);
    }

    private void Fused(Tensor[] gradients)
    {
        var step = Tensor.Full([], Steps, DType.Float32, Parameters[0].Device);
        var steps = Array.ConvertAll(Parameters, _ => step); // PyTorch counts for each parameter; here they go together
        (decoupled ? FusedDecoupledOp! : FusedOp!).InPlace(
            Parameters, gradients, averages, squares, Array.Empty<Tensor?>(), steps, LearningRate, beta1, beta2, weightDecay, eps, false, false);
    }

    private void Foreach(Tensor[] gradients)
    {
        if (decoupled && weightDecay != 0) MulOp.InPlace(Parameters, 1 - LearningRate * weightDecay);
        if (!decoupled && weightDecay != 0) gradients = AddDecayOp.Tensors(gradients, Parameters, weightDecay)!;
        MulOp.InPlace(averages, beta1);
        AddOp.InPlace(averages, gradients, 1 - beta1);
        MulOp.InPlace(squares, beta2);
        AddcmulOp.InPlace(squares, gradients, gradients, 1 - beta2);
        var denominators = SqrtOp.Tensors(squares);
        DivOp.InPlace(denominators, Math.Sqrt(1 - Math.Pow(beta2, Steps)));
        AddScalarOp.InPlace(denominators, eps);
        AddcdivOp.InPlace(Parameters, averages, denominators, -LearningRate / (1 - Math.Pow(beta1, Steps)));
    }
}

namespace Cutline.Torch.Optim;

/// <summary>Stochastic gradient descent with momentum, as torch.optim.SGD: velocity = momentum · velocity + gradient, no dampening.</summary>
public sealed class Sgd : Optimizer
{
    private static readonly Operator AddOp = Operator.Find("_foreach_add_", "List");
    private static readonly Operator AddOutOp = Operator.Find("_foreach_add", "List");
    private static readonly Operator MulOp = Operator.Find("_foreach_mul_", "Scalar");

    private readonly double momentum, weightDecay;
    private readonly bool nesterov;
    private readonly Tensor[] velocities;

    public Sgd(IEnumerable<Tensor> parameters, double learningRate, double momentum = 0, double weightDecay = 0, bool nesterov = false)
        : base(parameters, learningRate)
    {
        (this.momentum, this.weightDecay, this.nesterov) = (Finite(0, momentum), Finite(0, weightDecay), nesterov);
        if (nesterov && momentum == 0) throw new ArgumentException("Nesterov's step needs a momentum above 0");
        velocities = momentum != 0 ? ZerosLike() : [];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> State
    {
        get
        {
            var state = new Dictionary<string, Tensor>();
            Collect(state, "momentum_buffer", velocities);
            return state;
        }
    }

    private protected override void Update(Tensor[] gradients)
    {
        if (weightDecay != 0) gradients = AddOutOp.Tensors(gradients, Parameters, weightDecay)!;
        if (momentum != 0)
        {
            MulOp.InPlace(velocities, momentum);
            AddOp.InPlace(velocities, gradients, 1L);
            if (nesterov) gradients = AddOutOp.Tensors(gradients, velocities, momentum)!;
            else gradients = velocities;
        }

        AddOp.InPlace(Parameters, gradients, -LearningRate);
    }
}

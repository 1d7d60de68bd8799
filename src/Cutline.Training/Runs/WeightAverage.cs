using Cutline.Torch;
using Cutline.Torch.Nn;

namespace Cutline.Training.Runs;

/// <summary>
/// An exponential moving average of a model's weights and batch statistics (Polyak and Juditsky 1992), which scores better than
/// any one step's weights. It warms up: the decay is at most (1 + n) / (10 + n) after n updates.
/// </summary>
public sealed class WeightAverage : IDisposable
{
    private static readonly Operator MulOp = Operator.Find("_foreach_mul_", "Scalar");
    private static readonly Operator AddOp = Operator.Find("_foreach_add_", "List");

    private readonly double decay;
    private readonly Tensor[] average, source;
    private readonly Module averaged;

    /// <param name="averaged">A second model of the same shape: it holds the average.</param>
    public WeightAverage(Module model, Module averaged, double decay)
    {
        (this.averaged, this.decay) = (averaged, decay);
        averaged.LoadStateDict(model.StateDict());
        average = [.. Floats(averaged)];
        source = [.. Floats(model)];
    }

    public long Updates { get; set; }

    public Module Averaged => averaged;

    /// <summary>Moves the average a little towards the model's present weights.</summary>
    public void Update()
    {
        using var scope = new TensorScope();
        using var _ = LibTorch.NoGrad();
        Updates++;
        var kept = Math.Min(decay, (1.0 + Updates) / (10 + Updates));
        MulOp.InPlace(average, kept);
        AddOp.InPlace(average, source, 1 - kept);
    }

    public void Dispose() => averaged.Dispose();

    private static IEnumerable<Tensor> Floats(Module module) => module.StateDict().Values.Where(t => t.DType.IsFloat());
}

namespace Cutline.Training.Runs;

/// <summary>
/// Lowers the learning rate when a metric that should rise no longer does, as torch.optim.lr_scheduler.ReduceLROnPlateau with mode "max":
/// an improvement is one of a ten-thousandth, and after more epochs than the patience without it the rate falls.
/// </summary>
/// <param name="factor">What the rate is multiplied by when it falls.</param>
/// <param name="patience">Epochs without an improvement that are waited through.</param>
public sealed class ReduceOnPlateau(double factor = 0.1, int patience = 5)
{
    private const double Improvement = 1e-4;

    /// <summary>The factor on the learning rate so far.</summary>
    public double Factor { get; private set; } = 1;

    /// <summary>The highest value seen.</summary>
    public double Best { get; private set; } = double.NegativeInfinity;

    /// <summary>Epochs since the best, or since the rate fell.</summary>
    public int Waited { get; private set; }

    /// <summary>Takes note of an epoch's value.</summary>
    public void Observe(double value)
    {
        if (value > Best * (1 + Improvement)) (Best, Waited) = (value, 0);
        else if (++Waited > patience) (Factor, Waited) = (Factor * factor, 0);
    }

    /// <summary>Continues from a checkpoint.</summary>
    /// <exception cref="ArgumentException">The state is out of range.</exception>
    public void Restore(double factor, double best, int waited)
    {
        if (factor is not (>= 0 and <= 1) || double.IsNaN(best) || waited < 0)
            throw new ArgumentException($"a plateau's factor of {factor}, best of {best} and {waited} epochs of waiting are out of range");
        (Factor, Best, Waited) = (factor, best, waited);
    }
}

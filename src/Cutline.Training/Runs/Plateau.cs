namespace Cutline.Training.Runs;

/// <summary>
/// Lowers the learning rate when a figure that should rise no longer does, as torch.optim.lr_scheduler.ReduceLROnPlateau with mode "max":
/// better means better by a ten-thousandth, and after more epochs than the patience without it the rate falls.
/// </summary>
public sealed class Plateau(double factor = 0.1, int patience = 5)
{
    private const double Better = 1e-4;

    /// <summary>The factor on the learning rate so far.</summary>
    public double Factor { get; private set; } = 1;

    public double Best { get; private set; } = double.NegativeInfinity;

    /// <summary>Epochs since the best, or since the rate fell.</summary>
    public int Waited { get; private set; }

    /// <summary>After each epoch.</summary>
    public void Observe(double figure)
    {
        if (figure > Best * (1 + Better)) (Best, Waited) = (figure, 0);
        else if (++Waited > patience) (Factor, Waited) = (Factor * factor, 0);
    }

    /// <summary>Continues from a checkpoint.</summary>
    /// <exception cref="ArgumentException">The state is none that can be.</exception>
    public void Restore(double factor, double best, int waited)
    {
        if (factor is not (>= 0 and <= 1) || double.IsNaN(best) || waited < 0) throw new ArgumentException($"a plateau's factor of {factor} after {waited} epochs is none");
        (Factor, Best, Waited) = (factor, best, waited);
    }
}

using Cutline.Segmentation.Runs;

namespace Cutline.Training.Runs;

/// <summary>What a <see cref="LearningRateFinder"/> found.</summary>
/// <param name="Points">By rising rate.</param>
/// <param name="Suggested">Where the smoothed loss has fallen by a third of its whole fall; null where it does not fall.</param>
/// <param name="Lowest">The rate at which the smoothed loss is lowest.</param>
/// <param name="Diverged">Whether the loss grew at the last rate, so that no further one was tried.</param>
public sealed record LearningRateCurve(IReadOnlyList<LearningRatePoint> Points, double? Suggested, double Lowest, bool Diverged);

/// <summary>
/// Finds a learning rate by the range test (L. N. Smith, "Cyclical Learning Rates for Training Neural Networks", 2017, section 3.3): the
/// rate rises exponentially from one update of a new training to the next until the loss diverges. What is suggested is the rate at which
/// the smoothed loss has fallen by a third of the way to its lowest value: the rate of the steepest fall, which comes later, was too high
/// for a whole training (docs/training.md).
/// </summary>
public sealed record LearningRateFinder
{
    /// <summary>Standard deviation of the Gaussian that smooths losses, in updates.</summary>
    private const double Smoothing = 4;

    /// <summary>How much of the running mean each update keeps that says whether the loss diverges.</summary>
    private const double Kept = 0.8;

    /// <summary>The loss diverges where its running mean is so many times the least.</summary>
    private const double Diverging = 3;

    /// <summary>The part of the fall at which a rate is suggested.</summary>
    private const double Part = 1.0 / 3;

    /// <summary>The least fall of the smoothed loss, as a share, that is one.</summary>
    private const double LeastFall = 0.01;

    /// <summary>The first rate.</summary>
    public double From { get; init; } = 1e-6;

    /// <summary>The last rate, unless the loss diverges before.</summary>
    public double To { get; init; } = 10;

    /// <summary>Updates, each of <see cref="TrainOptions.Accumulate"/> batches.</summary>
    public int Updates { get; init; } = 100;

    /// <summary>These options, all in range.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message says which to use.</exception>
    public LearningRateFinder Validated()
    {
        if (!(From > 0 && To > From && To <= 1000))
            throw new ArgumentException(FormattableString.Invariant(
                $"LearningRateFinder goes from {From} to {To}: use rising rates above 0, up to 1000"));
        if (Updates is < 10 or > 10_000) throw new ArgumentException($"LearningRateFinder.Updates is {Updates}: use 10 to 10000");
        return this;
    }

    /// <summary>
    /// Trains as a trainer would, but with these rates, and makes no run. The trainer's model has its weights of before afterwards.
    /// </summary>
    /// <param name="trainer">Its learning rate and schedule are not used; a rate of its encoder keeps its ratio to the model's.</param>
    /// <param name="progress">Is told of each update.</param>
    /// <param name="cancel">Ends the search within a batch.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="Segmentation.DatasetException">The data cannot be trained on.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public LearningRateCurve Run(Trainer trainer, IProgress<LearningRatePoint>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        Validated();
        var rates = Enumerable.Range(0, Updates).Select(i => From * Math.Pow(To / From, i / (Updates - 1.0)));
        return trainer.Try(loop =>
        {
            var losses = new List<(double Rate, double Loss)>();
            var (mean, weight, least) = (0.0, 0.0, double.PositiveInfinity);
            var diverged = false;
            foreach (var (rate, loss) in loop.TryRates(rates, cancel))
            {
                if (!double.IsFinite(loss))
                {
                    diverged = true;
                    break;
                }

                losses.Add((rate, loss));
                (mean, weight) = (Kept * mean + (1 - Kept) * loss, Kept * weight + (1 - Kept));
                progress?.Report(new(rate, loss, mean / weight));
                least = Math.Min(least, mean / weight);
                diverged = mean / weight > Diverging * least;
                if (diverged) break;
            }

            return Read(losses, diverged);
        }, cancel);
    }

    /// <summary>The curve of losses by rising rate.</summary>
    internal static LearningRateCurve Read(IReadOnlyList<(double Rate, double Loss)> losses, bool diverged)
    {
        if (losses.Count == 0) return new([], null, double.NaN, diverged);
        double Smoothed(int at)
        {
            var weights = Enumerable.Range(0, losses.Count).Select(i => Math.Exp(-0.5 * Math.Pow((i - at) / Smoothing, 2))).ToArray();
            return weights.Zip(losses, (w, l) => w * l.Loss).Sum() / weights.Sum();
        }

        LearningRatePoint[] points = [.. losses.Select((l, i) => new LearningRatePoint(l.Rate, l.Loss, Smoothed(i)))];
        var lowest = Enumerable.Range(0, points.Length).MinBy(i => points[i].Smoothed);
        var highest = Enumerable.Range(0, lowest + 1).MaxBy(i => points[i].Smoothed);
        var (begin, fall) = (points[highest].Smoothed, points[highest].Smoothed - points[lowest].Smoothed);
        double? suggested = fall > LeastFall * begin
            ? TwoDigits(points[highest..].First(p => p.Smoothed <= begin - Part * fall).Rate)
            : null;
        return new(points, suggested, points[lowest].Rate, diverged);
    }

    private static double TwoDigits(double rate)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(rate)) - 1);
        return double.Parse((Math.Round(rate / unit) * unit).ToString("G2", System.Globalization.CultureInfo.InvariantCulture),
            System.Globalization.CultureInfo.InvariantCulture);
    }
}

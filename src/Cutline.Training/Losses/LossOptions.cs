using System.Text.Json.Serialization;
using Cutline.Torch;

namespace Cutline.Training.Losses;

/// <summary>What the losses can be told besides their names. An option that a loss has no use for is an error, not ignored.</summary>
public sealed record LossOptions
{
    /// <summary>What a pixel of each class counts, in the order of the classes; empty for 1 each. With ce, ce+dice and focal of several classes.</summary>
    public IReadOnlyList<double> ClassWeights { get; init; } = [];

    /// <summary>Class weights from the training masks, so that each class counts the same in sum: see <see cref="ClassBalance"/>.</summary>
    public bool Balanced { get; init; }

    /// <summary>Share of the truth that is spread evenly over all classes, with ce and ce+dice.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>How little pixels already right count, with focal; null for 2.</summary>
    public double? Gamma { get; init; }

    /// <summary>With tversky, what a pixel too many costs (null for 0.3); with binary focal, the object's weight against the background's (null for 0.25).</summary>
    public double? Alpha { get; init; }

    /// <summary>What a missed pixel costs, with tversky; null for 0.7.</summary>
    public double? Beta { get; init; }

    /// <summary>What the boundary's part counts, with dice+boundary; null for 0.01.</summary>
    public double? BoundaryWeight { get; init; }

    [JsonIgnore]
    private IEnumerable<(string Name, bool Given)> Given =>
    [
        ("class-weights", Balanced || ClassWeights.Count > 0), ("label-smoothing", LabelSmoothing != 0),
        ("gamma", Gamma is not null), ("alpha", Alpha is not null), ("beta", Beta is not null), ("boundary-weight", BoundaryWeight is not null),
    ];

    /// <exception cref="ArgumentException">A value is out of range, or means nothing to this loss or model; the message says what to do.</exception>
    internal void Validate(string loss, string[] known, int classes)
    {
        foreach (var (name, _) in Given.Where(g => g.Given && !known.Contains(g.Name)))
            throw new ArgumentException($"loss {loss} has no {name}: leave --{name} out, or use --loss {string.Join(" or ", LossCatalogue.All.Where(l => l.Options.Contains(name)).Select(l => l.Name))}");
        if ((Balanced || ClassWeights.Count > 0) && classes == 1) throw new ArgumentException("class weights are for two classes or more, and this model is binary: leave --class-weights out");
        if (loss == "focal" && classes > 1 && Alpha is not null) throw new ArgumentException("alpha of focal is for a binary model: use --class-weights instead");
        if (Balanced && ClassWeights.Count > 0) throw new ArgumentException("class weights are both balanced and listed: give one of them");
        if (ClassWeights.Count > 0 && ClassWeights.Count != classes) throw new ArgumentException($"there are {ClassWeights.Count} class weights for {classes} classes: give one for each class, or 'balanced'");
        Check(ClassWeights.All(w => w is >= 0 and < 1e6) && (ClassWeights.Count == 0 || ClassWeights.Any(w => w > 0)), "class-weights", string.Join(", ", ClassWeights.Select(w => FormattableString.Invariant($"{w}"))), "numbers from 0, not all of them 0");
        Check(LabelSmoothing is >= 0 and < 1, "label-smoothing", LabelSmoothing, "0 to below 1");
        Check(Gamma is null or (>= 0 and <= 10), "gamma", Gamma, "0 to 10");
        Check(Alpha is null or (>= 0 and <= 1), "alpha", Alpha, "0 to 1");
        Check(Beta is null or (>= 0 and <= 1), "beta", Beta, "0 to 1");
        Check(BoundaryWeight is null or (> 0 and <= 100), "boundary-weight", BoundaryWeight, "above 0 to 100");
    }

    /// <summary>The class weights as a tensor (K) beside the logits, or null.</summary>
    internal Tensor? Weights(Tensor logits) =>
        ClassWeights.Count == 0 ? null : Tensor.From<double>(ClassWeights.ToArray(), ClassWeights.Count).To(logits.DType).To(logits.Device);

    private static void Check(bool fits, string name, object? value, string use)
    {
        if (!fits) throw new ArgumentException(FormattableString.Invariant($"{name} is {value}: use {use}"));
    }
}

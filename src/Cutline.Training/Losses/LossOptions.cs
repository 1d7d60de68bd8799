using System.Text.Json.Serialization;

namespace Cutline.Training.Losses;

/// <summary>The parameters of losses that are chosen by name. An option that a loss does not have is an error, not ignored.</summary>
public sealed record LossOptions
{
    /// <summary>
    /// The weight of a pixel of each class, in the order of the classes; empty for 1 each. For <c>ce</c>, <c>ce+dice</c> and <c>focal</c>
    /// of several classes.
    /// </summary>
    public IReadOnlyList<double> ClassWeights { get; init; } = [];

    /// <summary>Class weights from the training masks, so that each class counts the same in sum: see <see cref="ClassBalance"/>.</summary>
    public bool Balanced { get; init; }

    /// <summary>The share of the truth that is spread evenly over all classes, for <c>ce</c> and <c>ce+dice</c>.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>How little pixels already right count, for <c>focal</c>; null for 2.</summary>
    public double? Gamma { get; init; }

    /// <summary>
    /// For <c>tversky</c>, the cost of a false positive (null for 0.3); for binary <c>focal</c>, the weight of the object against the
    /// background (null for 0.25).
    /// </summary>
    public double? Alpha { get; init; }

    /// <summary>The cost of a false negative, for <c>tversky</c>; null for 0.7.</summary>
    public double? Beta { get; init; }

    /// <summary>The weight of the boundary loss, for <c>dice+boundary</c>; null for 0.01.</summary>
    public double? BoundaryWeight { get; init; }

    /// <summary>The names of the options that are not at their defaults.</summary>
    [JsonIgnore]
    internal IEnumerable<string> Given
    {
        get
        {
            if (Balanced || ClassWeights.Count > 0) yield return nameof(ClassWeights);
            if (LabelSmoothing != 0) yield return nameof(LabelSmoothing);
            if (Gamma is not null) yield return nameof(Gamma);
            if (Alpha is not null) yield return nameof(Alpha);
            if (Beta is not null) yield return nameof(Beta);
            if (BoundaryWeight is not null) yield return nameof(BoundaryWeight);
        }
    }
}

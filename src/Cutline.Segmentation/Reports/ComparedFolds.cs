namespace Cutline.Segmentation.Reports;

/// <summary>The folds of a cross-validation, which are no rivals: what they say they say together.</summary>
/// <param name="Name">Its folder, relative to the one that is compared.</param>
/// <param name="Folds">Its runs, at least one.</param>
/// <param name="By">The metric by which they are compared, higher is better.</param>
public sealed record ComparedFolds(string Name, IReadOnlyList<ComparedRun> Folds, string By)
{
    /// <summary>The mean over the folds of each one's best value; null where no fold has one.</summary>
    public double? Mean => Values.Length == 0 ? null : Values.Average();

    /// <summary>The standard deviation of these values, with n − 1; null for fewer than two.</summary>
    public double? Deviation =>
        Values.Length < 2 ? null : Math.Sqrt(Values.Sum(v => (v - Mean!.Value) * (v - Mean.Value)) / (Values.Length - 1));

    /// <summary>The number of folds that have a value.</summary>
    public int Measured => Values.Length;

    private double[] Values => [.. Folds.Select(fold => fold.Best(By)?.Value).OfType<double>()];
}

namespace Cutline.Training.Runs;

/// <summary>The figures of a cross-validation.</summary>
/// <param name="Folds">Those of each fold.</param>
/// <param name="ValDice">Validation Dice over the folds.</param>
/// <param name="ValIou">Validation IoU over the folds.</param>
/// <param name="TestDice">Test Dice over the folds; null where there is no test part, or a fold has no ONNX file.</param>
/// <param name="TestIou">Test IoU over the folds, as <paramref name="TestDice"/>.</param>
/// <param name="Ensemble">The ONNX file of the mean of the folds' models; null where a fold's has none.</param>
/// <param name="EnsembleTest">The ensemble on the test part.</param>
public sealed record CrossValidationResult(
    IReadOnlyList<FoldResult> Folds, Spread ValDice, Spread ValIou, Spread? TestDice, Spread? TestIou, string? Ensemble,
    FoldScore? EnsembleTest);

/// <summary>The figures of a fold's best model, as training averages them: of several classes all pixels pooled.</summary>
/// <param name="Fold">Counted from 1.</param>
/// <param name="Folder">Of its run.</param>
/// <param name="BestEpoch">Counted from 1.</param>
/// <param name="ValDice">On the fold's validation photos, at the model's size.</param>
/// <param name="ValIou">Likewise.</param>
/// <param name="Test">On the test part.</param>
public sealed record FoldResult(int Fold, string Folder, int BestEpoch, double ValDice, double ValIou, FoldScore? Test);

/// <summary>Scores at the model's size, as validation has them: of several classes all pixels pooled.</summary>
/// <param name="Dice">Mean per image or, of several classes, over the classes.</param>
/// <param name="Iou">Averaged likewise.</param>
/// <param name="Samples">How many.</param>
public sealed record FoldScore(double Dice, double Iou, int Samples);

/// <summary>Mean and standard deviation of a figure.</summary>
/// <param name="Mean">Of all values.</param>
/// <param name="Deviation">The sample's, with n − 1; 0 of one value.</param>
public sealed record Spread(double Mean, double Deviation)
{
    /// <summary>Of values, at least one.</summary>
    public static Spread Of(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return new(mean, values.Count < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1)));
    }
}

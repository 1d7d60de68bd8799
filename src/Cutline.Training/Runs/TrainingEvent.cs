using Cutline.Segmentation.Datasets.Inspection;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Runs;

namespace Cutline.Training.Runs;

/// <summary>Something that a run reports while it goes on.</summary>
public abstract record TrainingEvent;

/// <summary>A fold of a cross-validation is the next; what follows is of its run.</summary>
/// <param name="Fold">Counted from 1.</param>
/// <param name="Folds">Their number.</param>
/// <param name="Folder">Of its run.</param>
/// <param name="Done">Whether it was trained to its end before, so that nothing of it follows.</param>
public sealed record FoldStarted(int Fold, int Folds, string Folder, bool Done) : TrainingEvent;

/// <summary>A cross-validation is over.</summary>
/// <param name="Result">Its figures.</param>
public sealed record CrossValidationEnded(CrossValidationResult Result) : TrainingEvent;

/// <summary>The run starts, or resumes.</summary>
/// <param name="FirstEpoch">Counted from 1.</param>
/// <param name="Epochs">Of the whole run.</param>
/// <param name="TrainSamples">Samples in an epoch.</param>
/// <param name="ValSamples">Samples that are validated on.</param>
/// <param name="TestSamples">Samples that are kept for the test.</param>
/// <param name="Data">Where the pixels are kept.</param>
/// <param name="Start">Whose weights it starts from; null where from none.</param>
public sealed record TrainingStarted(
    int FirstEpoch, int Epochs, int TrainSamples, int ValSamples, int TestSamples, string Data, string? Start) : TrainingEvent
{
    /// <summary>
    /// Samples of the training part, of which <see cref="TrainOptions.Limit"/> left some out; null where all of them are used.
    /// </summary>
    public int? LimitedFrom { get; init; }
}

/// <summary>The data has been checked, and can be trained on, but something about it should be known.</summary>
/// <param name="Findings">Warnings.</param>
public sealed record DataExamined(IReadOnlyList<Finding> Findings) : TrainingEvent;

/// <summary>A resumed run has other options than before.</summary>
/// <param name="Epoch">The first epoch with the new ones.</param>
/// <param name="Changes">Each as <c>name: old → new</c>.</param>
public sealed record OptionsChanged(int Epoch, IReadOnlyList<string> Changes) : TrainingEvent;

/// <summary>A batch of an epoch is done.</summary>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="Batch">Counted from 1.</param>
/// <param name="Batches">In an epoch.</param>
/// <param name="Loss">Mean of the epoch so far.</param>
/// <param name="Dice">Mean per training image of the epoch so far.</param>
/// <param name="ImagesPerSecond">Of the epoch so far.</param>
/// <param name="Left">Time left of the whole run at this pace.</param>
public sealed record BatchDone(int Epoch, int Batch, int Batches, double Loss, double Dice, double ImagesPerSecond,
    TimeSpan Left) : TrainingEvent;

/// <summary>An epoch is done and on disk.</summary>
/// <param name="Metrics">Its metrics.</param>
/// <param name="Best">Whether it is the best so far.</param>
public sealed record EpochDone(EpochMetrics Metrics, bool Best) : TrainingEvent;

/// <summary>The best model could not be written as ONNX; its weights are on disk all the same.</summary>
/// <param name="Epoch">The best one, counted from 1.</param>
/// <param name="Reason">The exporter's message.</param>
public sealed record ExportFailed(int Epoch, string Reason) : TrainingEvent;

/// <summary>At an interval: predictions for a few validation samples.</summary>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="Samples">The samples.</param>
public sealed record SamplesPredicted(int Epoch, IReadOnlyList<PredictionSample> Samples) : TrainingEvent;

/// <summary>The run is over.</summary>
/// <param name="Reason">Why: all epochs done, early stopping, the target reached.</param>
/// <param name="BestEpoch">Counted from 1.</param>
/// <param name="BestDice">Its validation Dice.</param>
/// <param name="Elapsed">Wall time of all epochs.</param>
public sealed record TrainingEnded(string Reason, int BestEpoch, double BestDice, TimeSpan Elapsed) : TrainingEvent
{
    /// <summary>
    /// The best epoch's validation IoU of each class by its name, all pixels pooled; null for a class that neither occurs nor is predicted,
    /// and as a whole for a foreground or without a validation part.
    /// </summary>
    public IReadOnlyDictionary<string, double?>? ClassIou { get; init; }
}

using Cutline.Segmentation.Evaluation;

namespace Cutline.Training.Runs;

/// <summary>What a run tells while it goes on.</summary>
public abstract record TrainingEvent;

/// <summary>The run begins or goes on.</summary>
/// <param name="FirstEpoch">Counted from 1.</param>
/// <param name="Start">Whose weights it starts from; null where from none.</param>
public sealed record TrainingStarted(int FirstEpoch, int Epochs, int TrainSamples, int ValSamples, int TestSamples, string Data, string? Start) : TrainingEvent;

/// <summary>A batch of an epoch is done.</summary>
/// <param name="Loss">Mean of the epoch so far.</param>
/// <param name="Dice">Mean per training image of the epoch so far.</param>
/// <param name="Left">Time left of the whole run at this pace.</param>
public sealed record BatchDone(int Epoch, int Batch, int Batches, double Loss, double Dice, double ImagesPerSecond, TimeSpan Left) : TrainingEvent;

public sealed record EpochDone(EpochMetrics Metrics, bool Best) : TrainingEvent;

/// <summary>At an interval: what the model says now of a few validation samples.</summary>
public sealed record SamplesSeen(int Epoch, IReadOnlyList<SeenSample> Samples) : TrainingEvent;

/// <param name="Reason">Why it ended: all epochs done, early stopping, the target reached.</param>
public sealed record TrainingEnded(string Reason, int BestEpoch, double BestDice, TimeSpan Elapsed) : TrainingEvent;

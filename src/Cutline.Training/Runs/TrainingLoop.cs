using System.Diagnostics;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Loading;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Runs;
using Cutline.Training.Augmentation;
using Cutline.Training.Loading;
using Cutline.Training.Losses;
using Cutline.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Runs;

/// <summary>One run's epochs: batches through the model, updates, validation.</summary>
internal sealed partial class TrainingLoop : IDisposable
{
    /// <summary>Before this many steps an output may be constant although the model is good.</summary>
    private const int SettledSteps = 50;

    /// <summary>
    /// With fewer steps in an epoch batch norm's running statistics lag behind the weights, and are estimated anew before validation.
    /// </summary>
    private const int LaggingSteps = 300;

    private readonly nn.Module<Tensor, Tensor> model;
    private readonly SegmentationLoss loss;
    private readonly TrainingData data;
    private readonly TrainOptions options;
    private readonly Device device;
    private readonly FrozenLayers? frozen;
    private readonly Augmenter augmenter;
    private readonly Optimizer optimizer;
    private readonly OptimizationStep step;
    private readonly LearningRateSchedule schedule;
    private readonly EvaluationLoop evaluation;

    internal TrainingLoop(
        nn.Module<Tensor, Tensor> model, SegmentationLoss loss, TrainingData data, TrainOptions options, Device device,
            FrozenLayers? frozen, IEnumerable<AugmentationStep> steps)
    {
        (this.model, this.loss, this.data, this.options, this.device, this.frozen) = (model, loss, data, options, device, frozen);
        var encoderRate = options.EncoderLearningRate / options.LearningRate;
        Parameters = new FlatParameters(model, options.Precision, name =>
            encoderRate is { } rate && name.StartsWith(ModelParts.Encoder, StringComparison.Ordinal) ? rate : 1);
        optimizer = options.Optimizer.Make(Parameters, options.LearningRate, options.WeightDecay);
        var scaler = options.Precision == Precision.Fp16 ? new GradientScaler() : null;
        step = new OptimizationStep(optimizer, options.Clip, scaler);
        schedule = new LearningRateSchedule(options.Schedule, options.ScheduleOptions, options.Epochs, UpdatesOf(data.Train.Batches));
        Plateau = options.Schedule == Schedule.Plateau
            ? new ReduceOnPlateau(options.ScheduleOptions.Factor ?? 0.1, options.ScheduleOptions.Patience ?? 5) : null;
        Average = options.Average > 0 ? new WeightAverage(model, Parameters, options.Average) : null;
        augmenter = new Augmenter(options.Augment, data.Backgrounds, options.Seed, steps);
        evaluation = new EvaluationLoop(model, options.Model.Classes, options.Preprocess.Normalization, device);
        State = new TrainingState(Parameters, optimizer, Average, Plateau, scaler);
    }

    internal FlatParameters Parameters { get; }

    internal ReduceOnPlateau? Plateau { get; }

    internal WeightAverage? Average { get; }

    internal TrainingState State { get; }

    private string Safer => options.Precision != Precision.Fp32 ? " or train in Fp32" : "";

    /// <summary>One pass over the training samples.</summary>
    /// <returns>Its metrics, those of validation still missing.</returns>
    internal EpochMetrics Train(int epoch, Action<TrainingEvent> report, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var (lossSum, diceSum, seen, batch) = (0.0, 0.0, 0, 0);
        var batches = data.Train.Batches;
        if (frozen is null) model.train();
        else frozen.Train();
        foreach (var samples in data.Train.Epoch(epoch, cancel))
        {
            using (samples)
            {
                cancel.ThrowIfCancellationRequested();
                var number = (epoch - 1L) * batches + batch;
                var update = (epoch - 1L) * UpdatesOf(batches) + batch / options.Accumulate;
                optimizer.LearningRate = options.LearningRate * schedule.Factor(update) * (Plateau?.Factor ?? 1);
                var (value, dice) = Step(samples, number, batch);
                if (!double.IsFinite(value))
                    throw new TrainingException($"the loss became {value} in epoch {epoch}, batch {batch + 1}: lower LearningRate (now "
                        + $"{options.LearningRate}){Safer}; {GoOn(epoch)}");
                (lossSum, diceSum, seen, batch) = (lossSum + value * samples.Count, diceSum + dice, seen + samples.Count, batch + 1);
                var perSecond = seen / clock.Elapsed.TotalSeconds;
                var left = TimeSpan.FromSeconds((data.Train.Samples * (options.Epochs - epoch + 1.0) - seen) / perSecond);
                report(new BatchDone(epoch, batch, batches, lossSum / seen, diceSum / seen, perSecond, left));
            }
        }

        var seconds = clock.Elapsed.TotalSeconds;
        return new(epoch, lossSum / seen, double.NaN, diceSum / seen, double.NaN, double.NaN, optimizer.LearningRate, seconds,
            seen / seconds);
    }

    /// <summary>
    /// Lets the model be what is validated and saved until the returned scope is disposed: the average of its weights where there is one,
    /// with batch norm's statistics of these weights.
    /// </summary>
    internal IDisposable UseForEvaluation()
    {
        var swap = Average?.Use();
        if (UpdatesOf(data.Train.Batches) < LaggingSteps)
        {
            if (frozen is null) model.train();
            else frozen.Train();
            BatchStatistics.Estimate(model, Statistics());
        }

        return new Evaluated(swap);
    }

    /// <summary>Adds what validation finds to an epoch's metrics; without a validation part they stay as they are.</summary>
    internal EpochMetrics Validate(EpochMetrics trained, IReadOnlyList<Metric> metrics, CancellationToken cancel)
    {
        if (data.Val.Samples == 0) return trained;
        var clock = Stopwatch.StartNew();
        var found = evaluation.Run(data.Val, loss, metrics, cancel);
        if (!double.IsFinite(found.Loss))
            throw new TrainingException($"after epoch {trained.Epoch} the validation loss is {found.Loss}: lower LearningRate (now "
                + $"{options.LearningRate}){Safer}; {GoOn(trained.Epoch)}");
        if (evaluation.LogitRange < 1e-3 && optimizer.Steps >= SettledSteps)
        {
            throw new TrainingException(
                $"after epoch {trained.Epoch} the model's output is the same for every pixel of every photo: lower LearningRate (now "
                    + $"{options.LearningRate}), and check the masks");
        }

        return trained with
        {
            ValLoss = found.Loss, ValDice = found.Dice, ValIou = found.Iou, Seconds = trained.Seconds + clock.Elapsed.TotalSeconds,
            ValPrecision = found.Precision, ValRecall = found.Recall, ValClassIou = found.ClassIou,
            ValMetrics = metrics.Count > 0 ? found.Further : null,
        };
    }

    /// <summary>What the model predicts for a few validation samples.</summary>
    internal IReadOnlyList<PredictionSample> Predict(CancellationToken cancel) => evaluation.Predict(data.Shown, cancel);

    public void Dispose()
    {
        Average?.Dispose();
        optimizer.Dispose();
        Parameters.Dispose();
    }

    /// <summary>
    /// One batch, and with the last of those that are added up an update. Returns the batch's loss and the sum of its images' Dice.
    /// </summary>
    /// <param name="samples">The batch.</param>
    /// <param name="number">Of the batch in the run, from 0.</param>
    /// <param name="batch">In its epoch, from 0.</param>
    private (double Loss, double Dice) Step(Batch samples, long number, int batch)
    {
        using var scope = NewDisposeScope();
        var classes = options.Model.Classes;
        var photos = BatchTensors.Photos(samples.Photos, samples.Count, samples.Height, samples.Width, device);
        var (x, target) = augmenter.Apply(photos, EvaluationLoop.Target(samples, classes, device), number);
        var logits = model.call(EvaluationLoop.Normalized(x, options.Preprocess.Normalization)).to(ScalarType.Float32);
        var value = loss.Forward(logits, target);
        var begin = batch / options.Accumulate * options.Accumulate;
        var end = Math.Min(begin + options.Accumulate, data.Train.Batches);
        var images = Math.Min((long)end * options.Batch, data.Train.Samples) - (long)begin * options.Batch;
        step.Add(value, samples.Count / (double)images, first: batch == begin);
        if (batch == end - 1 && step.Apply()) Average?.Update();
        return (value.item<float>(),
            BatchMetrics.DiceOfEach(EvaluationLoop.Predicted(logits), EvaluationLoop.Truth(target), samples.Count, classes).Sum());
    }

    private IEnumerable<Tensor> Statistics()
    {
        foreach (var samples in data.Statistics.Epoch(0))
            using (samples) yield return EvaluationLoop.Input(samples, options.Preprocess.Normalization, device);
    }

    /// <summary>Optimizer steps in so many batches.</summary>
    private int UpdatesOf(int batches) => (batches + options.Accumulate - 1) / options.Accumulate;

    private static string GoOn(int epoch) =>
        epoch > 1 ? $"resumed, the run goes on after epoch {epoch - 1}" : "resumed, the run begins again";

    private sealed class Evaluated(IDisposable? swap) : IDisposable
    {
        public void Dispose() => swap?.Dispose();
    }
}

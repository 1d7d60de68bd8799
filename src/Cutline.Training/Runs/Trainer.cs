using System.Diagnostics;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Inference;
using Cutline.Training.Losses;
using Cutline.Training.Models;
using Cutline.Training.Encoders;
using Cutline.Segmentation.Preprocessing;
using Cutline.Torch;
using Cutline.Torch.Optim;

namespace Cutline.Training.Runs;

/// <summary>
/// Trains a model into a run folder. After each epoch the folder holds all that is needed to go on, so that being stopped
/// at any moment loses at most the epoch under way; a resumed run ends with the same weights as an unbroken one.
/// </summary>
public sealed class Trainer : IDisposable
{
    /// <summary>Before this many steps, batch norm's running statistics are still far from the batches', and a good model may answer the same everywhere.</summary>
    private const int SettledSteps = 50;

    private readonly TrainOptions options;
    private readonly RunFolder run;
    private readonly TrainingData data;
    private readonly Device device;
    private readonly SegmentationModel model;
    private readonly Optimizer optimizer;
    private readonly WeightAverage? average;
    private readonly SegmentationLoss loss;
    private readonly Augmenter augmenter;
    private readonly Descent descent;
    private readonly Course course;
    private readonly Plateau? plateau;
    private readonly TrainingState state;
    private readonly string? begun;

    /// <param name="resume">Goes on from the run's last checkpoint where there is one.</param>
    public Trainer(TrainOptions options, RunFolder run, TrainingData data, Device device, bool resume)
    {
        (this.options, this.run, this.data, this.device) = (options, run, data, device);
        options.Precision.CheckOn(device);
        LibTorch.SetSeed(options.Seed);
        model = NewModel();
        var resuming = resume && File.Exists(run.Last);
        try
        {
            if (!resuming && options.From is { } from)
            {
                using var start = ModelFile.Load(from, device);
                begun = Begin(start);
            }

            if (!resuming && options.EncoderWeights is { } weights) EncoderWeights.Load(model.Encoder!, weights);

            optimizer = options.Optimizer.Make(model.Parameters(), options.LearningRate, options.WeightDecay);
            var scaler = options.Precision == Precision.Fp16 ? new GradientScaler() : null;
            descent = new Descent(optimizer, model.Parameters(), options.Clip, scaler);
            course = new Course(options.Schedule, options.ScheduleOptions, options.Epochs, UpdatesOf(data.Train.Batches));
            plateau = options.Schedule == Schedule.Plateau ? new Plateau(options.ScheduleOptions.Factor ?? 0.1, options.ScheduleOptions.Patience ?? 5) : null;
            average = options.Average > 0 ? new WeightAverage(model, NewModel(), options.Average) : null;
            loss = SegmentationLoss.Parse(options.Loss, Weighed(options.LossOptions), options.Model.Classes);
            augmenter = new Augmenter(options.Augment, data.Backgrounds, options.Seed);
            state = new TrainingState(model, optimizer, average, plateau, scaler, device);
            if (resuming) state.Load(run.Last);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Epochs from one <see cref="SamplesSeen"/> to the next; 0 for none.</summary>
    public int SheetEvery { get; init; }

    private string Safer => options.Precision != Precision.Fp32 ? " or use --precision fp32" : "";

    private SegmentationModel Judged => (SegmentationModel?)average?.Averaged ?? model;

    /// <exception cref="TrainingException">The loss is not finite, or the output constant.</exception>
    /// <exception cref="DatasetException">A sample cannot be decoded.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the last finished epoch is on disk.</exception>
    public TrainingEnded Run(IProgress<TrainingEvent>? progress = null, CancellationToken cancel = default)
    {
        run.Truncate(state.Epoch);
        progress?.Report(new TrainingStarted(state.Epoch + 1, options.Epochs, data.Train.Samples, data.Val.Samples, data.Split.Test.Length, data.Description, begun));
        var clock = Stopwatch.StartNew();
        var before = state.Seconds;
        var reason = "all epochs are done";
        while (state.Epoch < options.Epochs)
        {
            var metrics = Epoch(state.Epoch + 1, progress, cancel);
            var best = data.Val.Samples == 0 || metrics.ValDice > state.BestDice;
            plateau?.Observe(metrics.ValDice);
            if (best) (state.BestEpoch, state.BestDice) = (metrics.Epoch, metrics.ValDice);
            (state.Epoch, state.Seconds) = (metrics.Epoch, before + clock.Elapsed.TotalSeconds);
            if (best) ModelFile.Save(run.Best, Judged, options.Preprocess, data.All.IsBinary ? null : data.All.Classes);
            run.Append(metrics);
            state.Save(run.Last);
            progress?.Report(new EpochDone(metrics, best));
            if (SheetEvery > 0 && state.Epoch % SheetEvery == 0 && data.Shown.Samples > 0)
                progress?.Report(new SamplesSeen(state.Epoch, Judge.Look(Judged, data.Shown, options.Preprocess.Normalization, device, options.Precision, cancel)));
            if (Finished() is { } why)
            {
                reason = why;
                break;
            }
        }

        var ended = new TrainingEnded(reason, state.BestEpoch, state.BestDice, TimeSpan.FromSeconds(state.Seconds));
        progress?.Report(ended);
        return ended;
    }

    public void Dispose()
    {
        average?.Dispose();
        optimizer?.Dispose(); // null while a constructor fails
        model.Dispose();
    }

    /// <summary>Updates in so many batches.</summary>
    private int UpdatesOf(int batches) => (batches + options.Accumulate - 1) / options.Accumulate;

    private LossOptions Weighed(LossOptions given) => given.Balanced
        ? given with { Balanced = false, ClassWeights = ClassBalance.Weights(ClassBalance.Count(data.Train, options.Model.Classes)) }
        : given;

    /// <summary>Takes another model's weights; returns what to tell of it.</summary>
    private string Begin(LoadedModel start)
    {
        try
        {
            return model.StartFrom(start.Model)
                ? $"starts from {start.File}"
                : $"starts from {start.File}, but for the last layer: that one told {start.Model.Classes} apart, this one {model.Classes}";
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"{start.File} does not fit: {e.Message}; train a model of its shape, which cutline inspect checkpoint tells, or leave --from out", e);
        }
    }

    private SegmentationModel NewModel()
    {
        var made = ModelRegistry.Make(options.Model);
        made.To(device);
        made.ToChannelsLast();
        return made;
    }

    private string? Finished()
    {
        if (options.Target > 0 && state.BestDice >= options.Target) return $"validation Dice reached {options.Target}";
        return options.Patience > 0 && state.Epoch - state.BestEpoch >= options.Patience
            ? $"no better validation Dice in {options.Patience} epochs"
            : null;
    }

    private static string GoOn(int epoch) => epoch > 1 ? $"with --resume it goes on after epoch {epoch - 1}" : "with --resume it begins again";

    private EpochMetrics Epoch(int epoch, IProgress<TrainingEvent>? progress, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var (lossSum, diceSum, seen, batch) = (0.0, 0.0, 0, 0);
        var batches = data.Train.Batches;
        model.Train();
        foreach (var samples in data.Train.Epoch(epoch, cancel))
        {
            using (samples)
            {
                cancel.ThrowIfCancellationRequested();
                var step = (epoch - 1L) * batches + batch;
                var update = (epoch - 1L) * UpdatesOf(batches) + batch / options.Accumulate;
                optimizer.LearningRate = options.LearningRate * course.Factor(update) * (plateau?.Factor ?? 1);
                var (value, dice) = Step(samples, step, batch);
                if (!double.IsFinite(value))
                    throw new TrainingException($"the loss became {value} in epoch {epoch}, batch {batch + 1}: lower --lr (now {options.LearningRate}){Safer}; {GoOn(epoch)}");
                (lossSum, diceSum, seen, batch) = (lossSum + value * samples.Count, diceSum + dice, seen + samples.Count, batch + 1);
                var perSecond = seen / clock.Elapsed.TotalSeconds;
                var left = TimeSpan.FromSeconds((data.Train.Samples * (options.Epochs - epoch + 1.0) - seen) / perSecond);
                progress?.Report(new BatchDone(epoch, batch, batches, lossSum / seen, diceSum / seen, perSecond, left));
            }
        }

        var rate = seen / clock.Elapsed.TotalSeconds;
        var (valLoss, valDice, valIou) = Validate(epoch, cancel);
        return new(epoch, lossSum / seen, valLoss, diceSum / seen, valDice, valIou, optimizer.LearningRate, clock.Elapsed.TotalSeconds, rate);
    }

    /// <summary>One batch, and with the last of those that are added up an update. Returns the batch's loss and the sum of its images' Dice.</summary>
    /// <param name="number">Of the batch in the run, from 0.</param>
    /// <param name="batch">In its epoch, from 0.</param>
    private (double Loss, double Dice) Step(Batch samples, long number, int batch)
    {
        using var step = new TensorScope();
        var (x, y) = augmenter.Apply(Preprocess.ToInput(samples.Photos, Normalization.Unit, device: device), Judge.Target(model, samples, device), number);
        var logits = options.Precision.Run(device, () => model.Forward(Preprocess.Normalise(x, options.Preprocess.Normalization)));
        var value = loss.Forward(logits, y);
        var begin = batch / options.Accumulate * options.Accumulate;
        var end = Math.Min(begin + options.Accumulate, data.Train.Batches);
        var images = Math.Min((long)end * options.Batch, data.Train.Samples) - (long)begin * options.Batch;
        descent.Add(value, samples.Count / (double)images, first: batch == begin);
        if (batch == end - 1 && descent.Step()) average?.Update();
        return (value.Item<float>(), Judge.Dice(logits.Detach(), y).Sum());
    }

    /// <summary>Loss, Dice and IoU on the validation part; NaN where there is none.</summary>
    private (double Loss, double Dice, double Iou) Validate(int epoch, CancellationToken cancel)
    {
        if (data.Val.Samples == 0) return (double.NaN, double.NaN, double.NaN);
        var judgement = Judge.Run(Judged, data.Val, options.Preprocess.Normalization, loss, device, options.Precision, cancel: cancel);
        if (!double.IsFinite(judgement.Loss))
            throw new TrainingException($"after epoch {epoch} the validation loss is {judgement.Loss}: lower --lr (now {options.LearningRate}){Safer}; {GoOn(epoch)}");
        if (judgement.LogitRange < 1e-3 && optimizer.Steps >= SettledSteps)
            throw new TrainingException($"after epoch {epoch} the model answers the same for every pixel of every photo: lower --lr (now {options.LearningRate}), and check the masks with cutline inspect data");
        return (judgement.Loss, judgement.Dice, judgement.Iou);
    }
}

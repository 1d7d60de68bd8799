using System.Diagnostics;
using System.Text.Json;
using Cutline.Segmentation;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Inspection;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Reports;
using Cutline.Segmentation.Splits;
using Cutline.Segmentation.Runs;
using Cutline.Training.Augmentation;
using Cutline.Training.Checkpoints;
using Cutline.Training.Devices;
using Cutline.Training.Losses;
using Cutline.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Runs;

/// <summary>
/// Trains a model into a run folder. After each epoch the folder holds all that is needed to go on, so that being stopped
/// at any moment loses at most the epoch under way; a resumed run ends with the same weights as an unbroken one.
/// </summary>
/// <example><code>
/// using var trainer = new Trainer(new MyNet(), new BceDiceLoss(), FolderDataset.Open("photos"), new TrainOptions { Epochs = 20 });
/// trainer.Run("runs/mine");
/// </code></example>
public sealed class Trainer : IDisposable
{
    private readonly TrainOptions options;
    private readonly IReadOnlyList<SegmentationDataset> sources;
    private readonly Func<TrainOptions, nn.Module<Tensor, Tensor>> makeModel;
    private readonly Func<TrainOptions, TrainingData, SegmentationLoss> makeLoss;
    private readonly nn.Module<Tensor, Tensor>? given;
    private readonly List<IDisposable> owned = [];
    private volatile bool stopping;

    /// <summary>A training of a model, a loss and data of your own. All of them remain yours to dispose of.</summary>
    /// <param name="model">
    /// Pictures (N, 3, H, W), normalised as <see cref="TrainOptions.Preprocess"/> says, → logits (N, 1, H, W) or, for data of several
    /// classes,
    /// (N, classes, H, W). After the run it has the last epoch's weights; the best epoch's are in the folder.
    /// </param>
    /// <param name="loss">What is minimised.</param>
    /// <param name="data">Photos and masks.</param>
    /// <param name="options">
    /// Null for the defaults. <see cref="TrainOptions.Model"/>, <see cref="TrainOptions.Loss"/> and <see cref="TrainOptions.Data"/> are set
    /// to
    /// what the model, the loss and the data are.
    /// </param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public Trainer(nn.Module<Tensor, Tensor> model, SegmentationLoss loss, SegmentationDataset data, TrainOptions? options = null)
        : this(model, loss, [data], options)
    {
    }

    /// <summary>As above, with a function from logits and target to a scalar as the loss.</summary>
    /// <inheritdoc cref="Trainer(nn.Module{Tensor, Tensor}, SegmentationLoss, SegmentationDataset, TrainOptions?)"/>
    public Trainer(nn.Module<Tensor, Tensor> model, Func<Tensor, Tensor, Tensor> loss, SegmentationDataset data,
        TrainOptions? options = null)
        : this(model, SegmentationLoss.Of(loss), [data], options)
    {
    }

    /// <summary>
    /// As above, on several datasets of the same classes. The first one is split as the options say; of each other one a fixed quarter is
    /// for testing.
    /// </summary>
    /// <inheritdoc cref="Trainer(nn.Module{Tensor, Tensor}, SegmentationLoss, SegmentationDataset, TrainOptions?)"/>
    public Trainer(nn.Module<Tensor, Tensor> model, SegmentationLoss loss, IReadOnlyList<SegmentationDataset> data,
        TrainOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(data);
        if (data.Count == 0) throw new ArgumentException("there is no dataset to train on: give at least one");
        (given, makeModel, makeLoss, sources) = (model, _ => model, (_, _) => loss, data);
        var described = model is SegmentationModel own ? own.Options : new ModelOptions { Name = model.GetType().Name };
        this.options = ((options ?? new()) with
        {
            Data = [.. data.Select(d => d.Root)], Loss = loss.GetType().Name, LossOptions = new(),
                Model = described with { Classes = TrainOptions.ClassesOf(data[0]) },
        }).ValidatedRecipe().WithFittingSampling(data[0]);
    }

    private Trainer(TrainOptions options)
    {
        sources = TrainingData.OpenSources(options);
        owned.AddRange(sources);
        try
        {
            this.options = options.For(sources[0]);
        }
        catch
        {
            Dispose();
            throw;
        }

        makeModel = Owned;
        makeLoss = (o, data) => LossRegistry.Make(o.Loss!, Weighted(o, data), o.Model.Classes);
    }

    /// <summary>Where training runs; the CPU by default.</summary>
    public Device Device { get; set; } = CPU;

    /// <summary>Further metrics that validation computes.</summary>
    public IReadOnlyList<Metric> Metrics { get; set; } = [];

    /// <summary>Are told of every event, in order, on the thread that runs.</summary>
    public IReadOnlyList<IProgress<TrainingEvent>> Callbacks { get; set; } = [];

    /// <summary>Changes of training photos, made after those of <see cref="TrainOptions.Augment"/>.</summary>
    public IReadOnlyList<AugmentationStep> AugmentationSteps { get; set; } = [];

    /// <summary>Epochs from one <see cref="SamplesPredicted"/> to the next; 0 for none.</summary>
    public int PredictEvery { get; set; }

    /// <summary>
    /// How closely the data is looked at before training. With <see cref="ValidationDepth.Decode"/> all that
    /// <see cref="DataDoctor"/> calls an error ends the run before its first step; with less, only what is wrong with single files.
    /// </summary>
    public ValidationDepth Validation { get; set; } = ValidationDepth.Decode;

    /// <summary>Is told how many samples are checked before training, from any thread.</summary>
    public IProgress<DataProgress>? ValidationProgress { get; set; }

    /// <summary>Whether the best model is also written as ONNX, which prediction and evaluation use.</summary>
    public bool Export { get; set; } = true;

    /// <summary>Whether curves, the sheets of predictions and a report are drawn into the folder.</summary>
    public bool Pictures { get; set; } = true;

    /// <summary>
    /// Sides of a picture that the model takes are multiples of this; 1 for a model that takes any size, as those of the registry do.
    /// </summary>
    public int Stride { get; set; } = 1;

    /// <summary>A training of a model and a loss of the registries on data that the options name, as the command line makes it.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="DatasetException">Data is missing, or laid out as none.</exception>
    public static Trainer FromOptions(TrainOptions options) => new(options.Validated());

    /// <summary>Trains into a folder: options, split, environment, metrics, checkpoints, and the best model as ONNX.</summary>
    /// <param name="folder">Made where it is missing. It is locked while the run goes on.</param>
    /// <param name="resume">Goes on after the last finished epoch of the run in the folder. Without it the folder must hold no run.</param>
    /// <param name="cancel">Ends the run within a batch; the last finished epoch is on disk.</param>
    /// <exception cref="ArgumentException">
    /// The folder holds a run, or none to resume, or another training runs there; or an option does not fit.
    /// </exception>
    /// <exception cref="DatasetException">
    /// The data is damaged, too small to split, or such that the model would be wrong; the message is that of <see cref="DataDoctor"/>.
    /// </exception>
    /// <exception cref="TrainingException">The loss is not finite, or the output constant.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public TrainingEnded Run(string folder, bool resume = false, CancellationToken cancel = default)
    {
        var run = new RunFolder(folder);
        stopping = false;
        var weights = resume ? null : EncoderWeights();
        using var alone = run.Lock();
        Check(run, resume);
        using var data = TrainingData.Of(options, sources, resume ? run.Split : null);
        using var waiting = ThreadWaiting.Adapt();
        var state = resume ? run.FindState() : null;
        var resuming = state is not null;
        var (model, started) = MakeModel(begins: !resuming, weights);
        var warnings = data.Check(Validation, ValidationProgress, cancel); // the slow part comes after what can fail at once
        if (options.ClassBalancedSampling && data.BalanceSampling(cancel) is { } idle) warnings = [.. warnings, idle];
        using var loop = MakeLoop(model, data);
        if (state is not null) Load(loop.State, run, state);
        var changes = resuming && IsOver(loop.State) ? [] : Record(run, loop, data, cancel);

        Report(new TrainingStarted(
            loop.State.Epoch + 1, options.Epochs, data.Train.Samples, data.Val.Samples, data.Used.Test.Length, data.Description, started)
        {
            LimitedFrom = data.Used == data.Split ? null : data.Split.Train.Length,
        });
        if (warnings.Count > 0) Report(new DataExamined(warnings));
        if (changes.Count > 0) Report(new OptionsChanged(loop.State.Epoch + 1, changes));
        using var writer = new BestModelWriter(run, model, loop, options, data.All, Export, Stride);
        if (resuming) Exported(loop.State.BestEpoch, writer.Refresh());
        else run.SaveState(loop.State.Save); // from now on there is always one to go on from
        TrainingEnded ended;
        try
        {
            ended = Epochs(run, loop, data, writer, cancel);
        }
        finally
        {
            Exported(loop.State.BestEpoch, writer.Finish());
        }

        if (Pictures) RunReport.Write(folder, data.All, data.Used.Val);
        ended = ended with { ClassIou = ClassIou(run, ended.BestEpoch, data.All.Classes) };
        Report(ended);
        return ended;
    }

    /// <summary>
    /// Lets a function train without a run, on a model as a new run would have it; a model that was given has its weights of before
    /// afterwards.
    /// </summary>
    internal T Try<T>(Func<TrainingLoop, T> train, CancellationToken cancel)
    {
        var weights = EncoderWeights();
        using var data = TrainingData.Of(options, sources);
        data.Check(Validation, ValidationProgress, cancel);
        if (options.ClassBalancedSampling) data.BalanceSampling(cancel);
        using var waiting = ThreadWaiting.Adapt();
        var before = given is null ? null : Layers.StateDict.Of(given).ToDictionary(t => t.Key, t => t.Value.detach().clone());
        try
        {
            var (model, _) = MakeModel(begins: true, weights);
            using var loop = MakeLoop(model, data);
            return train(loop);
        }
        finally
        {
            if (before is not null)
            {
                Layers.StateDict.Load(given!, before);
                foreach (var tensor in before.Values) tensor.Dispose();
            }
        }
    }

    /// <summary>Lets the run end after the epoch under way, as if it were the last; from any thread.</summary>
    public void Stop() => stopping = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var item in Enumerable.Reverse(owned)) item.Dispose();
        owned.Clear();
    }

    /// <summary>Writes what the run is made of before its next epoch, and removes the metrics of epochs that it does again.</summary>
    /// <returns>The options that changed.</returns>
    private IReadOnlyList<string> Record(RunFolder run, TrainingLoop loop, TrainingData data, CancellationToken cancel)
    {
        var changes = new OptionsHistory(run).Record(loop.State.Epoch + 1, options);
        RunFolder.WriteJson(run.Options, options);
        RunFolder.WriteJson(run.Environment, RunEnvironment.Of(Device, DateTimeOffset.Now));
        data.SaveSplit(run.Split, cancel);
        run.Truncate(loop.State.Epoch);
        return changes;
    }

    /// <exception cref="CheckpointException">
    /// The state is damaged, or not of this run's options; the message names the ways out.
    /// </exception>
    private static void Load(TrainingState state, RunFolder run, string path)
    {
        try
        {
            SafeTensors.Open(path).Dispose();
        }
        catch (CheckpointException e)
        {
            var other = path == run.Last && File.Exists(run.Previous)
                ? $"delete it, and the run goes on from {run.Previous}, one epoch earlier"
                : $"train a new run from {run.Best}";
            throw new CheckpointException($"{e.Message}; or {other}", e);
        }

        state.Load(path);
    }

    /// <summary>Whether no epoch is left to train.</summary>
    private bool IsOver(TrainingState state) => state.Epoch > 0 && (state.Epoch >= options.Epochs || Finished(state) is not null);

    private TrainingEnded Epochs(RunFolder run, TrainingLoop loop, TrainingData data, BestModelWriter writer, CancellationToken cancel)
    {
        var (state, clock, before) = (loop.State, Stopwatch.StartNew(), loop.State.Seconds);
        if (state.Epoch > 0 && Finished(state) is { } early)
            return new(early, state.BestEpoch, state.BestDice, TimeSpan.FromSeconds(state.Seconds));
        var reason = "all epochs are done";
        while (state.Epoch < options.Epochs)
        {
            var metrics = loop.Train(state.Epoch + 1, Report, cancel);
            bool best;
            using (NewDisposeScope())
            using (loop.UseForEvaluation())
            {
                metrics = loop.Validate(metrics, Metrics, cancel);
                best = data.Val.Samples == 0 || metrics.ValDice > state.BestDice;
                if (best) Exported(metrics.Epoch, writer.Write());
                if (PredictEvery > 0 && metrics.Epoch % PredictEvery == 0 && data.Shown.Samples > 0)
                    Show(run, data, new SamplesPredicted(metrics.Epoch, loop.Predict(cancel)));
            }

            loop.Plateau?.Observe(metrics.ValDice);
            if (best) (state.BestEpoch, state.BestDice) = (metrics.Epoch, metrics.ValDice);
            (state.Epoch, state.Seconds) = (metrics.Epoch, before + clock.Elapsed.TotalSeconds);
            run.Append(metrics);
            run.SaveState(state.Save);
            if (Pictures) RunReport.WriteCurves(run.Path);
            Report(new EpochDone(metrics, best));
            if (Finished(state) is not { } why) continue;
            reason = why;
            break;
        }

        return new(reason, state.BestEpoch, state.BestDice, TimeSpan.FromSeconds(state.Seconds));
    }

    private static Dictionary<string, double?>? ClassIou(RunFolder run, int epoch, ClassSet classes) =>
        new SavedRun(run.Path).ReadMetrics().FirstOrDefault(row => row.Epoch == epoch)?.ValClassIou is { } values
            ? classes.Classes.Zip(values).ToDictionary(c => c.First.Name, c => c.Second)
            : null;

    private string? Finished(TrainingState state)
    {
        if (options.EarlyEnd(state.Epoch, state.BestEpoch, state.BestDice) is { } reason) return reason;
        return stopping && state.Epoch < options.Epochs ? "stopped by the program" : null;
    }

    private void Check(RunFolder run, bool resume)
    {
        if (!resume)
        {
            if (run.Exists) throw new ArgumentException($"{run.Path} already holds a run: resume it, or choose another folder");
            if (((string[])[run.Metrics, run.Last, run.Best]).FirstOrDefault(File.Exists) is { } left)
                throw new ArgumentException(
                    $"{left} is of a run without {RunFiles.Options}, and would be overwritten: choose another folder, or delete it");
            return;
        }

        if (!run.Exists) throw new ArgumentException($"there is no run in {run.Path} to resume: start one, or name its folder");
        if (Text(run.ReadOptions().Split) != Text(options.Split)) // lists within records are compared by reference
            throw new ArgumentException("a run keeps its split, or it would be tested on what it was trained on: leave Split as it was, "
                + "or train into another folder");
    }

    private static string Text(SplitOptions split) => JsonSerializer.Serialize(split, OptionsJson.Compact);

    /// <summary>A model on the device, and what to tell of the weights that it starts from.</summary>
    /// <param name="begins">Whether it takes the weights that options name; otherwise those of a checkpoint will follow.</param>
    /// <param name="weights">The file of the encoder's, where it was looked for; null for none yet.</param>
    private (nn.Module<Tensor, Tensor> Model, string? Started) MakeModel(bool begins, string? weights)
    {
        random.manual_seed(options.Seed);
        var model = makeModel(options);
        model.to(Device);
        var started = begins ? Begin(model, weights ?? EncoderWeights()) : null;
        if (options.Output is { } output) Select(model, output);
        return (model, started);
    }

    private TrainingLoop MakeLoop(nn.Module<Tensor, Tensor> model, TrainingData data) => new(
        model, makeLoss(options, data), data, options, Device, ModelParts.Freeze(model, options.Freeze, options.Output), AugmentationSteps);

    /// <summary>The file of the encoder's weights; null where there are none.</summary>
    private string? EncoderWeights() => options.EncoderWeights is { } weights && Encoders.EncoderWeights.IsName(weights)
        ? Encoders.EncoderWeights.Named(weights, options.Model.Encoder ?? "a model without an encoder of the registry")
        : options.EncoderWeights;

    /// <summary>Gives the model the weights that it starts from; returns what to tell of it, null where it starts from none.</summary>
    /// <param name="model">Of the run.</param>
    /// <param name="weights">The file of the encoder's weights; null for none.</param>
    private string? Begin(nn.Module<Tensor, Tensor> model, string? weights)
    {
        using var scope = NewDisposeScope();
        if (weights is not null)
        {
            if (model is not SegmentationModel { Encoder: { } encoder })
                throw new ArgumentException("EncoderWeights are given, and the model has no encoder: leave them out");
            Encoders.EncoderWeights.Load(encoder, weights);
            var file = Path.GetFileName(weights);
            return $"its encoder starts from {(weights == options.EncoderWeights ? weights : $"{options.EncoderWeights} ({file})")}";
        }

        if (options.From is not { } from) return null;
        using var start = StartingModel.Load(from, options.Preprocess);
        try
        {
            if (model is SegmentationModel own)
            {
                var whole = own.StartFrom(start.Model);
                if (options.Output is { } output) return $"starts from {start.File}, of which it trains the output {output} alone";
                return whole
                    ? $"starts from {start.File}"
                    : $"starts from {start.File}, but for the last layer: that model has {start.Model.Classes} classes, this one "
                        + $"{own.Classes}";
            }

            Layers.StateDict.Load(model, Layers.StateDict.Of(start.Model));
            return $"starts from {start.File}";
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"{start.File} does not fit: {e.Message}; train a model of its shape, or leave From out", e);
        }
    }

    /// <summary>Lets a model give the output that is trained.</summary>
    private static void Select(nn.Module<Tensor, Tensor> model, string output)
    {
        if (model is not EncoderModel own)
            throw new ArgumentException(
                $"Output is {output}, and the model is no {nameof(EncoderModel)}: use one of the registry on an encoder");
        own.Output = output;
    }

    private nn.Module<Tensor, Tensor> Owned(TrainOptions described)
    {
        using var scope = NewDisposeScope(); // TorchSharp forgets a tensor for each bias that it draws
        var model = ModelRegistry.Make(described.Model);
        foreach (var tensor in Layers.StateDict.Of(model).Values) tensor.DetachFromDisposeScope();
        owned.Add(model);
        return model;
    }

    private static LossOptions Weighted(TrainOptions options, TrainingData data)
    {
        if (!options.LossOptions.Balanced) return options.LossOptions;
        var masks = data.Train.Epoch(0).Select(batch => new ReadOnlyMemory<byte>(batch.Masks, 0, batch.Count * batch.Width * batch.Height));
        return options.LossOptions with { Balanced = false,
            ClassWeights = ClassBalance.Weights(ClassBalance.Count(masks, options.Model.Classes)) };
    }

    private void Show(RunFolder run, TrainingData data, SamplesPredicted predicted)
    {
        if (Pictures) EpochSheet.Write(run.Path, predicted.Epoch, data.All, predicted.Samples);
        Report(predicted);
    }

    private void Exported(int epoch, string? failure)
    {
        if (failure is not null) Report(new ExportFailed(epoch, failure));
    }

    private void Report(TrainingEvent value)
    {
        foreach (var callback in Callbacks) callback.Report(value);
    }
}

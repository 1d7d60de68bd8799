using System.Text.Json;
using Cutline.Segmentation;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Runs;
using Cutline.Segmentation.Splits;
using Cutline.Training.Losses;
using Cutline.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Runs;

/// <summary>
/// K-fold cross-validation: trains a model for each of K folds of the photos that are not for testing, validated on that fold and trained
/// on the others, each into a run folder of its own, and makes one ONNX file of the mean of their probabilities.
/// </summary>
/// <example><code>
/// var options = new TrainOptions { Epochs = 20, Split = new SplitOptions { Folds = 5 } };
/// var result = new CrossValidation(() => new MyNet(), new BceDiceLoss(), FolderDataset.Open("photos"), options).Run("runs/folds");
/// Console.WriteLine($"{result.ValDice.Mean} ± {result.ValDice.Deviation}");
/// </code></example>
public sealed class CrossValidation
{
    private readonly TrainOptions options;
    private readonly Func<nn.Module<Tensor, Tensor>>? makeModel;
    private readonly SegmentationLoss? loss;
    private readonly IReadOnlyList<SegmentationDataset>? data;

    /// <summary>A cross-validation of a model, a loss and data of your own.</summary>
    /// <param name="model">
    /// Makes the model anew for each fold, as <see cref="Trainer"/> takes it; called after the random generator is set to the seed. What it
    /// makes is disposed of.
    /// </param>
    /// <param name="loss">What is minimised.</param>
    /// <param name="data">Photos and masks; they remain yours to dispose of.</param>
    /// <param name="options"><see cref="SplitOptions.Folds"/> says how many folds there are.</param>
    /// <exception cref="ArgumentException">An option is out of range, or there are no folds.</exception>
    public CrossValidation(
        Func<nn.Module<Tensor, Tensor>> model, SegmentationLoss loss, SegmentationDataset data, TrainOptions options)
        : this(model, loss, [data], options)
    {
    }

    /// <summary>As above, on several datasets of the same classes; each is divided into folds.</summary>
    /// <inheritdoc cref="CrossValidation(Func{nn.Module{Tensor, Tensor}}, SegmentationLoss, SegmentationDataset, TrainOptions)"/>
    public CrossValidation(
        Func<nn.Module<Tensor, Tensor>> model, SegmentationLoss loss, IReadOnlyList<SegmentationDataset> data, TrainOptions options)
        : this((options ?? throw new ArgumentNullException(nameof(options))) with { Data = [.. data.Select(d => d.Root)] })
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(loss);
        (makeModel, this.loss, this.data) = (model, loss, data);
    }

    private CrossValidation(TrainOptions options)
    {
        this.options = options.ValidatedRecipe();
        Folds = options.Split.Folds
            ?? throw new ArgumentException("Folds is none, and cross-validation is over folds: say how many, such as 5");
    }

    /// <summary>The number of folds.</summary>
    public int Folds { get; }

    /// <summary>Is given the trainer of each fold before it runs, to set its device, metrics and so on.</summary>
    public Action<Trainer>? Configure { get; set; }

    /// <summary>Are told of every event, in order, on the thread that runs.</summary>
    public IReadOnlyList<IProgress<TrainingEvent>> Callbacks { get; set; } = [];

    /// <summary>As <see cref="Trainer.Stride"/>.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>
    /// A cross-validation of a model and a loss of the registries on data that the options name, as the command line makes it.
    /// </summary>
    /// <exception cref="ArgumentException">An option is out of range, or there are no folds.</exception>
    public static CrossValidation FromOptions(TrainOptions options) => new(options.Validated());

    /// <summary>
    /// Trains all folds into <c>fold1</c>, <c>fold2</c> … of a folder, evaluates each and their ensemble on the test part, and writes
    /// <c>ensemble.onnx</c> and <c>cross-validation.json</c>.
    /// </summary>
    /// <param name="folder">Made where it is missing.</param>
    /// <param name="resume">
    /// Goes on: folds that are done stay as they are, one under way goes on after its last finished epoch, the others are trained. Without
    /// it the folder must hold none.
    /// </param>
    /// <param name="cancel">Ends it within a batch; finished epochs are on disk.</param>
    /// <inheritdoc cref="Trainer.Run"/>
    public CrossValidationResult Run(string folder, bool resume = false, CancellationToken cancel = default)
    {
        var known = new SavedRun(folder).Folds();
        if (!resume && known.Count > 0)
            throw new ArgumentException($"{known[0].Folder} already holds a run: resume it, or choose another folder");
        if (resume && known.Count == 0)
            throw new ArgumentException($"there are no folds in {folder} to resume: start them, or name their folder");
        for (var fold = 1; fold <= Folds; fold++) RunFold(folder, fold, resume, cancel);
        var result = new FoldScoring(options, Stride).Run(folder, Folds, Open, makeModel, Report, cancel);
        RunFolder.WriteJson(Path.Combine(folder, RunFiles.CrossValidation), result);
        Report(new CrossValidationEnded(result));
        return result;
    }

    /// <summary>
    /// Trains one fold alone, so that several machines can share the work; <see cref="Run"/> with resume then makes the rest. An ensemble
    /// of former folds is deleted.
    /// </summary>
    /// <param name="folder">Of the cross-validation; the run is in <c>fold</c> and the number.</param>
    /// <param name="fold">From 1 to <see cref="Folds"/>.</param>
    /// <param name="resume">Goes on with a run that is there. Without it there must be none.</param>
    /// <param name="cancel">Ends it within a batch; finished epochs are on disk.</param>
    /// <returns>Null where the fold was done before.</returns>
    /// <inheritdoc cref="Trainer.Run"/>
    public TrainingEnded? RunFold(string folder, int fold, bool resume = false, CancellationToken cancel = default)
    {
        var own = options with { Split = options.Split with { Fold = fold } };
        own.Split.Validate();
        foreach (var other in new SavedRun(folder).Folds()) CheckLike(other);
        var run = new RunFolder(Path.Combine(folder, RunFiles.Fold(fold)));
        if (run.Exists && !resume) throw new ArgumentException($"{run.Path} already holds a run: resume it, or choose another folder");
        var done = IsDone(run);
        Report(new FoldStarted(fold, Folds, run.Path, done));
        if (done) return null;
        foreach (var former in ((string[])[RunFiles.Ensemble, RunFiles.CrossValidation]).Select(file => Path.Combine(folder, file)))
            if (File.Exists(former)) File.Delete(former);
        random.manual_seed(options.Seed);
        using var model = makeModel?.Invoke();
        using var trainer = model is null ? Trainer.FromOptions(own) : new Trainer(model, loss!, data!, own);
        (trainer.Stride, trainer.Callbacks) = (Stride, Callbacks);
        Configure?.Invoke(trainer);
        return trainer.Run(run.Path, run.Exists, cancel);
    }

    /// <exception cref="ArgumentException">A fold was trained on another split: what it trained on may be in another's test.</exception>
    private void CheckLike(SavedRun other)
    {
        static string Text(SplitOptions split) => JsonSerializer.Serialize(split with { Fold = null }, OptionsJson.Compact);
        if (Text(RunFolder.ReadOptions(other.PathOf(RunFiles.Options)).Split) != Text(options.Split))
            throw new ArgumentException(
                $"{other.Folder} is of another split: folds share all of Split but Fold; leave it as it was, or train into another folder");
    }

    /// <summary>Whether a run has been trained to its end and its model written.</summary>
    private bool IsDone(RunFolder run)
    {
        if (!run.Exists || !File.Exists(run.Last) || !File.Exists(run.BestModel)) return false;
        if (File.GetLastWriteTimeUtc(run.BestModel) < File.GetLastWriteTimeUtc(run.Best)) return false;
        var rows = run.ReadMetrics();
        if (rows.Count == 0) return false;
        var best = rows.MaxBy(row => row.ValDice)!; // the first of equal ones, as in training
        return rows[^1].Epoch >= options.Epochs || options.EarlyEnd(rows[^1].Epoch, best.Epoch, best.ValDice) is not null;
    }

    /// <summary>The datasets, and whether they are to be disposed of.</summary>
    private (IReadOnlyList<SegmentationDataset> Sources, bool Owned) Open() =>
        data is null ? (TrainingData.OpenSources(options), true) : (data, false);

    private void Report(TrainingEvent value)
    {
        foreach (var callback in Callbacks) callback.Report(value);
    }
}

using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Loading;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Splits;
using Cutline.Training.Augmentation;
using Cutline.Training.Losses;
using Cutline.Training.Models;
using Cutline.Training.Optimizers;

namespace Cutline.Training.Runs;

/// <summary>Which parameters training leaves as they are.</summary>
public enum Freeze
{
    /// <summary>None.</summary>
    Nothing,

    /// <summary>Those of the model's encoder.</summary>
    Encoder,

    /// <summary>All but those of the last layer.</summary>
    AllButHead,
}

/// <summary>Everything that decides what a run computes. Saved in the run; the same options and seed make the same run again.</summary>
public sealed record TrainOptions
{
    /// <summary>
    /// Folders of photos and masks, or <c>synthetic</c>. The first one is split as <see cref="Split"/> says, the others into three quarters
    /// and one.
    /// </summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>What the masks tell apart, where the data leaves it open.</summary>
    public DatasetOptions Dataset { get; init; } = new();

    /// <summary>
    /// The most photos of the training part that are used, drawn by the <see cref="Seed"/>, and of validation and test the same share; null
    /// for all. The run's split names all of them: what is left out of training is not for testing.
    /// </summary>
    public int? Limit { get; init; }

    /// <summary>How many times an epoch shows the training samples of each entry of <see cref="Data"/>; 1 where fewer are given.</summary>
    public IReadOnlyList<int> Repeat { get; init; } = [];

    /// <summary>
    /// Whether an epoch shows photos of rare classes more often, by <see cref="RepeatFactors"/> of the training masks; for masks of several
    /// classes.
    /// </summary>
    public bool ClassBalancedSampling { get; init; }

    /// <summary>
    /// With <see cref="ClassBalancedSampling"/>: a class in fewer than this share of the training photos is seen more often; null for
    /// <see cref="RepeatFactors.DefaultThreshold"/>.
    /// </summary>
    public double? RepeatThreshold { get; init; }

    /// <summary>Folders of photos that <see cref="Augment"/> may put behind cut-out objects.</summary>
    public IReadOnlyList<string> Backgrounds { get; init; } = [];

    /// <summary>A run or checkpoint whose weights training starts from.</summary>
    public string? From { get; init; }

    /// <summary>
    /// A further output of the model of <see cref="From"/>, which is added to it where it has none of this name, and alone is trained:
    /// everything else of the model stays as it is. Null trains the model itself, without the further outputs that it may have had.
    /// </summary>
    public string? Output { get; init; }

    /// <summary>
    /// The weights that the model's encoder starts from: a name of <see cref="Encoders.EncoderWeights.All"/>, which needs
    /// <see cref="Normalization.ImageNet"/>, or the path of a file of torchvision's.
    /// </summary>
    public string? EncoderWeights { get; init; }

    /// <summary>How a photo becomes the model's input.</summary>
    public PreprocessOptions Preprocess { get; init; } = PreprocessOptions.Square(128);

    /// <summary>Which model, and its shape.</summary>
    public ModelOptions Model { get; init; } = new();

    /// <summary>How samples are divided into training, validation and test.</summary>
    public SplitOptions Split { get; init; } = new();

    /// <summary>How training photos are varied.</summary>
    public AugmentationOptions Augment { get; init; } = AugmentationOptions.None;

    /// <summary>
    /// Name of the loss; of a loss that a program gave, its type's name. Null for cross-entropy and soft Dice together: <c>bce+dice</c> for
    /// a model of a foreground, <c>ce+dice</c> for one of several classes. A run records which it is.
    /// </summary>
    public string? Loss { get; init; }

    /// <summary>Numbers of the loss.</summary>
    public LossOptions LossOptions { get; init; } = new();

    /// <summary>Passes over the training samples.</summary>
    public int Epochs { get; init; } = 40;

    /// <summary>Samples in a batch.</summary>
    public int Batch { get; init; } = 16;

    /// <summary>
    /// Batches whose gradients are added up before the weights change; the last update of an epoch has those that are left.
    /// </summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>Which optimizer, and its numbers.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>The learning rate, at its highest.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>The learning rate of the model's encoder, at its highest; null for <see cref="LearningRate"/>.</summary>
    public double? EncoderLearningRate { get; init; }

    /// <summary>Which parameters stay as they are, with their batch norms' statistics.</summary>
    public Freeze Freeze { get; init; } = Freeze.Nothing;

    /// <summary>How the learning rate changes over the training.</summary>
    public Schedule Schedule { get; init; } = Schedule.Constant;

    /// <summary>Numbers of the schedule.</summary>
    public ScheduleOptions ScheduleOptions { get; init; } = new();

    /// <summary>
    /// Weight decay: decoupled with AdamW, which an optimizer left open then is; added to the gradient with Adam and SGD.
    /// </summary>
    public double WeightDecay { get; init; }

    /// <summary>The greatest length of the gradient of all weights together; 0 for any length.</summary>
    public double Clip { get; init; }

    /// <summary>
    /// How much of the old value the running average of weights keeps that is validated and saved as best; 0 for no average.
    /// </summary>
    public double Average { get; init; }

    /// <summary>Epochs without a better validation Dice after which training stops; 0 for never.</summary>
    public int Patience { get; init; }

    /// <summary>Validation Dice (mean per image) at which training stops; 0 for never.</summary>
    public double Target { get; init; }

    /// <summary>Decides every random number of the run.</summary>
    public long Seed { get; init; }

    /// <summary>The arithmetic of convolutions.</summary>
    public Precision Precision { get; init; } = Precision.Fp32;

    /// <summary>Bytes of decoded pixels kept in memory; beyond them they are in a memory-mapped file.</summary>
    public long CacheBudget { get; init; } = DecodedSetOptions.DefaultMemoryBudget;

    /// <summary>These options, all in range and with a model and a loss of the registries.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message says which to use.</exception>
    public TrainOptions Validated()
    {
        if (Data.Count == 0) throw new ArgumentException("Data names no folder: name at least one");
        Model.Validated();
        if (EncoderWeights is not null && Model.Encoder is null)
            throw new ArgumentException("EncoderWeights are given and Model.Encoder is none: name the encoder, or leave the weights out");
        if (EncoderWeights is { } named && Encoders.EncoderWeights.IsName(named)) CheckNamed(named);
        if (EncoderLearningRate is not null && Model.Encoder is null)
            throw new ArgumentException("EncoderLearningRate is given and Model.Encoder is none: name the encoder, or leave the rate out");
        if (Freeze == Freeze.Encoder && Model.Encoder is null)
            throw new ArgumentException("Freeze is Encoder and Model.Encoder is none: name the encoder, or freeze nothing");
        if (ModelRegistry.Find(Model.Name).SampleSide is { } side
            && (Preprocess != PreprocessOptions.Square(side) || Augment != AugmentationOptions.None))
            throw new ArgumentException($"Model.Name is {Model.Name}, which draws its samples itself, {side}×{side} pixels each: "
                + $"use Preprocess.Size {side}, and leave its other values and Augment out");
        if (Output is not null) CheckOutput();
        LossRegistry.Make(Loss ?? LossRegistry.Default(AssumedClasses), LossOptions, AssumedClasses);
        return ValidatedRecipe();
    }

    /// <summary>
    /// These options, all in range; whether the registries know model and loss is left open, for a program may bring its own.
    /// </summary>
    /// <exception cref="ArgumentException">A value is out of range; the message says which to use.</exception>
    internal TrainOptions ValidatedRecipe()
    {
        Dataset.Validate();
        Preprocess.Validate();
        if (EncoderWeights is not null && From is not null)
            throw new ArgumentException("From and EncoderWeights both say which weights to start from: give one of them");
        if (EncoderLearningRate is not null && Freeze != Freeze.Nothing)
            throw new ArgumentException("EncoderLearningRate is given for parameters that Freeze leaves as they are: give one of them");
        Split.Validate();
        Augment.Validated();
        Optimizer.Validated();
        Check(Limit is null or >= 1, nameof(Limit), Limit, "1 photo or more, or leave it out for all");
        Check(RepeatThreshold is null or (> 0 and <= 1), nameof(RepeatThreshold), RepeatThreshold, "above 0 to 1");
        if (RepeatThreshold is not null && !ClassBalancedSampling)
            throw new ArgumentException("RepeatThreshold is for ClassBalancedSampling: set that, too, or leave it out");
        Check(Epochs is >= 1 and <= 100_000, nameof(Epochs), Epochs, "1 to 100000");
        Check(Batch is >= 1 and <= 4096, nameof(Batch), Batch, "1 to 4096");
        Check(LearningRate is > 0 and <= 10, nameof(LearningRate), LearningRate, "above 0 to 10");
        Check(EncoderLearningRate is null or (> 0 and <= 10), nameof(EncoderLearningRate), EncoderLearningRate, "above 0 to 10");
        Check(Enum.IsDefined(Freeze), nameof(Freeze), Freeze, "Nothing, Encoder or AllButHead");
        Check(WeightDecay is >= 0 and < 1, nameof(WeightDecay), WeightDecay, "0 to below 1");
        Check(Accumulate is >= 1 and <= 1000, nameof(Accumulate), Accumulate, "1 to 1000 batches");
        Check(Clip is >= 0 and < double.PositiveInfinity, nameof(Clip), Clip, "a length above 0, or 0 for none");
        Check(Enum.IsDefined(Schedule), nameof(Schedule), Schedule, string.Join(", ", Enum.GetNames<Schedule>()));
        ScheduleOptions.Validate(Schedule, Epochs, Split.Validation > 0);
        Check(Average is >= 0 and < 1, nameof(Average), Average, "0 to below 1");
        Check(Patience >= 0, nameof(Patience), Patience, "0 or more epochs");
        Check(Target is >= 0 and <= 1, nameof(Target), Target, "0 to 1");
        Check(CacheBudget >= 0, nameof(CacheBudget), CacheBudget, "0 bytes or more");
        Check(Repeat.Count <= Data.Count
            && Repeat.All(r => r is >= 1 and <= 1000), nameof(Repeat), string.Join(",", Repeat),
            "one number of 1 to 1000 for each entry of Data");
        return this;
    }

    /// <summary>The model's logits per pixel or, as long as no data has said how many there are, those that the loss is for.</summary>
    private int AssumedClasses
    {
        get
        {
            var ofClasses = LossOptions.Balanced || LossOptions.ClassWeights.Count > 0 || (Loss is null && LossOptions.LabelSmoothing != 0);
            return Model.Classes == 1 && IsFor(2) && (ofClasses || !IsFor(1)) ? Math.Max(2, LossOptions.ClassWeights.Count) : Model.Classes;
        }
    }

    private bool IsFor(int classes) => Loss is null || LossRegistry.NamesFor(classes).Contains(Loss);

    /// <summary>
    /// These options with a model for what masks tell apart: a logit for each class, or one where they are of a foreground only, or hold
    /// two classes and the loss is a binary one or left open; the second class then is the foreground. A loss that was left open is chosen.
    /// </summary>
    /// <exception cref="ArgumentException">The loss is not for such a model.</exception>
    public TrainOptions For(SegmentationDataset data)
    {
        var classes = ClassesOf(data);
        if (classes > 2 && Output is not null)
            throw new ArgumentException(
                $"Output is {Output}, and the masks of {data.Root} hold {classes} classes: name a file with Classes that has two, the "
                    + "second of them what the output is of");
        if (classes == 2 && Output is not null) classes = 1;
        if (classes == 2 && (Loss is null ? AssumedClasses == 1 : IsFor(1) && !IsFor(2))) classes = 1;
        var loss = Loss ?? LossRegistry.Default(classes);
        LossRegistry.Make(loss, LossOptions, classes);
        return (this with { Loss = loss, Model = Model with { Classes = classes } }).WithFittingSampling(data);
    }

    /// <summary>These options, whose model has as many classes as the data.</summary>
    /// <exception cref="ArgumentException">Sampling is to be balanced by class, and there is only a foreground.</exception>
    internal TrainOptions WithFittingSampling(SegmentationDataset data) => !ClassBalancedSampling || Model.Classes > 1
        ? this
        : throw new ArgumentException(
            $"ClassBalancedSampling is for several classes, and the masks of {data.Root} are of one foreground, which nearly every photo "
                + "shows: leave it out");

    /// <summary>Logits per pixel of a model for some data.</summary>
    internal static int ClassesOf(SegmentationDataset data) => data.IsBinary ? 1 : data.Classes.Count;

    /// <summary>Why a run ends after an epoch although there are others; null where it goes on.</summary>
    /// <param name="epoch">Finished epochs.</param>
    /// <param name="bestEpoch">The one of the best validation Dice.</param>
    /// <param name="bestDice">That Dice.</param>
    internal string? EarlyEnd(int epoch, int bestEpoch, double bestDice) =>
        Target > 0 && bestDice >= Target ? $"validation Dice reached {Target}"
        : Patience > 0 && epoch - bestEpoch >= Patience ? $"no better validation Dice in {Patience} epochs"
        : null;

    private void CheckOutput()
    {
        if (From is null) throw new ArgumentException($"Output is {Output} and From names no model to add it to: give both");
        if (Freeze != Freeze.Nothing || EncoderLearningRate is not null)
            throw new ArgumentException($"Output is {Output}, which alone is trained: leave Freeze and EncoderLearningRate out");
        if (!Model.Outputs.Contains(Output)) throw new ArgumentException($"Output is {Output} and Model.Outputs lacks it: add it there");
    }

    private void CheckNamed(string weights)
    {
        Encoders.EncoderWeights.Entry(weights, Model.Encoder!);
        if (Preprocess.Normalization != Normalization.ImageNet)
            throw new ArgumentException($"EncoderWeights {weights} are for colours of Preprocess.Normalization ImageNet, and it is "
                + $"{Preprocess.Normalization}: use ImageNet");
    }

    private static void Check(bool fits, string name, object? value, string use)
    {
        if (!fits) throw new ArgumentException(FormattableString.Invariant($"{name} is {value}: use {use}"));
    }
}

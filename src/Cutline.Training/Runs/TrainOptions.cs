using Cutline.Segmentation.Datasets;
using Cutline.Training.Losses;
using Cutline.Training.Models;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Training.Runs;

/// <summary>Everything that decides what a run computes. Saved in the run; the same options and seed make the same run again.</summary>
public sealed record TrainOptions
{
    /// <summary>Folders of photos and masks, or <c>synthetic</c>. The first one's validation part is what early stopping watches, with the others'.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>What the masks tell apart, where the data leaves it open.</summary>
    public DatasetOptions Dataset { get; init; } = new();

    /// <summary>How many times an epoch shows the training samples of each entry of <see cref="Data"/>; 1 where fewer are given.</summary>
    public IReadOnlyList<int> Repeat { get; init; } = [];

    /// <summary>Folders of photos that <see cref="Augmentation"/> may put behind cut-out cars.</summary>
    public IReadOnlyList<string> Backgrounds { get; init; } = [];

    /// <summary>A run or model file whose weights training starts from.</summary>
    public string? From { get; init; }

    /// <summary>A file of torchvision's with the weights that the model's encoder starts from.</summary>
    public string? EncoderWeights { get; init; }

    public PreprocessOptions Preprocess { get; init; } = PreprocessOptions.Square(128);

    public ModelOptions Model { get; init; } = new();

    public SplitOptions Split { get; init; } = new();

    public Augmentation Augment { get; init; } = Augmentation.None;

    public string Loss { get; init; } = "bce";

    public LossOptions LossOptions { get; init; } = new();

    public int Epochs { get; init; } = 40;

    public int Batch { get; init; } = 16;

    /// <summary>Batches whose gradients are added up before the weights change; the last update of an epoch has those that are left.</summary>
    public int Accumulate { get; init; } = 1;

    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>The optimizer's rate, at its highest.</summary>
    public double LearningRate { get; init; } = 1e-3;

    public Schedule Schedule { get; init; } = Schedule.Constant;

    public ScheduleOptions ScheduleOptions { get; init; } = new();

    /// <summary>Weight decay: decoupled with AdamW, which an optimizer left open then is, added to the gradient with Adam and SGD.</summary>
    public double WeightDecay { get; init; }

    /// <summary>The most that the gradients of all weights together may be long; 0 for any length.</summary>
    public double Clip { get; init; }

    /// <summary>Share of the old value in the running average of weights that is validated and saved as best; 0 for none.</summary>
    public double Average { get; init; }

    /// <summary>Epochs without a better validation Dice after which training stops; 0 for never.</summary>
    public int Patience { get; init; }

    /// <summary>Validation Dice (mean per image) at which training stops; 0 for never.</summary>
    public double Target { get; init; }

    public long Seed { get; init; }

    public Precision Precision { get; init; } = Precision.Fp32;

    /// <summary>Bytes of decoded pixels kept in memory; beyond them they are in a memory-mapped file.</summary>
    public long CacheBudget { get; init; } = DecodedSetOptions.DefaultMemoryBudget;

    /// <exception cref="ArgumentException">A value is out of range; the message says which to use.</exception>
    public TrainOptions Validated()
    {
        if (Data.Count == 0) throw new ArgumentException("no data is named: use --data DIR");
        Dataset.Validate();
        Preprocess.Validate();
        Model.Validated();
        if (EncoderWeights is not null && Model.Encoder is null) throw new ArgumentException("encoder-weights are given but no encoder: name it with --encoder, or leave --encoder-weights out");
        if (EncoderWeights is not null && From is not null) throw new ArgumentException("from and encoder-weights both say which weights to start from: give one of them");
        Split.Validate();
        Augment.Validated();
        SegmentationLoss.Parse(Loss, LossOptions, AssumedClasses);
        Optimizer.Validated();
        Check(Epochs is >= 1 and <= 100_000, "epochs", Epochs, "1 to 100000");
        Check(Batch is >= 1 and <= 4096, "batch", Batch, "1 to 4096");
        Check(LearningRate is > 0 and <= 10, "lr", LearningRate, "above 0 to 10");
        Check(WeightDecay is >= 0 and < 1, "weight-decay", WeightDecay, "0 to below 1");
        Check(Accumulate is >= 1 and <= 1000, "accumulate", Accumulate, "1 to 1000 batches");
        Check(Clip is >= 0 and < double.PositiveInfinity, "clip", Clip, "a length above 0, or 0 for none");
        Check(Enum.IsDefined(Schedule), "schedule", Schedule, "constant, step, poly, cosine, one-cycle or plateau");
        ScheduleOptions.Validate(Schedule, Epochs, Split.Validation > 0);
        Check(Average is >= 0 and < 1, "average", Average, "0 to below 1");
        Check(Patience >= 0, "patience", Patience, "0 or more epochs");
        Check(Target is >= 0 and <= 1, "target", Target, "0 to 1");
        Check(CacheBudget >= 0, "cache-budget", CacheBudget, "0 bytes or more");
        Check(Repeat.Count <= Data.Count && Repeat.All(r => r is >= 1 and <= 1000), "repeat", string.Join(",", Repeat), "one number of 1 to 1000 for each --data");
        return this;
    }

    /// <summary>The model's logits a pixel or, as long as no data has said how many there are, those that the loss speaks of.</summary>
    private int AssumedClasses
    {
        get
        {
            bool For(int classes) => SegmentationLoss.NamesFor(classes).Contains(Loss);
            var weighed = LossOptions.Balanced || LossOptions.ClassWeights.Count > 0;
            return Model.Classes == 1 && For(2) && (weighed || !For(1)) ? Math.Max(2, LossOptions.ClassWeights.Count) : Model.Classes;
        }
    }

    /// <summary>These options with a model for what masks tell apart: a logit for each class, or one where they are of a foreground only.</summary>
    /// <exception cref="ArgumentException">The loss is not for such a model.</exception>
    public TrainOptions For(SegmentationDataset data)
    {
        var classes = data.IsBinary ? 1 : data.Classes.Count;
        SegmentationLoss.Parse(Loss, LossOptions, classes);
        return this with { Model = Model with { Classes = classes } };
    }

    private static void Check(bool fits, string name, object value, string use)
    {
        if (!fits) throw new ArgumentException(FormattableString.Invariant($"{name} is {value}: use {use}"));
    }
}

namespace Cutline.Segmentation.Splits;

/// <summary>Which samples stay together in one part of a split.</summary>
public enum SplitBy
{
    /// <summary>All samples of a group: no car that is tested is known from training. Data that comes in parts keeps them.</summary>
    Car,

    /// <summary>None: other photos of a tested car can be in training, so that the score is too high for unknown cars.</summary>
    Image,

    /// <summary>Samples in whose names <see cref="SplitOptions.Pattern"/> finds the same text.</summary>
    Pattern,

    /// <summary>The samples that are named in the same file of <see cref="SplitOptions.Lists"/>.</summary>
    Lists,
}

/// <summary>How samples are divided into training, validation and test.</summary>
/// <param name="By">Which samples stay together.</param>
/// <param name="Test">The fraction of the groups that is for testing.</param>
/// <param name="Validation">The fraction of the remaining groups that is for validation.</param>
/// <param name="Seed">Another seed gives another split.</param>
public sealed record SplitOptions(SplitBy By = SplitBy.Car, double Test = 0.15, double Validation = 0.15, long Seed = 0)
{
    /// <summary>A fixed quarter of unrelated photos for testing.</summary>
    public static SplitOptions Quarter { get; } = new(SplitBy.Image, Test: 0.25);

    /// <summary>Groups that are in no part, such as cars that another test set holds.</summary>
    public IReadOnlyList<string> ExcludeGroups { get; init; } = [];

    /// <summary>
    /// With <see cref="SplitBy.Pattern"/>: a regular expression. Its first group, or else the whole match, is a sample's group.
    /// </summary>
    public string? Pattern { get; init; }

    /// <summary>
    /// With <see cref="SplitBy.Lists"/>: the folder of train.txt, val.txt and test.txt, which name one sample on each line.
    /// </summary>
    public string? Lists { get; init; }

    /// <summary>
    /// With cross-validation, into how many folds the groups that are not for testing are divided; null for one validation part, as large
    /// as <see cref="Validation"/> says.
    /// </summary>
    public int? Folds { get; init; }

    /// <summary>The fold, from 1 to <see cref="Folds"/>, that is for validation; the others are for training.</summary>
    public int? Fold { get; init; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">A fraction is out of range, or an option that another needs is missing.</exception>
    public void Validate()
    {
        CheckFraction(nameof(Test), Test);
        CheckFraction(nameof(Validation), Validation);
        if (!Enum.IsDefined(By)) throw new ArgumentException($"Split.By is {By}: use {string.Join(", ", Enum.GetNames<SplitBy>())}");
        if (Folds is < 2 or > 1000) throw new ArgumentException(FormattableString.Invariant($"Folds is {Folds}: use 2 to 1000"));
        if (Fold is not null && Folds is null)
            throw new ArgumentException(FormattableString.Invariant($"Fold is {Fold} and Folds is none: say of how many folds it is one"));
        if (Fold < 1 || Fold > Folds)
            throw new ArgumentException(FormattableString.Invariant($"Fold is {Fold}: use 1 to {Folds}, the number of Folds"));
        if (By == SplitBy.Pattern != Pattern is not null)
            throw new ArgumentException("a split by pattern needs Pattern, and only such a split: give both or neither");
        if (By == SplitBy.Lists != Lists is not null)
            throw new ArgumentException("a split by lists needs Lists, and only such a split: give both or neither");
    }

    private static void CheckFraction(string name, double fraction)
    {
        if (fraction is not (>= 0 and < 1))
            throw new ArgumentException(FormattableString.Invariant($"{name} is {fraction}: choose a fraction from 0 to below 1"));
    }
}

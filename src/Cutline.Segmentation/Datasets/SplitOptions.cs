namespace Cutline.Segmentation.Datasets;

/// <summary>What stays together in a split.</summary>
public enum SplitBy
{
    /// <summary>All photos of a car: no test car is known from training.</summary>
    Car,

    /// <summary>Nothing: other angles of a test photo's car are in training, so the score tells less than it seems.</summary>
    Image,
}

/// <summary>How samples are divided into training, validation and test.</summary>
/// <param name="By">What stays together.</param>
/// <param name="Test">Fraction of the groups that is tested on.</param>
/// <param name="Validation">Fraction of the rest that is validated on.</param>
/// <param name="Seed">Another seed, another split.</param>
public sealed record SplitOptions(SplitBy By = SplitBy.Car, double Test = 0.15, double Validation = 0.15, long Seed = 0)
{
    /// <summary>A fixed quarter of unrelated photos kept for testing.</summary>
    public static SplitOptions Quarter { get; } = new(SplitBy.Image, Test: 0.25);

    /// <summary>Groups that take no part at all: cars that are measured elsewhere and must stay unseen.</summary>
    public IReadOnlyList<string> ExcludeGroups { get; init; } = [];

    /// <exception cref="ArgumentException">A fraction is not within 0 to below 1.</exception>
    public void Validate()
    {
        if (Test is not (>= 0 and < 1)) throw new ArgumentException($"a test fraction of {Test} leaves nothing to train on or is none: choose 0 to below 1");
        if (Validation is not (>= 0 and < 1)) throw new ArgumentException($"a validation fraction of {Validation} leaves nothing to train on or is none: choose 0 to below 1");
        if (!Enum.IsDefined(By)) throw new ArgumentException($"a split by {By} is unknown: choose car or image");
    }
}

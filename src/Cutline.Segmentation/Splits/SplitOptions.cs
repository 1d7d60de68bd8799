namespace Cutline.Segmentation.Splits;

/// <summary>What stays together in a split.</summary>
public enum SplitBy
{
    /// <summary>All photos of a car: no test car is known from training. Data that comes in parts keeps them.</summary>
    Car,

    /// <summary>Nothing: other angles of a test photo's car are in training, so the score tells less than it seems.</summary>
    Image,

    /// <summary>Photos in whose names <see cref="SplitOptions.Pattern"/> finds the same.</summary>
    Pattern,

    /// <summary>What the files in <see cref="SplitOptions.Lists"/> name together.</summary>
    Lists,
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

    /// <summary>With <see cref="SplitBy.Pattern"/>, a regular expression; its first group, or all of it, names a sample's group.</summary>
    public string? Pattern { get; init; }

    /// <summary>With <see cref="SplitBy.Lists"/>, the folder of train.txt, val.txt and test.txt, with a sample's name on each line.</summary>
    public string? Lists { get; init; }

    /// <exception cref="ArgumentException">A fraction is not within 0 to below 1, or what a choice needs is missing.</exception>
    public void Validate()
    {
        if (Test is not (>= 0 and < 1)) throw new ArgumentException($"a test fraction of {Test} leaves nothing to train on or is none: choose 0 to below 1");
        if (Validation is not (>= 0 and < 1)) throw new ArgumentException($"a validation fraction of {Validation} leaves nothing to train on or is none: choose 0 to below 1");
        if (!Enum.IsDefined(By)) throw new ArgumentException($"a split by {By} is unknown: choose car, image, pattern or lists");
        if (By == SplitBy.Pattern != Pattern is not null) throw new ArgumentException("a split by pattern and a pattern go together: give both or neither");
        if (By == SplitBy.Lists != Lists is not null) throw new ArgumentException("a split by lists and the folder of the lists go together: give both or neither");
    }
}

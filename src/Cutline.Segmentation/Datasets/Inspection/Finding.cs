namespace Cutline.Segmentation.Datasets.Inspection;

/// <summary>What follows from a finding.</summary>
public enum Gravity
{
    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>Scores may tell less than they seem, or a class may not be learnt.</summary>
    Warning,

    /// <summary>Training would be wrong, or would not begin.</summary>
    Error,
}

/// <summary>Something about the data that its owner should know.</summary>
/// <param name="What">What was found, with counts.</param>
/// <param name="Repair">What to do about it.</param>
public sealed record Finding(Gravity Gravity, string What, string Repair)
{
    /// <summary>One line: gravity, finding and repair.</summary>
    public override string ToString() => $"{Gravity.ToString().ToLowerInvariant()}: {What}; {Repair}";
}

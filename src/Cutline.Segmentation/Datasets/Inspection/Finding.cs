namespace Cutline.Segmentation.Datasets.Inspection;

/// <summary>How serious a finding is.</summary>
public enum Severity
{
    /// <summary>Useful to know.</summary>
    Note,

    /// <summary>Scores may be too high, or a class may not be learnt.</summary>
    Warning,

    /// <summary>Training would give a wrong result, or is not possible.</summary>
    Error,
}

/// <summary>Something about the data that the user should know.</summary>
/// <param name="Severity">How serious it is.</param>
/// <param name="What">What was found, with numbers.</param>
/// <param name="Repair">What the user can do about it.</param>
public sealed record Finding(Severity Severity, string What, string Repair)
{
    /// <summary>One line: severity, finding and repair.</summary>
    public override string ToString() => $"{Severity.ToString().ToLowerInvariant()}: {What}; {Repair}";
}

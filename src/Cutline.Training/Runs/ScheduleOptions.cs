namespace Cutline.Training.Runs;

/// <summary>What schedules can be told. An option that the schedule has no use for is an error, not ignored.</summary>
public sealed record ScheduleOptions
{
    /// <summary>Epochs, or a fraction of one, over which the rate first rises in a line to where the schedule begins.</summary>
    public double WarmUp { get; init; }

    /// <summary>Epochs after which the rate falls, with step: ascending.</summary>
    public IReadOnlyList<int> Milestones { get; init; } = [];

    /// <summary>What the rate is multiplied by when it falls, with step and plateau; null for 0.1.</summary>
    public double? Factor { get; init; }

    /// <summary>The exponent of poly; null for 0.9.</summary>
    public double? Power { get; init; }

    /// <summary>Epochs without a better validation Dice that plateau waits through; null for 5.</summary>
    public int? Patience { get; init; }

    /// <exception cref="ArgumentException">A value is out of range, or means nothing to this schedule; the message says what to do.</exception>
    internal void Validate(Schedule schedule, int epochs, bool validated)
    {
        Only(Milestones.Count > 0, "milestones", schedule, Schedule.Step);
        Only(Factor is not null, "lr-factor", schedule, Schedule.Step, Schedule.Plateau);
        Only(Power is not null, "power", schedule, Schedule.Poly);
        Only(Patience is not null, "lr-patience", schedule, Schedule.Plateau);
        if (schedule == Schedule.Step && Milestones.Count == 0)
            throw new ArgumentException("schedule step has no milestones: name the epochs after which the rate falls, such as --milestones 20 30");
        if (schedule == Schedule.Plateau && !validated)
            throw new ArgumentException("schedule plateau watches the validation Dice, and no photos are kept for validation: set --val above 0, or choose another schedule");
        Check(WarmUp >= 0 && WarmUp < epochs, "warm-up", WarmUp, $"0 to below the {epochs} epochs");
        Check(Milestones.All(m => m >= 1 && m < epochs) && Milestones.Zip(Milestones.Skip(1)).All(p => p.First < p.Second),
            "milestones", string.Join(", ", Milestones), $"ascending epochs from 1 to below {epochs}");
        Check(Factor is null or (> 0 and < 1), "lr-factor", Factor, "above 0 to below 1");
        Check(Power is null or (> 0 and <= 10), "power", Power, "above 0 to 10");
        Check(Patience is null or >= 0, "lr-patience", Patience, "0 or more epochs");
    }

    private static void Only(bool given, string name, Schedule schedule, params Schedule[] having)
    {
        var names = string.Join(" or ", having).ToLowerInvariant();
        if (given && !having.Contains(schedule))
            throw new ArgumentException($"{name} is an option of schedule {names}: add --schedule {names}, or leave --{name} out");
    }

    private static void Check(bool fits, string name, object? value, string use)
    {
        if (!fits) throw new ArgumentException(FormattableString.Invariant($"{name} is {value}: use {use}"));
    }
}

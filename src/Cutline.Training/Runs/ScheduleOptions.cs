using System.Text.Json;

namespace Cutline.Training.Runs;

/// <summary>The numbers of schedules. An option that the schedule does not have is an error, not ignored.</summary>
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

    /// <exception cref="ArgumentException">A value is out of range, or has no meaning for this schedule.</exception>
    internal void Validate(Schedule schedule, int epochs, bool validated)
    {
        Only(Milestones.Count > 0, nameof(Milestones), schedule, Schedule.Step);
        Only(Factor is not null, nameof(Factor), schedule, Schedule.Step, Schedule.Plateau);
        Only(Power is not null, nameof(Power), schedule, Schedule.Poly);
        Only(Patience is not null, nameof(Patience), schedule, Schedule.Plateau);
        if (schedule == Schedule.Step && Milestones.Count == 0)
            throw new ArgumentException("a step schedule has no milestones: set ScheduleOptions.Milestones to the epochs after which "
                + "the rate falls, such as 20 and 30");
        if (schedule == Schedule.Plateau && !validated)
            throw new ArgumentException("a plateau schedule needs validation photos, and there are none: set Split.Validation above "
                + "0, or choose another schedule");
        Check(WarmUp >= 0 && WarmUp < epochs, nameof(WarmUp), WarmUp, $"0 to below the {epochs} epochs");
        Check(Milestones.All(m => m >= 1 && m < epochs) && Milestones.Zip(Milestones.Skip(1)).All(p => p.First < p.Second),
            nameof(Milestones), string.Join(", ", Milestones), $"ascending epochs from 1 to below {epochs}");
        Check(Factor is null or (> 0 and < 1), nameof(Factor), Factor, "above 0 to below 1");
        Check(Power is null or (> 0 and <= 10), nameof(Power), Power, "above 0 to 10");
        Check(Patience is null or >= 0, nameof(Patience), Patience, "0 or more epochs");
    }

    private static void Only(bool given, string name, Schedule schedule, params Schedule[] having)
    {
        if (given && !having.Contains(schedule))
            throw new ArgumentException($"ScheduleOptions.{name} is for the schedule {string.Join(" or ", having.Select(Name))}, and this "
                + $"one is {Name(schedule)}: change the schedule, or leave it out");
    }

    private static string Name(Schedule schedule) => JsonNamingPolicy.KebabCaseLower.ConvertName(schedule.ToString());

    private static void Check(bool fits, string name, object? value, string use)
    {
        if (!fits) throw new ArgumentException(FormattableString.Invariant($"ScheduleOptions.{name} is {value}: use {use}"));
    }
}

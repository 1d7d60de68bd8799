namespace Cutline.Training.Runs;

/// <summary>
/// The factor on the learning rate at each update of a run: the schedule, after a warm-up. <see cref="ReduceOnPlateau"/> has its own.
/// </summary>
/// <param name="schedule">Which one.</param>
/// <param name="options">Its numbers.</param>
/// <param name="epochs">Of the whole run.</param>
/// <param name="updates">Optimizer steps in an epoch.</param>
public sealed class LearningRateSchedule(Schedule schedule, ScheduleOptions options, int epochs, int updates)
{
    private readonly long warmUp = (long)(options.WarmUp * updates), all = (long)epochs * updates;

    /// <summary>The factor for an update.</summary>
    /// <param name="update">Updates done before, of the whole run.</param>
    public double Factor(long update) => update < warmUp
        ? At(warmUp) * (update + 1) / (warmUp + 1)
        : At(update);

    private double At(long update)
    {
        var progress = (double)(update - warmUp) / (all - warmUp);
        return schedule switch
        {
            Schedule.Step => Math.Pow(options.Factor ?? 0.1, options.Milestones.Count(m => update / updates >= m)),
            Schedule.Poly => Math.Pow(1 - progress, options.Power ?? 0.9),
            _ => schedule.Factor(progress),
        };
    }
}

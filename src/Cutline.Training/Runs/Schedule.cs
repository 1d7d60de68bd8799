namespace Cutline.Training.Runs;

/// <summary>How the learning rate changes over the training.</summary>
public enum Schedule
{
    /// <summary>The full rate throughout.</summary>
    Constant,

    /// <summary>Half a cosine from the full rate to zero.</summary>
    Cosine,

    /// <summary>Up from a tenth over the first fifth, then half a cosine to zero (after Smith and Topin 2018).</summary>
    OneCycle,

    /// <summary>The full rate, multiplied by a factor after each milestone (<see cref="ScheduleOptions"/>).</summary>
    Step,

    /// <summary>(1 − progress)^power, as DeepLab trains (Chen et al. 2017).</summary>
    Poly,

    /// <summary>The full rate, multiplied by a factor whenever validation no longer improves (<see cref="ReduceOnPlateau"/>).</summary>
    Plateau,
}

/// <summary>The arithmetic of schedules.</summary>
public static class Schedules
{
    private const double WarmUp = 0.2;

    /// <summary>
    /// The factor on the learning rate at a point of the training, of schedules without options; 1 for the others, which are in <see
    /// cref="LearningRateSchedule"/>.
    /// </summary>
    /// <param name="schedule">Which one.</param>
    /// <param name="progress">Steps done over all steps, 0 to 1.</param>
    public static double Factor(this Schedule schedule, double progress) => schedule switch
    {
        Schedule.Cosine => HalfCosine(progress),
        Schedule.OneCycle when progress < WarmUp => 0.1 + 0.9 * progress / WarmUp,
        Schedule.OneCycle => HalfCosine((progress - WarmUp) / (1 - WarmUp)),
        _ => 1,
    };

    private static double HalfCosine(double t) => (1 + Math.Cos(Math.PI * Math.Clamp(t, 0, 1))) / 2;
}

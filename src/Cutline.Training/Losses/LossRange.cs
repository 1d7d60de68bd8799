namespace Cutline.Training.Losses;

/// <summary>Checks the parameters of losses, which are named as in <see cref="LossOptions"/>.</summary>
internal static class LossRange
{
    /// <exception cref="ArgumentException">The value is outside.</exception>
    public static double Within(double value, string name, double least, double most)
    {
        Check(value >= least && value <= most, name, value, FormattableString.Invariant($"{least} to {most}"));
        return value;
    }

    /// <exception cref="ArgumentException">The value does not fit; the message says which does.</exception>
    public static void Check(bool fits, string name, object? value, string use)
    {
        if (!fits) throw new ArgumentException(FormattableString.Invariant($"{name} is {value}: use {use}"));
    }
}

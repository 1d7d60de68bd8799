namespace Cutline.Studio.Staging;

/// <summary>How a cut-out is shown: what lies behind it, how it stands there, and how much of it all is seen. One look serves a whole set of photos.</summary>
public sealed record Look
{
    public Backdrop Backdrop { get; init; } = Backdrop.Studio;

    /// <summary>Room around the subject; null for the photo's own frame.</summary>
    public Margin? Crop { get; init; }

    /// <summary>Null for whatever aspect the frame has.</summary>
    public Aspect? Aspect { get; init; }

    /// <summary>Darkness of the shadow where wheels meet the ground, 0 for none to 1.</summary>
    public double Shadow { get; init; } = 0.7;

    /// <summary>Strength of the mirror image in the floor, 0 for none to 1.</summary>
    public double Reflection { get; init; }

    /// <exception cref="ArgumentException">A value is out of range; the message says which to use.</exception>
    public Look Validated()
    {
        Check("shadow", Shadow);
        Check("reflection", Reflection);
        return this;
    }

    private static void Check(string name, double value)
    {
        if (value is not (>= 0 and <= 1)) throw new ArgumentException(FormattableString.Invariant($"{name} is {value}: use 0 for none to 1"));
    }
}

namespace Cutline.Studio.Mattes;

/// <summary>Options of matte estimation.</summary>
public sealed record MatteOptions
{
    /// <summary>The default options.</summary>
    public static MatteOptions Default { get; } = new();

    /// <summary>Width of the alpha ramp from 0 to 1, in pixels of the photo, where colours do not show the edge. Default 2.5.</summary>
    public double Softness { get; init; } = 2.5;

    /// <summary>Whether the edge follows the photo's colours as well as the probabilities. Default true.</summary>
    public bool FollowPhoto { get; init; } = true;

    /// <summary>Which of several cars is cut out. Default <see cref="SubjectSelection.Main"/>.</summary>
    public SubjectSelection Subject { get; init; }

    /// <summary>Components smaller than this fraction of the largest one are removed; 0 keeps all. Default 0.05.</summary>
    public double SmallestIsland { get; init; } = 0.05;

    /// <summary>
    /// Holes smaller than this fraction of the largest component are filled, since what a model misses inside a car is nearly always car;
    /// 0 keeps all. Default 0.03.
    /// </summary>
    public double LargestHole { get; init; } = 0.03;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message gives the range.</exception>
    public void Validate()
    {
        if (!(Softness is >= 0.5 and <= 100)) throw new ArgumentException($"Softness is {Softness} px: use 0.5 to 100");
        if (!Enum.IsDefined(Subject))
            throw new ArgumentException($"Subject is {Subject}: use {SubjectSelection.Main} or {SubjectSelection.All}");
        if (!(SmallestIsland is >= 0 and <= 1))
            throw new ArgumentException($"SmallestIsland is {SmallestIsland}: use a fraction from 0 to 1");
        if (!(LargestHole is >= 0 and <= 1)) throw new ArgumentException($"LargestHole is {LargestHole}: use a fraction from 0 to 1");
    }
}

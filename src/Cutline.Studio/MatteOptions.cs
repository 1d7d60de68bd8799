namespace Cutline.Studio;

/// <summary>How probabilities become a matte.</summary>
public sealed record MatteOptions
{
    public static MatteOptions Default { get; } = new();

    /// <summary>Width in pixels of the edge's ramp from 0 to 1 where the photo's colours do not show the edge.</summary>
    public double Softness { get; init; } = 2.5;

    /// <summary>Lets the edge follow the photo's colours; otherwise it follows the probabilities alone.</summary>
    public bool FollowPhoto { get; init; } = true;

    /// <summary>Parts smaller than this share of the largest part are dropped; 0 keeps all.</summary>
    public double SmallestIsland { get; init; } = 0.05;

    /// <summary>Holes smaller than this share of the largest part are filled; 0 keeps all.</summary>
    public double LargestHole { get; init; } = 0.0005;

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public void Validate()
    {
        if (!(Softness is >= 0.5 and <= 100)) throw new ArgumentException($"softness is {Softness} px: give 0.5 to 100");
        if (!(SmallestIsland is >= 0 and <= 1)) throw new ArgumentException($"the smallest island is {SmallestIsland}: give a share from 0 to 1");
        if (!(LargestHole is >= 0 and <= 1)) throw new ArgumentException($"the largest hole is {LargestHole}: give a share from 0 to 1");
    }
}

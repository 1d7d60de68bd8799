using Cutline.Studio.Plates;

namespace Cutline.Studio.Staging;

/// <summary>What people ask for of a finished picture. What nobody asks for costs nothing.</summary>
public sealed record FinishOptions
{
    /// <summary>Steepest turn of <see cref="Straighten"/>, degrees; a photo that leans more was taken so on purpose.</summary>
    public const double MostDegrees = 20;

    /// <summary>Range of <see cref="Size"/>, pixels.</summary>
    public const int SmallestSize = 16, LargestSize = 20_000;

    /// <summary>See <see cref="Backdrop.Parse"/> and <see cref="Background.Parse"/>; not looked at where there is a picture.</summary>
    public string Background { get; init; } = "transparent";

    /// <summary>A picture file's bytes, to stand before.</summary>
    public ReadOnlyMemory<byte>? Picture { get; init; }

    /// <summary>How the picture lies behind.</summary>
    public PictureFit Fit { get; init; }

    /// <summary>Null for the photo's own frame.</summary>
    public Margin? Crop { get; init; }

    public Aspect? Aspect { get; init; }

    /// <summary>Null for a shadow in the studio alone.</summary>
    public double? Shadow { get; init; }

    public double? Reflection { get; init; }

    /// <summary>Degrees clockwise that the photo's plane is turned about its centre.</summary>
    public double Straighten { get; init; }

    /// <summary>Null to leave the licence plate as it is.</summary>
    public PlateCover? Plate { get; init; }

    /// <summary>A grey PNG file's bytes, see <see cref="Studio.Retouch"/>.</summary>
    public ReadOnlyMemory<byte>? Retouch { get; init; }

    /// <summary>Most pixels of the result's longer side; null for as many as there are.</summary>
    public int? Size { get; init; }

    /// <exception cref="ArgumentException">A value is out of range; the message says which to use.</exception>
    public FinishOptions Validated()
    {
        if (Straighten is not (>= -MostDegrees and <= MostDegrees)) throw new ArgumentException(FormattableString.Invariant($"straighten is {Straighten}: use degrees from {-MostDegrees} to {MostDegrees}, clockwise positive"));
        if (Size is < SmallestSize or > LargestSize) throw new ArgumentException(FormattableString.Invariant($"size is {Size}: use {SmallestSize} to {LargestSize} pixels of the longer side"));
        return this;
    }
}

using Cutline.Studio.Geometry;

namespace Cutline.Studio.Scenes;

/// <summary>A scene: the backdrop, shadow and reflection around a subject, and the frame. One scene can be used for many photos.</summary>
public sealed record Scene
{
    /// <summary>Shadow strength that <see cref="Backdrop.Studio"/> has where none is given.</summary>
    public const double StudioShadow = 0.7;

    /// <summary>The backdrop. Default <see cref="Backdrop.Studio"/>.</summary>
    public Backdrop Backdrop { get; init; } = Backdrop.Studio;

    /// <summary>Crops to the subject with this margin; null, the default, keeps the photo's frame.</summary>
    public Margin? Crop { get; init; }

    /// <summary>Enlarges the frame to this aspect ratio; null, the default, keeps it.</summary>
    public Aspect? Aspect { get; init; }

    /// <summary>Strength of the contact shadow, 0 for none to 1. Default 0.7.</summary>
    public double Shadow { get; init; } = StudioShadow;

    /// <summary>Strength of the reflection in the floor, 0 for none to 1. Default 0.</summary>
    public double Reflection { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message gives the range.</exception>
    public Scene Validated()
    {
        Check("shadow", Shadow);
        Check("reflection", Reflection);
        return this;
    }

    private static void Check(string name, double value)
    {
        if (value is not (>= 0 and <= 1))
            throw new ArgumentException(FormattableString.Invariant($"{name} is {value}: use 0 for none to 1"));
    }
}

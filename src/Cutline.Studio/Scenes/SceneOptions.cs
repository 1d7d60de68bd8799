using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;
using Cutline.Studio.Plates;

namespace Cutline.Studio.Scenes;

/// <summary>The options of a <see cref="ScenePipeline"/>. A step whose option is not set is skipped.</summary>
public sealed record SceneOptions
{
    /// <summary>Largest absolute value of <see cref="Straighten"/>, in degrees.</summary>
    public const double MostDegrees = 20;

    /// <summary>Range of <see cref="Size"/>, in pixels.</summary>
    public const int SmallestSize = 16, LargestSize = 20_000;

    /// <summary>
    /// The background by name, see <see cref="Backdrop.Parse"/> and <see cref="Studio.Background.Parse"/>; ignored where
    /// <see cref="Picture"/> is set. Default transparent.
    /// </summary>
    public string Background { get; init; } = "transparent";

    /// <summary>The content of a picture file to use as the background; null for <see cref="Background"/>.</summary>
    public ReadOnlyMemory<byte>? Picture { get; init; }

    /// <summary>How <see cref="Picture"/> fits the frame. Default <see cref="PictureFit.Cover"/>.</summary>
    public PictureFit Fit { get; init; }

    /// <summary>Which of several cars is cut out. Default <see cref="SubjectSelection.Main"/>.</summary>
    public SubjectSelection Subject { get; init; }

    /// <summary>Crops to the subject with this margin; null keeps the photo's frame.</summary>
    public Margin? Crop { get; init; }

    /// <summary>Enlarges the frame to this aspect ratio; null keeps it.</summary>
    public Aspect? Aspect { get; init; }

    /// <summary>
    /// Shadow strength, 0 to 1; null for <see cref="Scene.StudioShadow"/> with the studio backdrop, and 0 with any other.
    /// </summary>
    public double? Shadow { get; init; }

    /// <summary>Reflection strength, 0 to 1; null for 0.</summary>
    public double? Reflection { get; init; }

    /// <summary>
    /// The clockwise rotation of the photo about its centre, in degrees, up to <see cref="MostDegrees"/> either way. Default 0.
    /// </summary>
    public double Straighten { get; init; }

    /// <summary>
    /// How much of the new background the car's glass lets through, 0 to 1; with more than 0 the pipeline is given the probability of
    /// windows. Default 0: opaque, as it is in the photo.
    /// </summary>
    public double Glass { get; init; }

    /// <summary>Covers the licence plate; null leaves it.</summary>
    public PlateCover? Plate { get; init; }

    /// <summary>The content of a manual edit mask, see <see cref="Mattes.Retouch"/>; null for none.</summary>
    public ReadOnlyMemory<byte>? Retouch { get; init; }

    /// <summary>Largest number of pixels of the result's longer side; null for no limit. The result is never enlarged.</summary>
    public int? Size { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message gives the range.</exception>
    public SceneOptions Validated()
    {
        if (Straighten is not (>= -MostDegrees and <= MostDegrees))
            throw new ArgumentException(FormattableString.Invariant(
                $"Straighten is {Straighten}: use degrees from {-MostDegrees} to {MostDegrees}, clockwise positive"));
        if (Size is < SmallestSize or > LargestSize)
            throw new ArgumentException(FormattableString.Invariant(
                $"Size is {Size}: use {SmallestSize} to {LargestSize} pixels of the longer side"));
        if (Glass is not (>= 0 and <= 1))
            throw new ArgumentException(FormattableString.Invariant($"Glass is {Glass}: use 0 for opaque to 1 for clear"));
        return this;
    }
}

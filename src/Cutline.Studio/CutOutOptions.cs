namespace Cutline.Studio;

/// <summary>How a photo is cut out.</summary>
public sealed record CutOutOptions
{
    public static CutOutOptions Default { get; } = new();

    public MatteOptions Matte { get; init; } = MatteOptions.Default;

    /// <summary>Removes the old background's colour from half-transparent pixels.</summary>
    public bool Decontaminate { get; init; } = true;

    public Background Background { get; init; } = Background.Transparent;

    /// <summary>Crops to the subject with this margin; null keeps the photo's size.</summary>
    public Margin? Crop { get; init; }
}

using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;

namespace Cutline.Studio;

/// <summary>Options of a cut-out on a plain background.</summary>
public sealed record CutOutOptions
{
    /// <summary>The default options: transparent, of the photo's size.</summary>
    public static CutOutOptions Default { get; } = new();

    /// <summary>Options of matte estimation.</summary>
    public MatteOptions Matte { get; init; } = MatteOptions.Default;

    /// <summary>Whether half-transparent pixels get the subject's own colour, without the old background's. Default true.</summary>
    public bool Decontaminate { get; init; } = true;

    /// <summary>The background. Default transparent.</summary>
    public Background Background { get; init; } = Background.Transparent;

    /// <summary>Crops to the subject with this margin; null, the default, keeps the photo's size.</summary>
    public Margin? Crop { get; init; }
}

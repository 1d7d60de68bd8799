using Cutline.Imaging;

namespace Cutline.Segmentation.Labels;

/// <summary>A value or colour of a mask file that belongs to no class.</summary>
/// <param name="Value">As people read it: <c>7</c>, or <c>#ff0080</c>.</param>
/// <param name="Pixels">How many pixels hold it.</param>
public sealed record UnknownLabel(string Value, long Pixels);

/// <summary>A mask as class indices, with an account of what in its file was of no class. Owns the picture.</summary>
/// <param name="Indices">Grey, class indices and <see cref="ClassSet.Void"/>; strangers are void in it.</param>
/// <param name="UnknownLabels">Commonest first.</param>
/// <param name="Far">Pixels whose colour lies more than <see cref="NearestColour.FarAway"/> RGB units from the class they were given to.</param>
public sealed record MaskReading(Photo Indices, IReadOnlyList<UnknownLabel> UnknownLabels, long Far = 0) : IDisposable
{
    /// <summary>The share of <see cref="Far"/> pixels, 0 to 1.</summary>
    public double FarShare => (double)Far / ((long)Indices.Width * Indices.Height);

    public void Dispose() => Indices.Dispose();
}

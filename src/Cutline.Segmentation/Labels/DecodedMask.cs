using Cutline.Imaging;

namespace Cutline.Segmentation.Labels;

/// <summary>A value or colour in a mask file that belongs to no class.</summary>
/// <param name="Value">The value as text, such as <c>7</c>, or the colour, such as <c>#ff0080</c>.</param>
/// <param name="Pixels">How many pixels have it.</param>
public sealed record UnknownLabel(string Value, long Pixels);

/// <summary>A mask as class indices, with the labels in its file that belong to no class. Owns the picture.</summary>
/// <param name="Indices">Grey: class indices and <see cref="ClassSet.Void"/>. Unknown labels are void in it.</param>
/// <param name="UnknownLabels">The most frequent first.</param>
/// <param name="DistantPixels">
/// Pixels whose colour lies more than <see cref="NearestColour.MaxDistance"/> from the colour of their class.
/// </param>
public sealed record DecodedMask(Photo Indices, IReadOnlyList<UnknownLabel> UnknownLabels, long DistantPixels = 0) : IDisposable
{
    /// <summary>Releases the picture.</summary>
    public void Dispose() => Indices.Dispose();
}

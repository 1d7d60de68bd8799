using Cutline.Studio.Geometry;

namespace Cutline.Studio.Plates;

/// <summary>The request to cover a licence plate.</summary>
/// <param name="At">The plate's corners in pixels of the photo; null to detect them.</param>
public sealed record PlateCover(Quad? At = null)
{
    /// <summary>Parses <c>cover</c>, or a plate's corners as <see cref="Quad.Parse"/> does.</summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static PlateCover Parse(string text)
    {
        if (text.Trim() == "cover") return new();
        return text.Contains(',', StringComparison.Ordinal)
            ? new(Quad.Parse(text))
            : throw new FormatException(
                $"plate '{text}' is not understood: give cover to detect it, or its corners as x1,y1,x2,y2,x3,y3,x4,y4");
    }
}

namespace Cutline.Studio.Plates;

/// <summary>That a licence plate is covered.</summary>
/// <param name="At">Where it is, in the photo's pixels; null to have it found.</param>
public sealed record PlateCover(Quad? At = null)
{
    /// <summary>Reads <c>cover</c>, or a plate's corners as <see cref="Quad.Parse"/> does.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static PlateCover Parse(string text)
    {
        if (text.Trim() == "cover") return new();
        return text.Contains(',', StringComparison.Ordinal)
            ? new(Quad.Parse(text))
            : throw new FormatException($"plate '{text}' is not understood: give cover to have it found, or its corners as x1,y1,x2,y2,x3,y3,x4,y4");
    }
}

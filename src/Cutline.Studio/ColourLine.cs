namespace Cutline.Studio;

/// <summary>
/// What a pixel's colour says about its alpha near one cell. With mean colours F and B on the two sides and their pooled covariance Σ,
/// the compositing equation I = αF + (1−α)B + noise(Σ) has the least-squares solution α = (I−B)ᵀΣ⁻¹(F−B) / s
/// of variance 1/s, where s = (F−B)ᵀΣ⁻¹(F−B). Kept multiplied by its precision, so that cells can be interpolated:
/// where the sides look alike, the precision goes to 0 and the colours have no say.
/// </summary>
internal readonly record struct ColourLine(float R, float G, float B, float Offset, float Precision)
{
    /// <summary>Variance of a channel that the cells' mean colours do not show: noise, texture, and light that falls off towards the edge, ±16 of 255.</summary>
    private const float Noise = 4e-3f;

    /// <summary>Variance of what colours say however far apart they are: a reflection or a shadow errs over many pixels at once.</summary>
    private const float Doubt = 0.01f;

    /// <summary>Weight of samples, in cells, that a side needs.</summary>
    private const float FewestSamples = 0.5f;

    public static ColourLine Between(in ColourSamples foreground, in ColourSamples background)
    {
        if (foreground.Weight < FewestSamples || background.Weight < FewestSamples) return default;
        var (f, b) = (foreground.Mean, background.Mean);
        var (dr, dg, db) = (f.R - b.R, f.G - b.G, f.B - b.B);
        var (r, g, bl) = Covariance.Pooled(foreground.Covariance(), background.Covariance(), Noise).Solve(dr, dg, db);
        var separation = r * dr + g * dg + bl * db;
        var trust = 1 / (1 + Doubt * separation);
        return new ColourLine(r * trust, g * trust, bl * trust, -(r * b.R + g * b.G + bl * b.B) * trust, separation * trust);
    }
}

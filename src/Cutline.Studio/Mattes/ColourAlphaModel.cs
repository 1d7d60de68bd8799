namespace Cutline.Studio.Mattes;

/// <summary>
/// A linear estimator of alpha from a pixel's colour, valid near one cell. With the mean colours F and B of the two sides and their pooled
/// covariance Σ, the compositing equation I = αF + (1−α)B + noise(Σ) has the least-squares solution α = (I−B)ᵀΣ⁻¹(F−B) / s
/// with variance 1/s, where s = (F−B)ᵀΣ⁻¹(F−B). Its coefficients are stored multiplied by the precision, so that they can be interpolated
/// between cells; where the two sides have the same colour the precision is 0 and the estimate has no weight.
/// </summary>
internal readonly record struct ColourAlphaModel(float R, float G, float B, float Offset, float Precision)
{
    /// <summary>
    /// Variance added to each channel for what cell means do not show: noise, texture and shading towards the edge, ±16 of 255.
    /// </summary>
    private const float ChannelVariance = 4e-3f;

    /// <summary>
    /// Lower bound of the estimate's variance, however different the colours are: the error of a reflection or shadow covers many
    /// pixels at once.
    /// </summary>
    private const float LeastVariance = 0.01f;

    /// <summary>Smallest sum of sample weights, in cells, that each side needs.</summary>
    private const float LeastWeight = 0.5f;

    /// <summary>Fits the estimator to the samples of both sides; all zero where one side has too few.</summary>
    public static ColourAlphaModel Fit(in ColourSamples foreground, in ColourSamples background)
    {
        if (foreground.Weight < LeastWeight || background.Weight < LeastWeight) return default;
        var (f, b) = (foreground.Mean, background.Mean);
        var (dr, dg, db) = (f.R - b.R, f.G - b.G, f.B - b.B);
        var (r, g, bl) = Covariance.Pooled(foreground.Covariance(), background.Covariance(), ChannelVariance).Solve(dr, dg, db);
        var separation = r * dr + g * dg + bl * db;
        var scale = 1 / (1 + LeastVariance * separation);
        return new ColourAlphaModel(r * scale, g * scale, bl * scale, -(r * b.R + g * b.G + bl * b.B) * scale, separation * scale);
    }
}

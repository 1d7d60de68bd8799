namespace Cutline.Studio.Mattes;

/// <summary>The symmetric 3×3 covariance matrix of RGB colours.</summary>
internal readonly record struct Covariance(float RR, float RG, float RB, float GG, float GB, float BB)
{
    /// <summary>The mean of two matrices, with a variance added to each channel that keeps it invertible.</summary>
    public static Covariance Pooled(Covariance a, Covariance b, float noise) => new(
        (a.RR + b.RR) / 2 + noise, (a.RG + b.RG) / 2, (a.RB + b.RB) / 2,
        (a.GG + b.GG) / 2 + noise, (a.GB + b.GB) / 2, (a.BB + b.BB) / 2 + noise);

    /// <summary>Solves Σ · x = (r, g, b) by cofactors.</summary>
    public (float R, float G, float B) Solve(float r, float g, float b)
    {
        var (crr, crg, crb) = (GG * BB - GB * GB, GB * RB - RG * BB, RG * GB - GG * RB);
        var (cgg, cgb, cbb) = (RR * BB - RB * RB, RG * RB - RR * GB, RR * GG - RG * RG);
        var scale = 1 / (RR * crr + RG * crg + RB * crb);
        return ((crr * r + crg * g + crb * b) * scale, (crg * r + cgg * g + cgb * b) * scale, (crb * r + cgb * g + cbb * b) * scale);
    }
}

namespace Cutline.Studio.Staging;

/// <summary>What is added before rounding down, so that a slow change of colour shows no bands.</summary>
internal static class Dither
{
    /// <summary>0 to below 1, with a mean of one half; neighbours differ. Interleaved gradient noise (Jimenez 2014).</summary>
    public static float At(int x, int y)
    {
        var inner = 0.06711056f * x + 0.00583715f * y;
        var noise = 52.9829189f * (inner - MathF.Floor(inner));
        return Math.Min(noise - MathF.Floor(noise), 0.9999f);
    }
}

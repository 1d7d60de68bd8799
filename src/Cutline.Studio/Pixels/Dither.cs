namespace Cutline.Studio.Pixels;

/// <summary>Ordered noise that is added before rounding down, so that slow gradients show no banding.</summary>
internal static class Dither
{
    /// <summary>The noise value of a pixel, in [0, 1) with a mean of one half: interleaved gradient noise (Jimenez 2014).</summary>
    public static float At(int x, int y)
    {
        var inner = 0.06711056f * x + 0.00583715f * y;
        var noise = 52.9829189f * (inner - MathF.Floor(inner));
        return Math.Min(noise - MathF.Floor(noise), 0.9999f);
    }
}

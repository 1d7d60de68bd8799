namespace Cutline.Training.Augmentation;

/// <summary>A linear change of colours in [0, 1]: every new channel is a weighted sum of the old ones and an offset.</summary>
/// <param name="Shares">The weights, 3×3: a row for each new channel.</param>
/// <param name="Offsets">The offset of each new channel.</param>
internal sealed record ColourMatrix(float[] Shares, float[] Offsets)
{
    private static readonly double[] Luminance = [0.299, 0.587, 0.114]; // ITU-R BT.601

    // W3C, Filter Effects Module Level 1, 2018: feColorMatrix, hueRotate. Grey stays grey, and luminance (of BT.709) what it is.
    private static readonly double[] HueSame = [0.213, 0.715, 0.072, 0.213, 0.715, 0.072, 0.213, 0.715, 0.072];
    private static readonly double[] HueCos = [0.787, -0.715, -0.072, -0.213, 0.285, -0.072, -0.213, -0.715, 0.928];
    private static readonly double[] HueSin = [-0.213, -0.715, 0.928, 0.143, 0.140, -0.283, -0.787, 0.715, 0.072];

    /// <summary>Changes saturation, then hue, then contrast about the middle, then multiplies each channel by a gain.</summary>
    /// <param name="saturation">0 for luminance alone, 1 for no change.</param>
    /// <param name="degrees">The rotation of the hue.</param>
    public static ColourMatrix Of(double saturation, double degrees, double contrast, params ReadOnlySpan<double> gains)
    {
        var (shares, offsets) = (new float[9], new float[3]);
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        for (var i = 0; i < shares.Length; i++)
        {
            var hue = HueSame[i] + cos * HueCos[i] + sin * HueSin[i];
            shares[i] = (float)(gains[i / 3] * contrast * ((1 - saturation) * Luminance[i % 3] + saturation * hue));
        }

        for (var to = 0; to < offsets.Length; to++) offsets[to] = (float)(gains[to] * (1 - contrast) / 2);
        return new(shares, offsets);
    }
}

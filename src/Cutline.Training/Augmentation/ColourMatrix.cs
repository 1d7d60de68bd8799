namespace Cutline.Training.Augmentation;

/// <summary>A linear change of colours in [0, 1]: every new channel is a sum of the old ones' shares and an offset.</summary>
/// <param name="Shares">3×3, row by row: of each new channel, the old ones.</param>
/// <param name="Offsets">One of each new channel.</param>
internal sealed record ColourMatrix(float[] Shares, float[] Offsets)
{
    private static readonly double[] Luminance = [0.299, 0.587, 0.114]; // ITU-R BT.601

    // W3C, Filter Effects Module Level 1, 2018: feColorMatrix, hueRotate. Grey stays grey, and luminance (of BT.709) what it is.
    private static readonly double[] HueSame = [0.213, 0.715, 0.072, 0.213, 0.715, 0.072, 0.213, 0.715, 0.072];
    private static readonly double[] HueCos = [0.787, -0.715, -0.072, -0.213, 0.285, -0.072, -0.213, -0.715, 0.928];
    private static readonly double[] HueSin = [-0.213, -0.715, 0.928, 0.143, 0.140, -0.283, -0.787, 0.715, 0.072];

    /// <summary>Saturation, then hue, then contrast about the middle, then a gain of each channel.</summary>
    /// <param name="saturation">0 for luminance alone, 1 for what was.</param>
    /// <param name="degrees">The turn of hue.</param>
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

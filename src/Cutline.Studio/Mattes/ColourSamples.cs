using System.Runtime.CompilerServices;

namespace Cutline.Studio.Mattes;

/// <summary>Accumulates weighted RGB colours (0 to 1) of one side of the outline, for their mean and covariance.</summary>
internal struct ColourSamples
{
    private float r, g, b, rr, rg, rb, gg, gb, bb;

    /// <summary>The sum of the weights.</summary>
    public float Weight { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float red, float green, float blue, float weight)
    {
        var (wr, wg, wb) = (weight * red, weight * green, weight * blue);
        Weight += weight;
        r += wr;
        g += wg;
        b += wb;
        rr += wr * red;
        rg += wr * green;
        rb += wr * blue;
        gg += wg * green;
        gb += wg * blue;
        bb += wb * blue;
    }

    public readonly (float R, float G, float B) Mean => (r / Weight, g / Weight, b / Weight);

    public readonly Covariance Covariance()
    {
        var (mr, mg, mb) = Mean;
        return new Covariance(
            rr / Weight - mr * mr, rg / Weight - mr * mg, rb / Weight - mr * mb,
            gg / Weight - mg * mg, gb / Weight - mg * mb, bb / Weight - mb * mb);
    }
}

namespace Cutline.Studio.Mattes;

/// <summary>Maps pixels of the photo to positions between grid cells along one axis; pixels and cells cover the same length.</summary>
internal readonly struct GridAxis(int pixels, int cells)
{
    /// <summary>Pixels per cell.</summary>
    public double Scale => (double)pixels / cells;

    /// <summary>
    /// The cells whose centres are before and after a pixel's centre, and the interpolation weight of the second, 0 to 1.
    /// </summary>
    public (int Before, int After, float Fraction) Between(int pixel)
    {
        var at = (pixel + 0.5) * cells / pixels - 0.5;
        var before = (int)Math.Floor(at);
        return (Math.Max(before, 0), Math.Min(before + 1, cells - 1), (float)(at - before));
    }
}

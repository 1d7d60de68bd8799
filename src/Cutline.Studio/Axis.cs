namespace Cutline.Studio;

/// <summary>Where the photo's pixels lie between the grid's cells along one axis; both cover the same length.</summary>
internal readonly struct Axis(int pixels, int cells)
{
    /// <summary>Pixels in one cell.</summary>
    public double Scale => (double)pixels / cells;

    /// <summary>The cell centre before a pixel's centre, the one after it, and how far between them it lies, 0 to 1.</summary>
    public (int Before, int After, float Fraction) Between(int pixel)
    {
        var at = (pixel + 0.5) * cells / pixels - 0.5;
        var before = (int)Math.Floor(at);
        return (Math.Max(before, 0), Math.Min(before + 1, cells - 1), (float)(at - before));
    }
}

namespace Cutline.Studio.Mattes;

/// <summary>Finds the reasons why a person should check a cut-out.</summary>
public static class MatteReview
{
    /// <summary>
    /// Confidence below which an outline counts as uncertain, where the model does not name its own: that of the shipped model.
    /// docs/studio.md describes how it was chosen.
    /// </summary>
    public const double LeastConfidence = 0.54;

    /// <summary>Smallest ratio of the subject's longer side to the photo's.</summary>
    private const double LeastSize = 0.3;

    /// <summary>
    /// Fraction of the subject's width or height that may touch the photo's border, such as the tip of a wing mirror or single pixels.
    /// </summary>
    private const double LargestContact = 0.03;

    private const byte Solid = 128;

    /// <summary>The reasons for one matte; empty where there are none.</summary>
    /// <param name="matte">The matte of the whole photo.</param>
    /// <param name="retouched">
    /// Whether a person has retouched the matte; then neither an uncertain outline nor another car is reported.
    /// </param>
    /// <param name="leastConfidence">
    /// Confidence below which the outline counts as uncertain, 0 to 1; null for <see cref="LeastConfidence"/>.
    /// </param>
    public static IReadOnlyList<ReviewReason> Of(Matte matte, bool retouched, double? leastConfidence = null)
    {
        var reasons = new List<ReviewReason>();
        if (!retouched && matte.Confidence < (leastConfidence ?? LeastConfidence)) reasons.Add(ReviewReason.Unsure);
        if (IsCutOff(matte)) reasons.Add(ReviewReason.CutOff);
        if (Math.Max(matte.Bounds.Width, matte.Bounds.Height) < LeastSize * Math.Max(matte.Width, matte.Height))
            reasons.Add(ReviewReason.Small);
        if (!retouched && matte.HasOtherCar) reasons.Add(ReviewReason.OtherCar);
        return reasons;
    }

    private static bool IsCutOff(Matte matte)
    {
        int Touching(int start, int step, int count)
        {
            var touching = 0;
            for (var i = 0; i < count; i++)
                if (matte.Alpha[start + i * step] >= Solid) touching++;
            return touching;
        }

        var (width, height) = (matte.Width, matte.Height);
        var across = Math.Max(Touching(0, 1, width), Touching((height - 1) * width, 1, width));
        var down = Math.Max(Touching(0, width, height), Touching(width - 1, width, height));
        return across > LargestContact * matte.Bounds.Width || down > LargestContact * matte.Bounds.Height;
    }
}

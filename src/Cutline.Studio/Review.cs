namespace Cutline.Studio;

/// <summary>Tells which cut-outs a person should look at.</summary>
public static class Review
{
    /// <summary>Confidence below which an outline is unsure; docs/studio.md says how it was chosen.</summary>
    public const double LeastConfidence = 0.75;

    /// <summary>Share of the photo's longer side that the car's is at least.</summary>
    private const double LeastSize = 0.3;

    /// <summary>Share of the car's side that may touch the photo's edge: a wing mirror's tip, a stray pixel.</summary>
    private const double MostContact = 0.03;

    private const byte Solid = 128;

    /// <param name="byHand">A person has retouched the matte and has seen it: of the outline nothing is said.</param>
    public static IReadOnlyList<ReviewReason> Of(Matte matte, bool byHand)
    {
        var reasons = new List<ReviewReason>();
        if (!byHand && matte.Confidence < LeastConfidence) reasons.Add(ReviewReason.Unsure);
        if (IsCutOff(matte)) reasons.Add(ReviewReason.CutOff);
        if (Math.Max(matte.Bounds.Width, matte.Bounds.Height) < LeastSize * Math.Max(matte.Width, matte.Height)) reasons.Add(ReviewReason.Small);
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
        return across > MostContact * matte.Bounds.Width || down > MostContact * matte.Bounds.Height;
    }
}

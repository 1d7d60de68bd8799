namespace Cutline.Segmentation.Labelling;

/// <summary>When a teacher's masks are trusted: pixel by pixel, and photo by photo.</summary>
public sealed record LabellingOptions
{
    /// <summary>
    /// A pixel is void where a teacher's probability lies between this and its complement: at 0.25 from 0.25 to 0.75. At 0.5 only where
    /// teachers disagree.
    /// </summary>
    public double Unsure { get; init; } = 0.25;

    /// <summary>With several teachers: a photo is dropped where the masks of any two have an IoU below this.</summary>
    public double Agreement { get; init; } = 0.85;

    /// <summary>A photo is dropped where less than this share of it is labelled as the object.</summary>
    public double LeastObject { get; init; } = 0.02;

    /// <summary>A photo is dropped where more than this share of what may be the object is void.</summary>
    public double MostUnsure { get; init; } = 0.2;

    /// <summary>Makes all void that is not connected to the largest object, for photos of a single one.</summary>
    public bool LargestOnly { get; init; }

    /// <exception cref="ArgumentException">A value is out of range; the message says which to use.</exception>
    public LabellingOptions Validated()
    {
        Check(nameof(Unsure), Unsure, Unsure is > 0 and <= 0.5, "a probability above 0 to 0.5");
        Check(nameof(Agreement), Agreement, Agreement is >= 0 and <= 1, "an IoU from 0 to 1");
        Check(nameof(LeastObject), LeastObject, LeastObject is > 0 and < 1, "a share of the photo above 0 and below 1");
        Check(nameof(MostUnsure), MostUnsure, MostUnsure is >= 0 and <= 1, "a share from 0 to 1");
        return this;
    }

    private static void Check(string name, double value, bool fits, string use)
    {
        if (!fits) throw new ArgumentException(FormattableString.Invariant($"{name} is {value}: use {use}"));
    }
}

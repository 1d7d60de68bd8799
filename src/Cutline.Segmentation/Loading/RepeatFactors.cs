namespace Cutline.Segmentation.Loading;

/// <summary>
/// How often an epoch should show each sample, so that rare classes are seen more (repeat-factor sampling; Gupta, Dollár and Girshick,
/// "LVIS", CVPR 2019). A class that is in the share f of the samples has the factor max(1, √(t / f)), with a threshold t; a sample has
/// that of the rarest class it shows.
/// </summary>
public static class RepeatFactors
{
    /// <summary>
    /// The default threshold: classes in fewer than half of the samples are seen more. The paper's 0.001 is for over a thousand classes,
    /// most of them in few photos.
    /// </summary>
    public const double DefaultThreshold = 0.5;

    /// <summary>The factor of each sample.</summary>
    /// <param name="shown">For each sample, whether it shows each of the classes, in their order.</param>
    /// <param name="threshold">The share of the samples, above 0 to 1, below which a class is seen more.</param>
    /// <returns>1 or more for each sample.</returns>
    /// <exception cref="ArgumentException">The threshold is out of range, or two samples have another number of classes.</exception>
    public static double[] Of(IReadOnlyList<bool[]> shown, double threshold = DefaultThreshold)
    {
        ArgumentNullException.ThrowIfNull(shown);
        if (threshold is not (> 0 and <= 1))
            throw new ArgumentException(FormattableString.Invariant($"the threshold is {threshold}: use above 0 to 1"), nameof(threshold));
        if (shown.Count == 0) return [];
        var classes = shown[0].Length;
        if (shown.Any(s => s.Length != classes))
            throw new ArgumentException("the samples have different numbers of classes: give one value for each class", nameof(shown));
        double Factor(int c) => Math.Max(1, Math.Sqrt(threshold * shown.Count / shown.Count(s => s[c])));
        double[] ofClass = [.. Enumerable.Range(0, classes).Select(Factor)];
        return [.. shown.Select(s => Enumerable.Range(0, classes).Where(c => s[c]).Select(c => ofClass[c]).Append(1).Max())];
    }

    /// <summary>The factors of decoded samples, by what their masks show at the model's size; what is void is of no class.</summary>
    /// <param name="set">Masks of class indices.</param>
    /// <param name="indices">The samples.</param>
    /// <param name="threshold">As of <see cref="Of(IReadOnlyList{bool[]}, double)"/>.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="DatasetException">A sample cannot be decoded.</exception>
    public static double[] Of(
        DecodedSet set, IReadOnlyList<int> indices, double threshold = DefaultThreshold, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(indices);
        set.Fill(indices, cancel: cancel);
        var (photo, mask) = (new byte[set.PhotoBytes], new byte[set.MaskBytes]);
        return Of([.. indices.Select(Shown)], threshold);

        bool[] Shown(int index)
        {
            cancel.ThrowIfCancellationRequested();
            set.CopyTo(index, photo, mask);
            var shown = new bool[set.Data.Classes.Count];
            foreach (var value in mask)
                if (value < shown.Length) shown[value] = true;
            return shown;
        }
    }
}

namespace Cutline.Segmentation.Labels;

/// <summary>The labels in all masks of a dataset, and how their pixels lie. Thread-safe.</summary>
internal sealed class MaskSurvey
{
    /// <summary>A mask of more colours than this is no mask, and the rest of them change nothing.</summary>
    private const int MaxLabels = 1 << 16;

    /// <summary>Compression changes an area's values and the channels of its colours by so much at most.</summary>
    private const int ValueNoise = 8, ChannelNoise = 16;

    private readonly Lock gate = new();
    private readonly Dictionary<int, LabelCount> labels = [];

    /// <summary>By label.</summary>
    public IReadOnlyDictionary<int, LabelCount> Labels => labels;

    /// <summary>All pixels of all masks.</summary>
    public long Pixels { get; private set; }

    /// <summary>Whether a mask holds 255 together with another value above 0.</summary>
    public bool Holds255BesideOthers { get; private set; }

    /// <summary>Adds a mask.</summary>
    public void Add(RawMask mask)
    {
        var own = Count(mask);
        lock (gate)
        {
            Pixels += mask.Labels.Length;
            Holds255BesideOthers |= own.ContainsKey(255) && own.Keys.Any(label => label is > 0 and < 255);
            foreach (var (label, counted) in own)
            {
                if (!labels.TryGetValue(label, out var all))
                {
                    if (labels.Count == MaxLabels) continue;
                    labels[label] = all = new();
                }

                all.Pixels += counted.Pixels;
                all.Inside += counted.Inside;
                all.Flat += counted.Flat;
                all.OnRamp += counted.OnRamp;
            }
        }
    }

    /// <summary>Whether two labels can be of one area that has been compressed.</summary>
    public static bool AreNear(int one, int other)
    {
        if ((one | other) < RawMask.Colour) return Math.Abs(one - other) <= ValueNoise;
        var ((r, g, b), (s, t, u)) = (MaskReading.Rgb(one), MaskReading.Rgb(other));
        return Math.Abs(r - s) <= ChannelNoise && Math.Abs(g - t) <= ChannelNoise && Math.Abs(b - u) <= ChannelNoise;
    }

    private static Dictionary<int, LabelCount> Count(RawMask mask)
    {
        var counts = new Dictionary<int, LabelCount>();
        var (labels, width) = (mask.Labels, mask.Width);
        var (last, count) = (-1, new LabelCount());
        LabelCount Of(int label)
        {
            if (label == last) return count;
            last = label;
            return count = counts.TryGetValue(label, out var known) ? known : counts[label] = new();
        }

        foreach (var label in labels) Of(label).Pixels++;
        if (counts.Count <= 2)
        {
            foreach (var only in counts.Values) only.Inside = only.Flat = only.Pixels; // of two labels none is an edge of others
            return counts;
        }

        for (var y = 1; y < mask.Height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var at = y * width + x;
                var (label, lower, higher, flat) = (labels[at], false, false, true);
                for (var row = at - width; row <= at + width; row += width)
                {
                    for (var i = row - 1; i <= row + 1; i++)
                    {
                        lower |= labels[i] < label;
                        higher |= labels[i] > label;
                        flat = flat && (labels[i] == label || AreNear(labels[i], label));
                    }
                }

                if (flat) Of(label).Flat++;
                if (!lower && !higher) Of(label).Inside++;
                else if (lower && higher) Of(label).OnRamp++;
            }
        }

        return counts;
    }
}

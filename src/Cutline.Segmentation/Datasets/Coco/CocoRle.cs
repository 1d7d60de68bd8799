namespace Cutline.Segmentation.Datasets.Coco;

/// <summary>
/// COCO's run lengths: column by column from the top left, runs of outside and inside by turns, outside first. Source: T.-Y. Lin et al.,
/// "Microsoft COCO: Common Objects in Context", ECCV 2014, and the mask format of its API, cocoapi <c>common/maskApi.c</c>.
/// </summary>
public static class CocoRle
{
    /// <summary>
    /// The counts that a compressed string stands for: each is written in groups of 5 bits, least first, as characters from '0' on, bit 5
    /// saying that more follow, the last group's bit 4 being the sign; from the fourth on it is the difference to the count two before.
    /// </summary>
    /// <exception cref="FormatException">The string is not such, or a count is negative or beyond 32 bits.</exception>
    public static int[] Expand(string text)
    {
        var counts = new List<int>();
        for (var at = 0; at < text.Length;)
        {
            long value = 0;
            for (var shift = 0; ; shift += 5)
            {
                if (at == text.Length) throw new FormatException("the run lengths end in the middle of a number");
                var group = text[at++] - '0';
                if (group is < 0 or > 63 || shift > 30) throw new FormatException($"the run lengths have no number at character {at}");
                value |= (long)(group & 31) << shift;
                if ((group & 32) != 0) continue;
                if ((group & 16) != 0) value |= -1L << shift + 5;
                break;
            }

            if (counts.Count > 2) value += counts[^2];
            if (value is < 0 or > int.MaxValue) throw new FormatException($"the run lengths hold the length {value}");
            counts.Add((int)value);
        }

        return [.. counts];
    }

    /// <summary>Paints the inside runs into rows of indices.</summary>
    /// <param name="indices">height rows of <paramref name="width"/>.</param>
    /// <exception cref="FormatException">The counts do not add up to width · height, or one is negative.</exception>
    public static void Paint(ReadOnlySpan<int> counts, int width, int height, byte index, Span<byte> indices)
    {
        long sum = 0;
        foreach (var count in counts) sum += count >= 0 ? count : throw new FormatException($"the run lengths hold the length {count}");
        if (sum != (long)width * height) throw new FormatException($"the run lengths cover {sum} pixels, the picture has {width}×{height}");

        var at = 0;
        for (var run = 0; run < counts.Length; run++)
        {
            var end = at + counts[run];
            if (run % 2 == 1)
                for (var i = at; i < end; i++) indices[i % height * width + i / height] = index;
            at = end;
        }
    }
}

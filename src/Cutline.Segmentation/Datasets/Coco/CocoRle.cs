namespace Cutline.Segmentation.Datasets.Coco;

/// <summary>
/// COCO's run-length encoding of masks: column by column from the top left, alternating runs of pixels outside and inside, outside first.
/// Source: T.-Y. Lin et al., "Microsoft COCO: Common Objects in Context", ECCV 2014, and the mask format of its API, cocoapi
/// <c>common/maskApi.c</c>.
/// </summary>
public static class CocoRle
{
    /// <summary>
    /// Decodes a compressed string. Each count is written in groups of 5 bits, the lowest first, as characters from '0' on. Bit 5 of a
    /// character says that more groups follow; bit 4 of the last group is the sign. From the fourth count on, the difference to the count
    /// two positions before is written.
    /// </summary>
    /// <returns>The lengths of the runs.</returns>
    /// <exception cref="FormatException">The string is invalid, or a count is negative or beyond 32 bits.</exception>
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
                if (group is < 0 or > 63 || shift > 30)
                    throw new FormatException($"the run lengths have an invalid number at character {at}");
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

    /// <summary>Whether a compressed string is a single run, outside: a mask of nothing.</summary>
    internal static bool IsOneRun(string text)
    {
        try
        {
            return Expand(text).Length == 1;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Sets the pixels of the runs inside to an index.</summary>
    /// <param name="counts">The lengths of the runs.</param>
    /// <param name="width">Width of the mask, in pixels.</param>
    /// <param name="height">Height of the mask, in pixels.</param>
    /// <param name="index">The value to set.</param>
    /// <param name="indices"><paramref name="height"/> rows of <paramref name="width"/> values.</param>
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

using System.Globalization;
using System.Text;

namespace Cutline.Segmentation.Inference;

/// <summary>Kaggle's run-length encoding of the Carvana challenge: pairs of a start, counted from 1 row by row, and a length.</summary>
public static class RunLengths
{
    /// <param name="mask">Any value above 0 is foreground.</param>
    public static string Of(ReadOnlySpan<byte> mask)
    {
        var text = new StringBuilder();
        for (var at = 0; at < mask.Length;)
        {
            var skipped = mask[at..].IndexOfAnyExcept((byte)0);
            if (skipped < 0) break;
            var start = at + skipped;
            var length = mask[start..].IndexOf((byte)0);
            if (length < 0) length = mask.Length - start;
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? " " : "")}{start + 1} {length}");
            at = start + length;
        }

        return text.ToString();
    }
}

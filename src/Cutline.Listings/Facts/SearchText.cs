using System.Text;

namespace Cutline.Listings.Facts;

/// <summary>
/// Normalizes text for comparison: without case, accents and punctuation, so that <c>F-150</c> is <c>f150</c> and <c>Citroën</c> is
/// <c>citroen</c>.
/// </summary>
internal static class SearchText
{
    /// <summary>Letters of makes and models, and the same letters without accents: the invariant culture cannot remove accents.</summary>
    private const string
        Accented = "àáâãäåāăąçćčďđèéêëēėęěìíîïīłñńňòóôõöøōőřśşšťţùúûüūůűýÿźżž",
        Unaccented = "aaaaaaaaacccddeeeeeeeeiiiiilnnnoooooooorsssttuuuuuuuyyzzz";

    /// <summary>The normalized words of a text.</summary>
    internal static IReadOnlyList<string> Words(string text) =>
        [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Normalize).Where(word => word.Length > 0)];

    /// <summary>The whole text as one normalized word.</summary>
    internal static string Normalize(string text)
    {
        var normalized = new StringBuilder(text.Length);
        foreach (var c in text)
            if (char.IsLetterOrDigit(c)) normalized.Append(WithoutAccent(char.ToLowerInvariant(c)));
        return normalized.ToString();
    }

    private static char WithoutAccent(char c) =>
        char.IsAscii(c) ? c : Accented.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? Unaccented[at] : c;
}

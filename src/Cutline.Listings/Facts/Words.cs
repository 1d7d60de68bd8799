using System.Text;

namespace Cutline.Listings.Facts;

/// <summary>Text as it is compared: words without case, accents and signs, so that <c>F-150</c> is <c>f150</c> and <c>Citroën</c> is <c>citroen</c>.</summary>
internal static class Words
{
    /// <summary>Letters of makes and models with their plain ones below; the invariant culture cannot take accents off.</summary>
    private const string
        Accented = "àáâãäåāăąçćčďđèéêëēėęěìíîïīłñńňòóôõöøōőřśşšťţùúûüūůűýÿźżž",
        Unaccented = "aaaaaaaaacccddeeeeeeeeiiiiilnnnoooooooorsssttuuuuuuuyyzzz";

    internal static IReadOnlyList<string> In(string text) =>
        [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Plain).Where(word => word.Length > 0)];

    /// <summary>All of a text as one word.</summary>
    internal static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
            if (char.IsLetterOrDigit(c)) plain.Append(Letter(char.ToLowerInvariant(c)));
        return plain.ToString();
    }

    private static char Letter(char c) => char.IsAscii(c) ? c : Accented.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? Unaccented[at] : c;
}

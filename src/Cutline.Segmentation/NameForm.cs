using System.Text;
using HarfBuzzSharp;

namespace Cutline.Segmentation;

/// <summary>
/// One form for names that look the same: Unicode's canonical decomposition (NFD), in which macOS stores names. .NET's own needs ICU, which
/// the program does without.
/// </summary>
internal static class NameForm
{
    /// <summary>The name, its accents apart from their letters and in Unicode's order.</summary>
    public static string Of(string name)
    {
        if (Ascii.IsValid(name)) return name;
        var runes = new List<(uint Rune, int Class)>();
        foreach (var rune in name.EnumerateRunes()) Decompose((uint)rune.Value, runes);
        var text = new StringBuilder(name.Length);
        for (int i = 0, end; i < runes.Count; i = end)
        {
            // Marks up to the next letter are in the order of their classes; a stable sort keeps those of one class as they are.
            for (end = i + 1; end < runes.Count && runes[end].Class != 0; end++) { }
            foreach (var (rune, _) in runes[i..end].OrderBy(r => r.Class)) text.Append(new Rune(rune));
        }

        return text.ToString();
    }

    /// <summary>What is said of a file that has another one's name.</summary>
    /// <param name="name">Its name, without extension.</param>
    /// <param name="other">The other one's.</param>
    /// <param name="file">The other file.</param>
    public static string Clash(string name, string other, string file) => name == other
        ? $"has the same name as {file}"
        : $"has the same name as {file}: they look alike, and differ in whether an accent is a character of its own";

    private static void Decompose(uint rune, List<(uint Rune, int Class)> runes)
    {
        var unicode = UnicodeFunctions.Default;
        if (!unicode.TryDecompose(rune, out var letter, out var mark))
        {
            runes.Add((rune, (int)unicode.GetCombiningClass(rune)));
            return;
        }

        Decompose(letter, runes);
        if (mark != 0) Decompose(mark, runes);
    }
}

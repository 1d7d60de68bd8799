using Cutline.Listings.Facts;

namespace Cutline.Cli.Options;

/// <summary>
/// The known names that a mistyped one may stand for: of commands, options, keys, models, losses and whatever else has names.
/// </summary>
internal static class NearestName
{
    /// <summary>The most names that are told.</summary>
    private const int Most = 3;

    /// <summary>The fewest letters that are looked for within longer names.</summary>
    private const int LeastPart = 3;

    /// <summary>The names nearest to what was typed, the best first; none where none is near.</summary>
    internal static IReadOnlyList<string> Of(string typed, IEnumerable<string> names) => Of(typed, names.Select(name => (name, name)));

    /// <param name="typed">As it was typed.</param>
    /// <param name="names">Spellings that are compared, each with the name that it stands for.</param>
    /// <inheritdoc cref="Of(string, IEnumerable{string})"/>
    internal static IReadOnlyList<string> Of(string typed, IEnumerable<(string Spelling, string Name)> names)
    {
        var word = Plain(typed);
        if (word.Length == 0) return [];
        var limit = Math.Min(3, 1 + (word.Length / 5));
        var ranked = names.Select(n => (n.Name, Distance: Distance(word, Plain(n.Spelling), limit))).Where(n => n.Distance <= limit + 1)
            .OrderBy(n => n.Distance).DistinctBy(n => n.Name).ToArray();
        return [.. ranked.TakeWhile(n => n.Distance == ranked[0].Distance).Select(n => n.Name).Take(Most)];
    }

    /// <summary>The end of a message, such as <c>: did you mean --epochs?</c>; empty where no name is near.</summary>
    internal static string Question(IReadOnlyList<string> nearest) => nearest switch
    {
        [] => "",
        [var only] => $": did you mean {only}?",
        _ => $": did you mean {string.Join(", ", nearest.SkipLast(1))} or {nearest[^1]}?",
    };

    /// <inheritdoc cref="Question(IReadOnlyList{string})"/>
    internal static string Question(string typed, IEnumerable<string> names) => Question(Of(typed, names));

    /// <summary>The edit distance, or just above the limit for names that begin with the word, contain it, or are its beginning.</summary>
    private static int Distance(string word, string name, int limit)
    {
        var distance = EditDistance.Between(word, name, prefix: false, limit);
        if (distance <= limit) return distance;
        var isPart = Math.Min(word.Length, name.Length) >= LeastPart
            && (name.Contains(word, StringComparison.Ordinal) || word.StartsWith(name, StringComparison.Ordinal));
        return isPart ? limit + 1 : int.MaxValue;
    }

    private static string Plain(string name) => name.TrimStart('-').Replace('_', '-').ToLowerInvariant();
}

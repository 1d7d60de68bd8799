namespace Cutline.Listings.Facts;

/// <summary>A model of the facts file and where its rows are, sorted by year.</summary>
/// <param name="makeWords">The make as compared, in words; the same for all of its models.</param>
internal sealed class CarModel(string make, IReadOnlyList<string> makeWords, string model, int first, int rows)
{

    internal string Make => make;

    internal string Model => model;

    internal int First => first;

    internal int Rows => rows;

    /// <summary>Make and model as compared, parted into words.</summary>
    internal string[] Known { get; } = [.. makeWords, .. Words.In(model)];

    /// <summary>The make as one word.</summary>
    internal string Maker { get; } = string.Concat(makeWords);

    /// <summary>The model as one word.</summary>
    internal string Joined { get; } = Words.Plain(model);

    /// <summary>Whether this is all of the model, with or without its make.</summary>
    internal bool Is(string joined) => joined.EndsWith(Joined, StringComparison.Ordinal) && (joined.Length == Joined.Length || joined.AsSpan(0, joined.Length - Joined.Length).SequenceEqual(Maker));

    /// <summary>Whether this is some of the words in a row without what parts them, so that "rav 4" is found in "RAV4 AWD".</summary>
    internal bool HasRun(string joined)
    {
        for (var from = 0; from < Known.Length; from++)
        {
            var rest = joined.AsSpan();
            for (var i = from; i < Known.Length && rest.StartsWith(Known[i], StringComparison.Ordinal); i++)
            {
                rest = rest[Known[i].Length..];
                if (rest.IsEmpty) return true;
            }
        }

        return false;
    }
}

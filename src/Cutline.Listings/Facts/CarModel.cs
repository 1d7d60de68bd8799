namespace Cutline.Listings.Facts;

/// <summary>A model in the facts file and the range of its rows, which are sorted by year.</summary>
/// <param name="make">The make as the file writes it.</param>
/// <param name="makeWords">The normalized words of the make; shared by all of its models.</param>
/// <param name="model">The model as the file writes it.</param>
/// <param name="firstRow">The index of the first row.</param>
/// <param name="rowCount">The number of rows.</param>
internal sealed class CarModel(string make, IReadOnlyList<string> makeWords, string model, int firstRow, int rowCount)
{
    internal string Make => make;

    internal string Model => model;

    internal int FirstRow => firstRow;

    internal int RowCount => rowCount;

    /// <summary>The normalized words of make and model.</summary>
    internal string[] Words { get; } = [.. makeWords, .. SearchText.Words(model)];

    /// <summary>The make as one normalized word.</summary>
    internal string NormalizedMake { get; } = string.Concat(makeWords);

    /// <summary>The model as one normalized word.</summary>
    internal string NormalizedModel { get; } = SearchText.Normalize(model);

    /// <summary>Whether a normalized text is the whole model, with or without its make.</summary>
    internal bool IsNamed(string text)
    {
        if (!text.EndsWith(NormalizedModel, StringComparison.Ordinal)) return false;
        var rest = text.AsSpan(0, text.Length - NormalizedModel.Length);
        return rest.IsEmpty || rest.SequenceEqual(NormalizedMake);
    }

    /// <summary>
    /// Whether a normalized text is a run of whole words without the spaces between them: "rav 4" is found in "RAV4 AWD".
    /// </summary>
    internal bool HasRun(string text)
    {
        for (var from = 0; from < Words.Length; from++)
        {
            var rest = text.AsSpan();
            for (var i = from; i < Words.Length && rest.StartsWith(Words[i], StringComparison.Ordinal); i++)
            {
                rest = rest[Words[i].Length..];
                if (rest.IsEmpty) return true;
            }
        }

        return false;
    }
}

namespace Cutline.Listings;

/// <summary>The limits of picture options. This library stores the options and does not interpret them.</summary>
internal static class OptionValues
{
    private const int MaxCount = 30, MaxNameLength = 40, MaxValueLength = 200;

    /// <summary>Checks the names and values of options.</summary>
    /// <exception cref="ListingException">There are too many options, or a name or value is invalid.</exception>
    internal static void Validate(string owner, IReadOnlyDictionary<string, string> options)
    {
        if (options.Count > MaxCount) throw new ListingException($"the {owner} has {options.Count} options: use {MaxCount} at most");
        foreach (var (name, value) in options)
        {
            if (name.Length is 0 or > MaxNameLength || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
                throw new ListingException($"'{name}' is not a valid option of the {owner}: 1 to {MaxNameLength} letters, digits, hyphens");
            if (value is null) throw new ListingException($"the {owner}'s {name} is null: leave it out");
            FieldLimits.Check($"{owner}'s {name}", value, MaxValueLength);
        }
    }
}

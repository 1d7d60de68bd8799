namespace Cutline.Listings;

/// <summary>Options of a picture by name, as they are given to whoever makes it: kept, not understood.</summary>
internal static class OptionValues
{
    private const int Most = 30, LongestName = 40, LongestValue = 200;

    /// <exception cref="ListingException">There are too many, or one is no option.</exception>
    internal static void Validate(string what, IReadOnlyDictionary<string, string> options)
    {
        if (options.Count > Most) throw new ListingException($"the {what} has {options.Count} options: use {Most} at most");
        foreach (var (name, value) in options)
        {
            if (name.Length is 0 or > LongestName || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) throw new ListingException($"'{name}' is no option of the {what}: names have 1 to {LongestName} letters, digits and hyphens");
            SellerFields.Limit($"{what}'s {name}", value ?? throw new ListingException($"the {what}'s {name} is null: leave it out"), LongestValue);
        }
    }
}

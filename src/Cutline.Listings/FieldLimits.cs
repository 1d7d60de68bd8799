namespace Cutline.Listings;

/// <summary>The check that every text field passes.</summary>
internal static class FieldLimits
{
    /// <summary>Checks a field's length, and that it has no control characters but line breaks and tabs.</summary>
    /// <exception cref="ListingException">The field is too long or has control characters.</exception>
    internal static void Check(string field, string? text, int maxLength)
    {
        if (text?.Length > maxLength) throw new ListingException($"the {field} has {text.Length} characters: use {maxLength} at most");
        if (text is not null && text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
            throw new ListingException($"the {field} has control characters in it: type it again");
    }
}

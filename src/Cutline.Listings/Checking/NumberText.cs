using System.Globalization;
using System.Text.RegularExpressions;

namespace Cutline.Listings.Checking;

/// <summary>Numbers as languages write them: 12,500.5 or 12.500,5 or 12 500,5 or 12'500.5.</summary>
internal static partial class NumberText
{
    /// <summary>Spaces part thousands only where the comma is decimal.</summary>
    internal static Regex Pattern(bool decimalComma) => decimalComma ? Comma() : Point();

    /// <summary>A separator before three last digits parts thousands, unless it is the language's decimal sign; any other is decimal.</summary>
    internal static (double Value, int Decimals) Parse(string text, bool decimalComma)
    {
        var sign = decimalComma ? ',' : '.';
        var last = text.LastIndexOfAny(['.', ',']);
        var isDecimal = last >= 0 && (text[last] == sign || text.Length - last - 1 != 3) && text.IndexOf(text[last], StringComparison.Ordinal) == last;
        var decimals = isDecimal ? text.Length - last - 1 : 0;
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return (double.Parse(digits, CultureInfo.InvariantCulture) / Math.Pow(10, decimals), decimals);
    }

    [GeneratedRegex(@"(?<![\p{L}\d.,])[0-9]{1,3}(?:[.'’\u00A0\u202F ][0-9]{3})+(?![0-9])(?:,[0-9]+)?|[0-9]+(?:[.,][0-9]+)?")]
    private static partial Regex Comma();

    [GeneratedRegex(@"(?<![\p{L}\d.,])[0-9]{1,3}(?:[,'’][0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:[.,][0-9]+)?")]
    private static partial Regex Point();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Cutline.Listings.Checking;

/// <summary>Numbers in digits as the languages write them: 12,500.5 or 12.500,5 or 12 500,5 or 12'500.5.</summary>
internal static partial class NumberText
{
    /// <summary>The pattern of a number; spaces separate thousands only where the decimal separator is a comma.</summary>
    internal static Regex Pattern(bool decimalComma) => decimalComma ? WithDecimalComma() : WithDecimalPoint();

    /// <summary>Parses a number that the pattern matches.</summary>
    /// <remarks>
    /// A separator before the last three digits separates thousands, unless it is the decimal separator; any other is decimal.
    /// </remarks>
    /// <returns>The number and the count of its decimals.</returns>
    internal static (double Value, int Decimals) Parse(string text, bool decimalComma)
    {
        var separator = decimalComma ? ',' : '.';
        var last = text.LastIndexOfAny(['.', ',']);
        var isDecimal = last >= 0
            && (text[last] == separator || text.Length - last - 1 != 3)
            && text.IndexOf(text[last], StringComparison.Ordinal) == last;
        var decimals = isDecimal ? text.Length - last - 1 : 0;
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return (double.Parse(digits, CultureInfo.InvariantCulture) / Math.Pow(10, decimals), decimals);
    }

    [GeneratedRegex(@"(?<![\p{L}\d.,])[0-9]{1,3}(?:[.'’\u00A0\u202F ][0-9]{3})+(?![0-9])(?:,[0-9]+)?|[0-9]+(?:[.,][0-9]+)?")]
    private static partial Regex WithDecimalComma();

    [GeneratedRegex(@"(?<![\p{L}\d.,])[0-9]{1,3}(?:[,'’][0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:[.,][0-9]+)?")]
    private static partial Regex WithDecimalPoint();
}

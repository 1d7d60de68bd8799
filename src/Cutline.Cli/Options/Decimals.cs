using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Cutline.Cli.Options;

/// <summary>Numbers with a decimal point. Left to itself the parser takes a comma for a separator of thousands, and 0,001 for 1.</summary>
internal static class Decimals
{
    internal static Option<double> WithPoint(this Option<double> option)
    {
        option.CustomParser = result => Parse(result, option.Name) ?? 0;
        return option;
    }

    internal static Option<double?> WithPoint(this Option<double?> option)
    {
        option.CustomParser = result => Parse(result, option.Name);
        return option;
    }

    private static double? Parse(ArgumentResult result, string option)
    {
        var text = result.Tokens is [var token] ? token.Value : "";
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return value;
        result.AddError($"'{text}' is no number for {option}: write one with a decimal point, such as 0.5");
        return null;
    }
}

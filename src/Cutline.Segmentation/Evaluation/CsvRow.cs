using System.Globalization;

namespace Cutline.Segmentation.Evaluation;

/// <summary>A row of comma-separated values: a name in quotation marks, then numbers.</summary>
internal static class CsvRow
{
    /// <param name="name">Any text.</param>
    /// <param name="values">Null for an empty field; otherwise as many digits as tell the number apart from all others.</param>
    public static string Of(string name, params IEnumerable<double?> values)
    {
        var numbers = values.Select(value => value?.ToString("R", CultureInfo.InvariantCulture) ?? "");
        return string.Join(',', numbers.Prepend($"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
    }
}

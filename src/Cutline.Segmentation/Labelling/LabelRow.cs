using System.Globalization;
using CsvHelper;

namespace Cutline.Segmentation.Labelling;

/// <summary>A photo's line in <c>labels.csv</c>.</summary>
/// <param name="Photo">The photo's file name.</param>
/// <param name="ObjectShare">As <see cref="PseudoLabel.ObjectShare"/>; null where the photo could not be read.</param>
/// <param name="Agreement">As <see cref="PseudoLabel.Agreement"/>.</param>
/// <param name="UnsureShare">As <see cref="PseudoLabel.UnsureShare"/>; null where the photo could not be read.</param>
/// <param name="Reason">Why the photo was not kept; null where it was.</param>
/// <param name="Sha256">Of the photo's file, in lower-case hexadecimal; null where the photo could not be read.</param>
public sealed record LabelRow(
    string Photo, double? ObjectShare, double? Agreement, double? UnsureShare, string? Reason, string? Sha256)
{
    internal const string Header = "photo,car,agreement,unsure,kept,reason,sha256";

    private static readonly CsvReaderOptions Csv = new()
    {
        Separator = ',', MalformedData = CsvMalformedDataHandling.Throw, FieldCountMismatch = CsvFieldCountHandling.Throw,
    };

    /// <summary>Whether photo and mask are in the folder's data set, unless they were rejected since.</summary>
    public bool IsKept => Reason is null;

    /// <summary>Whether the photo was decoded.</summary>
    public bool IsReadable => ObjectShare is not null;

    /// <summary>The row without its line break.</summary>
    internal string ToCsv() => string.Join(
        ',', Quoted(Photo), Number(ObjectShare), Number(Agreement), Number(UnsureShare), IsKept ? "yes" : "no", Quoted(Reason ?? ""),
        Sha256 ?? "");

    /// <summary>
    /// The rows of a file, the last one of each photo. What follows the last line break, of a program that was killed, is left out.
    /// </summary>
    /// <exception cref="DatasetException">The file is damaged.</exception>
    internal static IReadOnlyList<LabelRow> Read(string path, byte[] file)
    {
        var rows = new Dictionary<string, LabelRow>(StringComparer.Ordinal);
        try
        {
            using var csv = CsvReader.Create(file[..(file.AsSpan().LastIndexOf((byte)'\n') + 1)], Csv);
            if (string.Join(',', csv.Headers) != Header) throw new FormatException($"it does not begin with the line {Header}");
            while (csv.Read())
            {
                var reason = csv.GetString(5);
                rows[csv.GetString(0)] = new(
                    csv.GetString(0), Parsed(csv.GetString(1)), Parsed(csv.GetString(2)), Parsed(csv.GetString(3)),
                    csv.GetString(4) == "yes" ? null : reason,
                    csv.GetString(6) is { Length: > 0 } hash ? hash : null);
            }

            return [.. rows.Values];
        }
        catch (Exception e) when (e is CsvFormatException or FormatException)
        {
            throw new DatasetException($"{path} is damaged: {e.Message}; label into another folder, or restore the file", e);
        }
    }

    private static string Number(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";

    private static double? Parsed(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>One line of text in quotation marks.</summary>
    private static string Quoted(string text) =>
        $"\"{text.ReplaceLineEndings(" ").Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

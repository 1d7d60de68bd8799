using CsvHelper;
using Cutline.Imaging;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// Photos and masks that a CSV table lists, one pair on each line: <c>photo,mask</c> or <c>photo,mask,part</c>, which is also the first
/// line. Paths are relative to the table's folder, parts are train, val and test. Fields may be quoted as in RFC 4180.
/// </summary>
public sealed class PairListDataset : FilePairDataset
{
    /// <summary>The table's name in a dataset's folder.</summary>
    public const string Name = "pairs.csv";

    private const int MaxBytes = 64 << 20;

    private static readonly CsvReaderOptions Csv = new()
    {
        Separator = ',',
        TrimWhitespace = true,
        AllowLineBreaksInQuotes = false, // a quote that is not closed would otherwise take in the rest of the table
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
        TrackLineNumbers = true,
    };

    private PairListDataset(string root, IReadOnlyList<FilePair> pairs, LabelMap labels, PhotoLimits? limits)
        : base(root, pairs, labels, limits: limits)
    {
    }

    /// <summary>Opens a table. No photo is opened yet: see <see cref="ClassDataset.Validate"/>.</summary>
    /// <param name="table">The CSV file.</param>
    /// <param name="labels">How masks are read.</param>
    /// <param name="limits">Limits on what is read and decoded; null for the defaults.</param>
    /// <exception cref="DatasetException">The table cannot be read, or a line of it is invalid; the message names the line.</exception>
    public static PairListDataset Open(string table, LabelMap labels, PhotoLimits? limits = null)
    {
        var (root, name) = (Path.GetDirectoryName(Path.GetFullPath(table))!, Path.GetFileName(table));
        var pairs = new Dictionary<string, FilePair>(StringComparer.Ordinal);
        var files = new ExistingFiles(root);
        string[] columns = [];
        try
        {
            using var csv = CsvReader.Create(BoundedFile.Read(root, name, MaxBytes), Csv);
            columns = [.. csv.Headers];
            if (columns is not (["photo", "mask"] or ["photo", "mask", "part"]))
                throw new DatasetException(new DataProblem(name, "does not begin with the line photo,mask or photo,mask,part", "add it"));
            while (csv.Read())
            {
                var line = $"{name} line {csv.LineNumber}";
                var pair = Pair(files, line, csv.GetString(0), csv.GetString(1), columns.Length > 2 ? csv.GetString(2) : "");
                if (!pairs.TryAdd(pair.Id.Name, pair))
                    throw new DatasetException(
                        new DataProblem(line, $"names {pair.Photo} again, or another file of that name", "list each photo once"));
            }
        }
        catch (CsvFormatException e)
        {
            throw new DatasetException(new DataProblem(
                $"{name} line {e.LineNumber}",
                $"does not have the {columns.Length} fields {string.Join(',', columns)}",
                "write one pair on each line, fields with commas in quotes"), e);
        }

        return new(root, [.. pairs.Values], labels, limits);
    }

    private static FilePair Pair(ExistingFiles files, string line, string photo, string mask, string part)
    {
        var known = part.Length == 0 ? null
            : PartNames.Of(part) ?? throw new DatasetException(
                new DataProblem(line, $"has the part '{part}'", "write train, val or test, or leave it empty"));
        string Existing(string name)
        {
            var resolved = ListedPath.Resolve(files.Root, name, line);
            return files.Find(resolved) ?? resolved;
        }

        var path = Existing(photo);
        var sample = Path.ChangeExtension(path, null);
        return new(new(sample, sample), known, path, Existing(mask));
    }
}

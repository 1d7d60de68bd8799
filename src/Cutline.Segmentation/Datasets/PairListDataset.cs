using System.Text;
using Cutline.Imaging;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// Photos and masks that a table names, one pair a line: <c>photo,mask</c> or <c>photo,mask,part</c>, with that line at its head, paths
/// relative to the table's folder, parts train, val and test. Fields may be quoted as RFC 4180 says.
/// </summary>
public sealed class PairListDataset : PairedFiles
{
    /// <summary>What the table is called in a folder.</summary>
    public const string Name = "pairs.csv";

    private const int MaxBytes = 64 << 20;

    private PairListDataset(string root, IReadOnlyList<FilePair> pairs, LabelMap coding, PhotoLimits? limits) : base(root, pairs, [], coding, limits)
    {
    }

    /// <param name="table">The CSV file.</param>
    /// <exception cref="DatasetException">The table cannot be read, or a line of it is wrong; the message names the line.</exception>
    public static PairListDataset Open(string table, LabelMap coding, PhotoLimits? limits = null)
    {
        var (root, name) = (Path.GetDirectoryName(Path.GetFullPath(table))!, Path.GetFileName(table));
        var lines = Encoding.UTF8.GetString(BoundedFile.Read(root, name, MaxBytes)).TrimStart('\uFEFF').Split('\n');
        var head = Fields(lines[0].TrimEnd('\r')) ?? [];
        if (head is not (["photo", "mask"] or ["photo", "mask", "part"]))
            throw new DatasetException(new DataProblem(name, "does not begin with the line photo,mask or photo,mask,part", "add it"));

        var pairs = new Dictionary<string, FilePair>(StringComparer.Ordinal);
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].TrimEnd('\r') is not { Length: > 0 } line) continue;
            var place = $"{name} line {i + 1}";
            if (Fields(line) is not { } fields || fields.Count != head.Count)
                throw new DatasetException(new DataProblem(place, $"has not the {head.Count} fields {string.Join(',', head)}", "write one pair a line, fields with commas in quotes"));
            var part = fields.Count < 3 || fields[2].Length == 0 ? null
                : PartNames.Of(fields[2]) ?? throw new DatasetException(new DataProblem(place, $"has the part '{fields[2]}'", "write train, val or test, or leave it empty"));
            var (photo, mask) = (RootedPath.Below(root, fields[0], place), RootedPath.Below(root, fields[1], place));
            var sample = Path.ChangeExtension(photo, null);
            if (!pairs.TryAdd(sample, new(new(sample, sample), part, photo, mask)))
                throw new DatasetException(new DataProblem(place, $"names {photo} again, or another file of that name", "list each photo once"));
        }

        return new(root, [.. pairs.Values.OrderBy(p => p.Id.Name, StringComparer.Ordinal)], coding, limits);
    }

    /// <summary>A line's fields; null when a quote is not closed or stands within a field.</summary>
    private static List<string>? Fields(string line)
    {
        var fields = new List<string>();
        for (var at = 0; ; at++)
        {
            var field = new StringBuilder();
            if (at < line.Length && line[at] == '"')
            {
                for (at++; ; at++)
                {
                    if (at >= line.Length) return null;
                    if (line[at] != '"') field.Append(line[at]);
                    else if (at + 1 < line.Length && line[at + 1] == '"') field.Append(line[++at]);
                    else break;
                }

                at++;
            }
            else
            {
                while (at < line.Length && line[at] != ',') field.Append(line[at++]);
                if (field.ToString().Contains('"', StringComparison.Ordinal)) return null;
            }

            fields.Add(field.ToString().Trim());
            if (at >= line.Length) return fields;
            if (line[at] != ',') return null;
        }
    }
}

using System.Globalization;

namespace Cutline.Segmentation.Datasets.Yolo;

/// <summary>An object on a photo.</summary>
/// <param name="Index">Its class index.</param>
/// <param name="Points">In fractions of the photo's size: a polygon's x and y, or a box's centre, width and height.</param>
/// <param name="IsBox">Whether it is a box alone.</param>
internal sealed record YoloShape(byte Index, double[] Points, bool IsBox);

/// <summary>A photo with the objects of its text file.</summary>
/// <param name="Id">The sample's name and group.</param>
/// <param name="Part">The part of the split: train, val, test, or null.</param>
/// <param name="Photo">The photo, relative to the root.</param>
/// <param name="Labels">The text file, relative to the root.</param>
/// <param name="HasFile">Whether there is one.</param>
/// <param name="Shapes">In the order of the file.</param>
internal sealed record YoloEntry(SampleId Id, string? Part, string Photo, string Labels, bool HasFile, IReadOnlyList<YoloShape> Shapes)
{
    private const int MaxBytes = 64 << 20, FieldsOfBox = 5, FewestFields = 7;
    private const string Images = "images", Texts = "labels";

    /// <summary>Coordinates a little beyond the photo's edge are cut off; farther ones are no fractions of its size.</summary>
    private const double Beyond = 0.5;

    /// <summary>Reads a photo's text file.</summary>
    /// <param name="root">The dataset's root.</param>
    /// <param name="photo">The photo, relative to the root.</param>
    /// <param name="part">The part of the split.</param>
    /// <param name="indices">The class index of each class of the file.</param>
    /// <param name="problems">Receives the first line of each file that is invalid.</param>
    public static YoloEntry Read(
        string root, string photo, string? part, IReadOnlyDictionary<int, byte> indices, List<DataProblem> problems)
    {
        var sample = Path.ChangeExtension(photo, null);
        var labels = LabelsOf(sample);
        var shapes = new List<YoloShape>();
        var hasFile = File.Exists(Path.Combine(root, labels));
        if (hasFile)
        {
            var lines = BoundedFile.ReadText(root, labels, MaxBytes).Split('\n');
            foreach (var (i, line) in lines.Index())
            {
                if (string.IsNullOrWhiteSpace(line)) continue;
                if (Shape(line, indices, out var wrong) is { } shape)
                {
                    shapes.Add(shape);
                    continue;
                }

                problems.Add(new($"{labels} line {i + 1}", wrong, "write a class and a polygon's points, x y in fractions of the size"));
                break;
            }
        }

        return new(new(sample, sample), part, photo, labels, hasFile, shapes);
    }

    /// <summary>Where a photo's text file is: in labels/ in place of the last images/ of its path.</summary>
    private static string LabelsOf(string sample)
    {
        var parts = sample.Split('/');
        var at = Array.LastIndexOf(parts, Images, parts.Length - 2);
        if (at >= 0) parts[at] = Texts;
        return string.Join('/', parts) + ".txt";
    }

    private static YoloShape? Shape(string line, IReadOnlyDictionary<int, byte> indices, out string wrong)
    {
        var fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var numbers = new double[fields.Length];
        wrong = "";
        for (var i = 0; i < fields.Length; i++)
        {
            var isNumber = double.TryParse(fields[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]);
            if (!isNumber || !double.IsFinite(numbers[i])) wrong = $"has '{fields[i]}' for a number";
        }

        if (wrong.Length > 0) return null;
        if (numbers[0] != (int)numbers[0] || !indices.TryGetValue((int)numbers[0], out var index))
            wrong = $"is of class {fields[0]}, which has no name";
        else if (fields.Length != FieldsOfBox && (fields.Length < FewestFields || fields.Length % 2 == 0))
            wrong = $"has {fields.Length} numbers, neither a polygon's 7, 9, 11 … nor a box's 5";
        else if (numbers[1..].FirstOrDefault(n => n is < -Beyond or > 1 + Beyond) is var far and not 0)
            wrong = string.Create(CultureInfo.InvariantCulture, $"has the coordinate {far}, which is no fraction of the photo's size");
        else
            return new(index, numbers[1..], fields.Length == FieldsOfBox);
        return null;
    }
}

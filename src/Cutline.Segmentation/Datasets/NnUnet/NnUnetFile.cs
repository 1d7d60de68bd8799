using System.Globalization;
using System.Text.Json;
using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.NnUnet;

/// <summary>
/// The labels of a <c>dataset.json</c>: <c>"labels": { "background": 0, "car": 1, "ignore": 2 }</c>, or as version 1 of nnU-Net has them,
/// <c>{ "0": "background", "1": "car" }</c>.
/// </summary>
internal static class NnUnetFile
{
    public const string Name = "dataset.json";

    private const int MaxBytes = 64 << 20;

    /// <exception cref="DatasetException">The file cannot be read, or its labels cannot be classes; the message has the repair.</exception>
    public static LabelMap Read(string root)
    {
        try
        {
            var text = BoundedFile.ReadText(root, Name, MaxBytes);
            if (string.IsNullOrWhiteSpace(text)) throw new FormatException("it is empty");
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object) throw new FormatException("it holds no names with values");
            if (json.RootElement.TryGetProperty("file_ending", out var ending) && ending.ValueKind == JsonValueKind.String
                && !PictureNames.IsPicture("x" + ending.GetString()))
                throw new FormatException($"its files end in {ending.GetString()}, which are no pictures: save slices as PNG");
            if (!json.RootElement.TryGetProperty("labels", out var labels) || labels.ValueKind != JsonValueKind.Object)
                throw new FormatException("it has no labels");
            var all = labels.EnumerateObject().Select(Label).OrderBy(l => l.Value).ToLookup(l => l.Name == "ignore");
            (string Name, byte Value)[] classes = [.. all[false]];
            return new(
                new ClassSet([.. classes.Select((c, i) => new SegmentClass(c.Name, ClassPalette.Voc(i)))]).Validated(),
                [.. classes.Select(c => (byte[])[c.Value])], [.. classes.Select(_ => Array.Empty<(byte, byte, byte)>())],
                [.. all[true].Select(l => l.Value)], []);
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw new DatasetException(new DataProblem(
                Name, $"does not name labels that can be classes ({JsonReason.Of(e)})",
                "write { \"labels\": { \"background\": 0, \"car\": 1 } }, or name the classes in classes.json"), e);
        }
    }

    private static (string Name, byte Value) Label(JsonProperty label)
    {
        if (label.Value.ValueKind == JsonValueKind.Array)
            throw new FormatException($"'{label.Name}' is a region of several labels: name the single labels");
        var (name, value) = label.Value.ValueKind == JsonValueKind.String && IsNumber(label.Name)
            ? (label.Value.GetString()!, label.Name)
            : (label.Name, label.Value.ToString());
        return byte.TryParse(value, CultureInfo.InvariantCulture, out var number)
            ? (name, number)
            : throw new FormatException($"'{name}' has the value {value}: write 0 to 255");
    }

    private static bool IsNumber(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out _);
}

using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cutline.Segmentation.Inference;

namespace Cutline.Segmentation.Labelling;

/// <summary>What the masks of a folder were made with, as its <c>labels.json</c> tells it: all of them with the same.</summary>
/// <param name="Teachers">Each teacher's file by name and SHA-256, and how it was used.</param>
/// <param name="Options">When they were trusted.</param>
public sealed record LabelRecord(IReadOnlyList<LabelTeacher> Teachers, LabellingOptions Options)
{
    /// <summary>The record of some teachers.</summary>
    /// <param name="teachers">Each with the options with which it was loaded.</param>
    /// <param name="options">When they are trusted.</param>
    public static LabelRecord Of(IEnumerable<(Predictor Teacher, PredictorOptions Options)> teachers, LabellingOptions options) =>
        new([.. teachers.Select(t => LabelTeacher.Of(t.Teacher, t.Options))], options);

    /// <summary>What differs from another record, in words such as <c>unsure was 0.25 and is 0.3</c>; empty where nothing does.</summary>
    /// <param name="now">The other record.</param>
    public IReadOnlyList<string> Differences(LabelRecord now)
    {
        var (old, changed) = (Flat(), now.Flat());
        return [.. old.Keys.Union(changed.Keys).Where(key => old.GetValueOrDefault(key) != changed.GetValueOrDefault(key))
            .Select(key => $"{key} was {Short(old.GetValueOrDefault(key))} and is {Short(changed.GetValueOrDefault(key))}")];
    }

    /// <summary>A value as it is told: of a hash the first digits, which tell files apart.</summary>
    private static string Short(string? value) => value switch
    {
        null => "missing",
        { Length: 2 * SHA256.HashSizeInBytes } when value.All(char.IsAsciiHexDigit) => value[..12],
        _ => value,
    };

    private Dictionary<string, string> Flat()
    {
        var values = new Dictionary<string, string>();
        void Add(string prefix, JsonNode node)
        {
            foreach (var (key, value) in node.AsObject()) values[prefix + key] = Text(value);
        }

        static string Text(JsonNode? value) =>
            value is null ? "none" : value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        static JsonNode Node<T>(T value) => JsonSerializer.SerializeToNode(value, OptionsJson.Compact)!;
        Add("", Node(Options));
        foreach (var (i, teacher) in Teachers.Index()) Add($"teacher {i + 1}'s ", Node(teacher));
        return values;
    }
}

/// <summary>A teacher and how it predicts.</summary>
/// <param name="File">The file's name without its folder.</param>
/// <param name="Sha256">Of its content, in lower-case hexadecimal.</param>
/// <param name="Input">Width and height of its input in pixels, and how a photo meets it, such as <c>1024×1024 stretch</c>.</param>
/// <param name="Normalization">Means and deviations of the colours of another program's file; null for one of Cutline's own.</param>
/// <param name="Activation">Of another program's file; null for one of Cutline's own.</param>
/// <param name="Output">The name of the mask's output, where it was named.</param>
/// <param name="Views">Test-time augmentation and tiles, such as <c>flip, scales 0.75 1 1.25</c>; null for one prediction.</param>
/// <param name="Edges">SHA-256 of the model that refined its outlines; null where none did.</param>
public sealed record LabelTeacher(
    string File, string Sha256, string Input, string? Normalization, string? Activation, string? Output, string? Views, string? Edges)
{
    internal static LabelTeacher Of(Predictor teacher, PredictorOptions options)
    {
        var (input, foreign) = (teacher.Model.Preprocess, options.Onnx.Foreign);
        var views = new List<string>();
        if (options.Flip) views.Add("flip");
        if (options.Scales is not [1]) views.Add(FormattableString.Invariant($"scales {string.Join(' ', options.Scales)}"));
        if (options.Tile > 0) views.Add(FormattableString.Invariant($"tiles of {options.Tile} with overlap {options.Overlap}"));
        return new(
            Path.GetFileName(teacher.ModelFile), ModelFile.Hash(teacher.ModelFile),
            FormattableString.Invariant($"{input.Width}×{input.Height} {input.Fit.ToString().ToLowerInvariant()}"),
            foreign is null ? null : $"{Numbers(foreign.Normalization.Mean)}/{Numbers(foreign.Normalization.Deviation)}",
            foreign?.Activation.ToString().ToLowerInvariant(), options.Onnx.Output, views.Count == 0 ? null : string.Join(", ", views),
            teacher.Refiner is { } refiner ? ModelFile.Hash(refiner.Model.FilePath) : null);
    }

    private static string Numbers(IEnumerable<float> values) =>
        string.Join(',', values.Select(v => v.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}

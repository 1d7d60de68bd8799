using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Segmentation.Inference;

/// <summary>The metadata of a model file: how photos are prepared for it, its classes, licence and origin.</summary>
public sealed record ModelMetadata
{
    /// <summary>The keys under which a file holds the values.</summary>
    public const string
        ModelKey = "cutline.model", PreprocessKey = "cutline.preprocess", ClassesKey = "cutline.classes",
        LicenceKey = "cutline.licence", DataKey = "cutline.data", PrecisionKey = "cutline.precision",
        LeastConfidenceKey = "cutline.least_confidence", SplitKey = "cutline.split";

    /// <summary>The architecture and its options, JSON for the training library; null where unknown.</summary>
    public string? Model { get; init; }

    /// <summary>How photos are prepared; null where it is missing.</summary>
    public PreprocessOptions? Preprocess { get; init; }

    /// <summary>Names and colours of the classes; null for a model of a foreground, or where the file does not say.</summary>
    public ClassSet? Classes { get; init; }

    /// <summary>The terms under which the model may be used; null where it is missing.</summary>
    public string? Licence { get; init; }

    /// <summary>The terms in short, such as "Research and non-commercial use": the first clause of <see cref="Licence"/>.</summary>
    public string? Terms => Licence?[..FirstClause(Licence)];

    /// <summary>What the model was trained on; null where it is missing.</summary>
    public string? Data { get; init; }

    /// <summary>
    /// The key of the content of the run's <c>split.json</c>, which says what the model was trained on; of an ensemble one for each model,
    /// with spaces between them. Null where it is missing.
    /// </summary>
    public string? Split { get; init; }

    /// <summary>The arithmetic of the weights: fp32, fp16 or int8; null where it is missing.</summary>
    public string? Precision { get; init; }

    /// <summary>
    /// Confidence of an outline, 0 to 1, below which a person should check the cut-out: each model's is on a scale of its own. Null where
    /// the file does not say.
    /// </summary>
    public double? LeastConfidence { get; init; }

    /// <summary>The architecture's name in <see cref="Model"/>; null where that has none.</summary>
    internal string? Architecture
    {
        get
        {
            try
            {
                return Model is null ? null : (string?)(JsonNode.Parse(Model) as JsonObject)?["name"];
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                return null;
            }
        }
    }

    /// <summary>Reads a file's metadata; other keys are left out.</summary>
    /// <exception cref="FormatException">A value is damaged, or of a newer version; the message names its key.</exception>
    public static ModelMetadata Read(IReadOnlyDictionary<string, string> values) => new()
    {
        Model = values.GetValueOrDefault(ModelKey),
        Preprocess = values.TryGetValue(PreprocessKey, out var preprocess) ? ReadPreprocess(preprocess) : null,
        Classes = values.TryGetValue(ClassesKey, out var classes) ? ReadClasses(classes) : null,
        Licence = values.GetValueOrDefault(LicenceKey),
        Data = values.GetValueOrDefault(DataKey),
        Split = values.GetValueOrDefault(SplitKey),
        Precision = values.GetValueOrDefault(PrecisionKey),
        LeastConfidence = values.TryGetValue(LeastConfidenceKey, out var least) ? ReadConfidence(least) : null,
    };

    /// <summary>The values under their keys, as a file holds them; what is null is left out.</summary>
    public IReadOnlyDictionary<string, string> ToDictionary()
    {
        var values = new Dictionary<string, string>();
        void Add(string key, string? value)
        {
            if (value is not null) values.Add(key, value);
        }

        Add(ModelKey, Model);
        Add(PreprocessKey, Preprocess is null ? null : JsonSerializer.Serialize(Preprocess, OptionsJson.Compact));
        Add(ClassesKey, Classes is null ? null : ClassFile.ToJson(Classes));
        Add(LicenceKey, Licence);
        Add(DataKey, Data);
        Add(SplitKey, Split);
        Add(PrecisionKey, Precision);
        Add(LeastConfidenceKey, LeastConfidence?.ToString("R", CultureInfo.InvariantCulture));
        return values;
    }

    private static int FirstClause(string text)
    {
        var ends = from mark in (string[])[". ", ", ", ": ", "; "]
                   let at = text.IndexOf(mark, StringComparison.Ordinal)
                   where at > 0
                   select at;
        return ends.Append(text.TrimEnd('.').Length).Min();
    }

    private static PreprocessOptions ReadPreprocess(string json)
    {
        try
        {
            var options = JsonSerializer.Deserialize<PreprocessOptions>(json, OptionsJson.Compact) ?? throw new JsonException("it is null");
            options.Validate();
            return options;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new FormatException($"{PreprocessKey} cannot be read: {e.Message}", e);
        }
    }

    private static double ReadConfidence(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var least) && least is >= 0 and <= 1
            ? least
            : throw new FormatException($"{LeastConfidenceKey} cannot be read: '{text}' is no number from 0 to 1");

    private static ClassSet ReadClasses(string json)
    {
        try
        {
            return ClassFile.FromJson(json);
        }
        catch (FormatException e)
        {
            throw new FormatException($"{ClassesKey} cannot be read: {e.Message}", e);
        }
    }
}

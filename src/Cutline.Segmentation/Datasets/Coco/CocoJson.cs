using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cutline.Segmentation.Datasets.Coco;

/// <summary>How annotation files are read: as the reference API does, which takes whatever Python's json module makes of a file.</summary>
internal static class CocoJson
{
    public static JsonSerializerOptions Options { get; } = new() { AllowTrailingCommas = true };

    private static JsonException Wrong(ref Utf8JsonReader reader, string what) =>
        new($"{what} is {JsonElement.ParseValue(ref reader).GetRawText()}");

    /// <summary>An id: a number or a text. Equal numbers are equal ids, however they are written.</summary>
    internal sealed class Id : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number when reader.TryGetInt64(out var id) => id.ToString(CultureInfo.InvariantCulture),
            JsonTokenType.Number => reader.GetDouble().ToString("R", CultureInfo.InvariantCulture),
            _ => throw Wrong(ref reader, "an id"),
        };

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }

    /// <summary>A length in whole pixels, which may be written as <c>640.0</c> or as a text; null where it is not known.</summary>
    internal sealed class Length : JsonConverter<int?>
    {
        public override int? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Null) return null;
            if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String)) throw Wrong(ref reader, "a width or height");
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            var isNumber = text is null ? reader.TryGetDouble(out var value)
                : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
            return isNumber && value == Math.Floor(value) && Math.Abs(value) <= int.MaxValue
                ? (int)value
                : throw Wrong(ref reader, "a width or height");
        }

        public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value ?? 0);
    }

    /// <summary>A flag: 0 or 1, false or true; null is false.</summary>
    internal sealed class Flag : JsonConverter<bool>
    {
        public override bool HandleNull => true;

        public override bool Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Null or JsonTokenType.False => false,
            JsonTokenType.True => true,
            JsonTokenType.Number when reader.TryGetDouble(out var value) => value != 0,
            JsonTokenType.String when reader.GetString() is "0" or "" or "false" => false,
            JsonTokenType.String when reader.GetString() is "1" or "true" => true,
            _ => throw Wrong(ref reader, "iscrowd"),
        };

        public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
    }
}

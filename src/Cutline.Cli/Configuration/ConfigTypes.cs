using System.CommandLine;
using System.CommandLine.Completions;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Cutline.Segmentation;

namespace Cutline.Cli.Configuration;

/// <summary>What the options of files are: by the names and types that <see cref="OptionsJson"/> gives them.</summary>
internal static class ConfigTypes
{
    /// <summary>The properties of a record that are written to a file.</summary>
    internal static IReadOnlyList<JsonPropertyInfo> Properties(Type type) =>
        [.. OptionsJson.Indented.GetTypeInfo(type).Properties.Where(p => p.Set is not null)];

    /// <summary>Whether a type has properties of its own.</summary>
    internal static bool IsRecord(Type type) => OptionsJson.Indented.GetTypeInfo(type).Kind == JsonTypeInfoKind.Object;

    /// <summary>The type without its null.</summary>
    internal static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    /// <summary>The type of a list's items; null where it is no list.</summary>
    internal static Type? Items(Type type) =>
        OptionsJson.Indented.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Enumerable, ElementType: var element } ? element : null;

    /// <summary>The values that an option takes; none for any.</summary>
    internal static IReadOnlyList<string> Choices(Option option) => option.ValueType == typeof(bool)
        ? [] : [.. option.GetCompletions(CompletionContext.Empty).Select(c => c.Label)];

    /// <summary>The names of a choice's values as a file has them; none where a type is no choice.</summary>
    internal static IReadOnlyList<string> Values(Type type) => Plain(type) is { IsEnum: true } choice
        ? [.. Enum.GetValues(choice).Cast<object>().Select(v => (string)JsonSerializer.SerializeToNode(v, choice, OptionsJson.Indented)!)]
        : [];

    /// <summary>Whether a value can be a property's.</summary>
    internal static bool Fits(YamlValue value, Type type)
    {
        if (Items(type) is { } item) return value is YamlList list && list.Items.All(i => Fits(i, item));
        if (value is YamlScalar { IsNull: true }) return !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        if (value is not YamlScalar) return false;
        try
        {
            ToJson(value, type).Deserialize(type, OptionsJson.Indented);
            return !IsRecord(Plain(type));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The value as JSON that is read as a type.</summary>
    internal static JsonNode? ToJson(YamlValue value, Type type) => value switch
    {
        YamlMap map when IsRecord(Plain(type)) => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(
            e.Key, ToJson(e.Value, Properties(Plain(type)).First(p => p.Name == e.Key).PropertyType)))),
        YamlList list when Items(type) is { } item => new JsonArray([.. list.Items.Select(i => ToJson(i, item))]),
        _ => value.ToJson(Plain(type) == typeof(string) || Plain(type).IsEnum),
    };

    /// <summary>What a type is called in a message.</summary>
    internal static string Kind(Type type)
    {
        if (Items(type) is { } item) return $"list of {(Plain(item) == typeof(string) ? "texts" : $"{Kind(item)}s")}";
        var plain = Plain(type);
        return Values(plain) is { Count: > 0 } values ? $"value here: use {string.Join(", ", values)}"
            : plain == typeof(bool) ? "truth value: use true or false"
            : plain == typeof(string) ? "text"
            : plain == typeof(int) || plain == typeof(long) ? "whole number"
            : IsRecord(plain) ? $"mapping of keys: use {string.Join(", ", Properties(plain).Take(4).Select(p => p.Name))} and so on"
            : "number";
    }

    /// <summary>A path of properties as a file has it, such as <c>model.max_channels</c>.</summary>
    internal static string InSnakeCase(string path) =>
        string.Join('.', path.Split('.').Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));
}

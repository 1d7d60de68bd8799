using System.CommandLine;
using System.Text.Json.Nodes;

namespace Cutline.Cli.Configuration;

/// <summary>The JSON schema of files for <c>--config</c>, by which an editor completes and checks them.</summary>
internal static class TrainSchema
{
    /// <summary>The schema (draft 7, which editors know best), from the options of a command and the record that they make up.</summary>
    /// <param name="options">The options of the command line.</param>
    /// <param name="record">The record, whose properties a run's options.json has.</param>
    internal static JsonObject Of(IReadOnlyList<Option> options, Type record)
    {
        var keys = new JsonObject();
        foreach (var option in options) keys[option.Name[2..]] = OfOption(option);
        foreach (var property in ConfigTypes.Properties(record))
        {
            var own = OfType(property.PropertyType);
            if (keys[property.Name] is not JsonObject there) keys[property.Name] = own;
            else keys[property.Name] = Either(there, own);
        }

        return new()
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "Options of cutline train --config",
            ["description"] = "Keys with hyphens are the options of the command line; keys with underscores, and mappings, those of a "
                + "run's options.json.",
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = keys,
        };
    }

    private static JsonObject OfOption(Option option)
    {
        var type = option.ValueType;
        var one = OfType(ConfigTypes.Plain(type.GetElementType() ?? type));
        if (ConfigTypes.Choices(option) is { Count: > 0 } choices)
            one["enum"] = new JsonArray([.. choices.Select(c => JsonValue.Create(c))]);
        // a text that is a number, such as --size 256, needs no quotes
        if (type == typeof(string) && one["enum"] is null) one["type"] = new JsonArray("string", "number");
        var all = !type.IsArray ? one : new JsonObject
        {
            ["anyOf"] = new JsonArray(one, new JsonObject { ["type"] = "array", ["items"] = one.DeepClone(), ["minItems"] = 1 }),
        };
        all["description"] = option.Description;
        return all;
    }

    private static JsonObject OfType(Type type)
    {
        if (ConfigTypes.Items(type) is { } item) return new() { ["type"] = "array", ["items"] = OfType(item) };
        var plain = ConfigTypes.Plain(type);
        var canBeNull = plain != type;
        if (ConfigTypes.Values(plain) is { Count: > 0 } values)
        {
            var choices = new JsonArray([.. values.Select(v => JsonValue.Create(v))]);
            if (canBeNull) choices.Add(null);
            return new() { ["enum"] = choices };
        }

        if (ConfigTypes.IsRecord(plain))
        {
            var keys = new JsonObject();
            foreach (var property in ConfigTypes.Properties(plain)) keys[property.Name] = OfType(property.PropertyType);
            return new() { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = keys };
        }

        var name = plain == typeof(bool) ? "boolean"
            : plain == typeof(string) ? "string"
            : plain == typeof(int) || plain == typeof(long) ? "integer"
            : "number";
        return new() { ["type"] = canBeNull ? new JsonArray(name, "null") : name };
    }

    private static JsonObject Either(JsonObject option, JsonObject property)
    {
        var description = option["description"]!.DeepClone();
        option.Remove("description");
        return new() { ["description"] = description, ["anyOf"] = new JsonArray(option.DeepClone(), property) };
    }
}

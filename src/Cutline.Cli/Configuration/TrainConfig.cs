using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Cutline.Cli.Options;
using Cutline.Segmentation;
using Cutline.Training.Runs;

namespace Cutline.Cli.Configuration;

/// <summary>
/// The options of a training in a file: under the names that they have on the command line (<c>lr</c>, <c>model-name</c>), or as a run's
/// options.json has them (<c>learning_rate</c>, <c>model: { name: … }</c>). Where both say the same thing, the file is refused.
/// </summary>
/// <param name="command">The command of the options, which parses their values.</param>
/// <param name="set">Its options that make up a record.</param>
internal sealed class TrainConfig(Command command, OptionSet<TrainOptions> set)
{
    private static readonly ParserConfiguration AsIs = new() { ResponseFileTokenReplacer = null };

    private string file = "";

    /// <summary>The defaults, changed by a file.</summary>
    /// <param name="name">A recipe's name, or a file.</param>
    /// <exception cref="ArgumentException">There is none of this name, a key is unknown, or a value does not fit.</exception>
    internal TrainOptions Read(string name)
    {
        if (Recipes.Names.Contains(name)) return Apply(YamlFile.Parse($"recipe {name}", Recipes.Text(name)), $"recipe {name}");
        var isName = name.AsSpan().IndexOfAny('/', '\\', '.') < 0;
        if (isName && !Path.Exists(name))
            throw new ArgumentException(
                $"there is no recipe and no file '{name}'{NearestName.Question(name, Recipes.Names)}"
                    + (NearestName.Of(name, Recipes.Names).Count > 0 ? "" : ": cutline config list shows the recipes"));
        return Apply(YamlFile.Read(name), name);
    }

    private TrainOptions Apply(YamlMap map, string name)
    {
        file = name;
        var (options, properties) = (new TrainOptions(), new List<(string Key, int Line, YamlValue Value)>());
        foreach (var (key, line, value) in map.Entries)
        {
            var option = OptionOf(key);
            var property = PropertyOf(typeof(TrainOptions), key);
            if (option is null && property is null) throw UnknownOption(key, line);
            if (option is not null && !IsOfProperty(option, property, value)) options = WithOption(options, option, key, line, value);
            else properties.Add((key, line, value));
        }

        RefuseTwice(map, properties);
        return properties.Count == 0 ? options : WithProperties(options, new(map.Line, properties));
    }

    /// <summary>The option of a key; underscores do for hyphens, except in the name of a property.</summary>
    private Option? OptionOf(string key) => set.All.FirstOrDefault(o => o.Name == $"--{key}")
        ?? (PropertyOf(typeof(TrainOptions), key) is null
            ? set.All.FirstOrDefault(o => o.Name == $"--{key.Replace('_', '-')}") : null);

    /// <summary>Whether a key that both an option and a property have is the property's, as in a run's options.json.</summary>
    private static bool IsOfProperty(Option option, JsonPropertyInfo? property, YamlValue value)
    {
        if (property is null) return false;
        return value switch
        {
            YamlMap or YamlList { Items.Count: 0 } or YamlScalar { IsNull: true } => true,
            YamlScalar { Text: var text } when ConfigTypes.Choices(option) is { Count: > 0 } choices && Choice(choices, text) is null =>
                ConfigTypes.Fits(value, property.PropertyType),
            _ => false,
        };
    }

    private TrainOptions WithOption(TrainOptions options, Option option, string key, int line, YamlValue value)
    {
        var choices = ConfigTypes.Choices(option);
        var words = Words(option, key, value).Select(text => $"{option.Name}={Choice(choices, text) ?? text}").ToArray();
        var parsed = command.Parse(words, AsIs);
        if (parsed.GetResult(option)?.Errors.FirstOrDefault() is { } error) throw Wrong(line, key, Mistakes.Message(error));
        try
        {
            return set.Apply(parsed, options);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw Wrong(line, key, OptionNames.InOptions(e.Message, command));
        }
    }

    /// <summary>The value as words of a command line.</summary>
    private IEnumerable<string> Words(Option option, string key, YamlValue value)
    {
        var kind = Mistakes.Kind(option.ValueType);
        var items = value is YamlList list && option.ValueType.IsArray ? list.Items : [value];
        if (items.Count == 0) throw Wrong(value.Line, key, "the list is empty: leave the key out");
        foreach (var item in items)
        {
            if (item is not YamlScalar scalar || scalar.IsNull || (scalar.IsQuoted && kind != "text"))
                throw Wrong(item.Line, key, $"{item.Shown} is no {kind}{(option.ValueType.IsArray ? "" : ", which it takes one of")}");
            if (kind == "true or false" && scalar.ToJson(asText: false)?.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
                throw Wrong(item.Line, key, $"{item.Shown} is neither true nor false");
            yield return scalar.Text;
        }
    }

    private TrainOptions WithProperties(TrainOptions options, YamlMap map)
    {
        Check(map, typeof(TrainOptions), "");
        var json = JsonSerializer.SerializeToNode(options, OptionsJson.Indented)!.AsObject();
        Merge(json, ConfigTypes.ToJson(map, typeof(TrainOptions))!.AsObject());
        try
        {
            return json.Deserialize<TrainOptions>(OptionsJson.Indented)!;
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"the options in {file} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Refuses keys that a type does not have, and values that do not fit.</summary>
    private void Check(YamlMap map, Type type, string above)
    {
        foreach (var (key, line, value) in map.Entries)
        {
            var path = $"{above}{key}";
            var property = PropertyOf(type, key)
                ?? throw Unknown(key, line, ConfigTypes.Properties(type).Select(p => p.Name), above.TrimEnd('.'));
            var inner = ConfigTypes.Plain(property.PropertyType);
            if (value is YamlMap below && ConfigTypes.IsRecord(inner)) Check(below, inner, $"{path}.");
            else if (!ConfigTypes.Fits(value, property.PropertyType))
                throw Wrong(value is YamlMap ? line : value.Line, path, $"{value.Shown} is no {ConfigTypes.Kind(property.PropertyType)}");
        }
    }

    private static void Merge(JsonObject into, JsonObject values)
    {
        foreach (var (key, value) in values)
        {
            if (value is JsonObject below && into[key] is JsonObject there) Merge(there, below);
            else into[key] = value?.DeepClone();
        }
    }

    /// <summary>Refuses an option and a property of its own that both set the same.</summary>
    private void RefuseTwice(YamlMap map, List<(string Key, int Line, YamlValue Value)> properties)
    {
        var paths = properties.SelectMany(p => Paths(p.Key, p.Line, p.Value)).ToLookup(p => p.Path, p => p.Line);
        foreach (var (key, line, _) in map.Entries.Except(properties))
        {
            foreach (var path in OptionNames.PropertiesOf(OptionOf(key)!).Select(ConfigTypes.InSnakeCase))
                if (path != key && paths[path].ToArray() is [var other, ..])
                    throw Wrong(line, key, $"{path} in line {other} says it, too: keep one of them");
        }
    }

    private static IEnumerable<(string Path, int Line)> Paths(string path, int line, YamlValue value) => value is YamlMap map
        ? map.Entries.SelectMany(e => Paths($"{path}.{e.Key}", e.Line, e.Value))
        : [(path, line)];

    private IEnumerable<(string Spelling, string Name)> TopNames()
    {
        var names = set.All.Select(o => (o.Name, o.Name[2..])).ToArray();
        return [.. names, .. ConfigTypes.Properties(typeof(TrainOptions)).Select(p => (p.Name, p.Name)),
            .. ElsewhereNames.Of(set.All.Select(o => o.Name)).Select(n => (n.Spelling, n.Name[2..]))];
    }

    private ArgumentException Unknown(string key, int line, IEnumerable<string> names, string above)
    {
        var known = names.ToArray();
        var near = NearestName.Of(key, known);
        var repair = near.Count > 0 ? NearestName.Question(near) : $": use {string.Join(", ", known)}";
        return new(YamlFile.Place(file, line, $"'{key}' is no key of {above}{repair}"));
    }

    private ArgumentException UnknownOption(string key, int line)
    {
        if (command.Options.Any(o => o.Name == $"--{key}"))
            return new(YamlFile.Place(file, line, $"'{key}' is no option of a file: write --{key} on the command line"));
        var near = NearestName.Of(key, TopNames());
        var repair = near.Count > 0 ? NearestName.Question(near) : ": cutline train --help lists them";
        return new(YamlFile.Place(file, line, $"'{key}' is no option{repair}"));
    }

    private ArgumentException Wrong(int line, string key, string message) => new(YamlFile.Place(file, line, $"{key}: {message}"));

    private static JsonPropertyInfo? PropertyOf(Type type, string key) => ConfigTypes.Properties(type).FirstOrDefault(p => p.Name == key);

    /// <summary>The choice that a text is, written with hyphens or underscores; null for none.</summary>
    private static string? Choice(IReadOnlyList<string> choices, string text) =>
        choices.FirstOrDefault(c => c == text) ?? choices.FirstOrDefault(c => c == text.Replace('_', '-'));
}

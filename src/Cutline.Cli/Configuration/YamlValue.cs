using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cutline.Cli.Configuration;

/// <summary>A value of a YAML or JSON file, with the line that it begins on.</summary>
/// <param name="Line">Counted from 1.</param>
internal abstract record YamlValue(int Line)
{
    /// <summary>The value as JSON.</summary>
    /// <param name="asText">Whether what looks like a number or a word of YAML is text, because text is wanted.</param>
    internal abstract JsonNode? ToJson(bool asText);

    /// <summary>How it is called in a message.</summary>
    internal abstract string Shown { get; }
}

/// <summary>A text, number, truth value or null.</summary>
/// <param name="Text">As written, without quotes.</param>
/// <param name="IsQuoted">Whether it was in quotes or a block, and so is text whatever it looks like.</param>
internal sealed partial record YamlScalar(int Line, string Text, bool IsQuoted) : YamlValue(Line)
{
    internal bool IsNull => !IsQuoted && Text is "" or "~" or "null" or "Null" or "NULL";

    internal override string Shown => IsNull ? "nothing" : IsQuoted ? $"the text '{Text}'" : $"'{Text}'";

    /// <summary>By the core schema of YAML 1.2, of which JSON is a part.</summary>
    internal override JsonNode? ToJson(bool asText) => IsNull ? null
        : IsQuoted || asText ? JsonValue.Create(Text)
        : Text is "true" or "True" or "TRUE" ? JsonValue.Create(true)
        : Text is "false" or "False" or "FALSE" ? JsonValue.Create(false)
        : Whole().IsMatch(Text) && long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? JsonValue.Create(whole)
        : Number().IsMatch(Text) && double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) ? JsonValue.Create(number)
        : JsonValue.Create(Text);

    [GeneratedRegex(@"^[-+]?\d+$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$")]
    private static partial Regex Number();
}

/// <summary>A list.</summary>
internal sealed record YamlList(int Line, IReadOnlyList<YamlValue> Items) : YamlValue(Line)
{
    internal override string Shown => "a list";

    internal override JsonNode ToJson(bool asText) => new JsonArray([.. Items.Select(item => item.ToJson(asText))]);
}

/// <summary>Keys with values, in the order of the file; no key twice.</summary>
internal sealed record YamlMap(int Line, IReadOnlyList<(string Key, int Line, YamlValue Value)> Entries) : YamlValue(Line)
{
    internal override string Shown => "a mapping of keys";

    internal override JsonNode ToJson(bool asText) =>
        new JsonObject(Entries.Select(e => KeyValuePair.Create(e.Key, e.Value.ToJson(asText))));
}

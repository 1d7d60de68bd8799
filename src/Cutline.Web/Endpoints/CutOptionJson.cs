using System.Globalization;
using System.Text.Json.Nodes;
using Cutline.Studio.Options;

namespace Cutline.Web.Endpoints;

/// <summary>A cut option, in the API.</summary>
/// <param name="Name">The name in the query or the form.</param>
/// <param name="Type"><c>text</c>, <c>number</c>, <c>integer</c>, <c>choice</c> or <c>file</c>.</param>
/// <param name="Help">What it does.</param>
/// <param name="Minimum">The smallest value of a number; null for other types.</param>
/// <param name="Maximum">The largest value of a number; null for other types.</param>
/// <param name="Unit">The unit of a number; null where it has none.</param>
/// <param name="Choices">The words of a choice; empty for other types.</param>
/// <param name="Default">The value where it is not given: a number or a text; null for none.</param>
/// <param name="Defaults">Defaults that depend on the value of another option.</param>
internal sealed record CutOptionJson(
    string Name, string Type, string Help, double? Minimum, double? Maximum, string? Unit, IReadOnlyList<string> Choices, JsonNode? Default,
    IReadOnlyList<CutOptionDefaultJson> Defaults)
{
    public static CutOptionJson Of(CutOption option) => new(
        option.Name, option.Type.ToString().ToLowerInvariant(), option.Help,
        option.Range?.Least, option.Range?.Most, option.Unit, option.Choices,
        option.Default is null ? null : Value(option, option.Default),
        [.. option.Defaults.Select(d => new CutOptionDefaultJson(d.Option, d.Value, Value(option, d.Default)))]);

    /// <summary>A value of an option as JSON of its type.</summary>
    internal static JsonNode Value(CutOption option, string value) => option.Type switch
    {
        CutOptionType.Number => JsonValue.Create(double.Parse(value, CultureInfo.InvariantCulture)),
        CutOptionType.Integer => JsonValue.Create(int.Parse(value, CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(value),
    };
}

/// <summary>The default of a cut option where another option has a certain value, in the API.</summary>
/// <param name="Option">The other option's name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Default">The default.</param>
internal sealed record CutOptionDefaultJson(string Option, string Value, JsonNode Default);

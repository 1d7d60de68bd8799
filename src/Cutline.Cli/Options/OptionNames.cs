using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Cutline.Cli.Options;

/// <summary>
/// Which properties of the library's options a command-line option sets. The library's errors name properties; on the command line they
/// name what was typed.
/// </summary>
internal static class OptionNames
{
    private static readonly ConditionalWeakTable<Option, string[]> Properties = [];

    /// <summary>Notes the properties that an option sets, as errors of the library name them, such as <c>Model.Base</c>.</summary>
    internal static TOption Sets<TOption>(this TOption option, params string[] properties)
        where TOption : Option
    {
        Properties.Add(option, properties);
        return option;
    }

    /// <summary>The properties that an option sets.</summary>
    internal static IReadOnlyList<string> PropertiesOf(Option option) =>
        Properties.TryGetValue(option, out var properties) ? properties : [];

    /// <summary>A message with a command's options in place of the properties that they set.</summary>
    internal static string InOptions(string message, Command command)
    {
        var names = command.Options
            .SelectMany(option => PropertiesOf(option).Select(property => (Property: property, option.Name)))
            .ToDictionary(n => n.Property, n => n.Name);
        if (names.Count == 0) return message;
        var longestFirst = names.Keys.OrderByDescending(property => property.Length).Select(Regex.Escape);
        // A word of its own: no part of a longer name, of a path, of a file's name, and nothing in quotes.
        var pattern = $@"(?<![\w.'/\\-])({string.Join('|', longestFirst)})(?![\w'/\\-]|\.\w)";
        return Regex.Replace(message, pattern, match => names[match.Value], RegexOptions.CultureInvariant);
    }
}

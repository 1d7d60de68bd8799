using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Cutline.Cli.Options;

/// <summary>What is wrong with a command line, each in one line with the nearest names.</summary>
internal static partial class Mistakes
{
    /// <summary>
    /// The first mistake: an option taken for a value, then an unknown word, then what the parser says; null where none is.
    /// </summary>
    /// <param name="parsed">The command line as parsed.</param>
    /// <param name="typed">Its words as typed.</param>
    internal static string? First(ParseResult parsed, IReadOnlyList<string> typed)
    {
        if (Swallowed(parsed, typed) is { } swallowed) return swallowed;
        if (parsed.UnmatchedTokens is [var word, ..])
            return $"'{word}' is no command or option here{NearestName.Question(Near(word, parsed.CommandResult.Command))}";
        return parsed.Errors is [var first, ..] ? Message(first) : null;
    }

    /// <summary>What the parser says of an option or argument, on one line.</summary>
    internal static string Message(ParseError error)
    {
        var text = string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var (symbol, type) = error.SymbolResult switch
        {
            OptionResult { Option: var option } => ((Symbol?)option, option.ValueType),
            ArgumentResult { Argument: var argument } => (argument, argument.ValueType),
            _ => (null, typeof(string)),
        };
        if (symbol is null) return text;
        if (NotParsed().Match(text) is { Success: true, Groups: [_, { Value: var value }, ..] })
            return $"'{value}' is no {Kind(type)} for {symbol.Name}";
        string[] values = [.. symbol.GetCompletions(CompletionContext.Empty).Select(c => c.Label)];
        var wrong = values.Length == 0 ? null : error.SymbolResult!.Tokens.Select(t => t.Value).FirstOrDefault(v => !values.Contains(v));
        return wrong is not null && NearestName.Of(wrong, values) is { Count: > 0 } near
            ? text.Replace(" not recognized.", $" not recognized{NearestName.Question(near)}", StringComparison.Ordinal)
            : text;
    }

    /// <summary>What kind of value an option takes, as people call it.</summary>
    internal static string Kind(Type type)
    {
        var of = Nullable.GetUnderlyingType(type) ?? type.GetElementType() ?? type;
        return of == typeof(int) || of == typeof(long) ? "whole number"
            : of == typeof(double) || of == typeof(float) ? "number"
            : of == typeof(bool) ? "true or false"
            : "text";
    }

    /// <summary>An option that another one, or an argument, took for its value.</summary>
    private static string? Swallowed(ParseResult parsed, IReadOnlyList<string> typed)
    {
        var words = typed.TakeWhile(word => word != "--").ToHashSet(StringComparer.Ordinal); // not what is said with =
        foreach (var result in parsed.CommandResult.Children)
        {
            foreach (var value in result.Tokens.Select(token => token.Value))
            {
                if (!OptionLike().IsMatch(value) || !words.Contains(value)) continue;
                var command = parsed.CommandResult.Command;
                var (name, asValue) = result is OptionResult { Option: var option }
                    ? ($"{option.Name}", $"{option.Name}={value}")
                    : ("the command", $"./{value}");
                if (Options(command).Any(o => o.Spelling == value)) return $"{name} has no value before {value}: give it one";
                var near = Near(value, command);
                return near.Count > 0
                    ? $"'{value}' is no option here{NearestName.Question(near)}"
                    : $"'{value}' is no option here: leave it out, or, where it is a value, write {asValue}";
            }
        }

        return null;
    }

    /// <summary>The names of a command's options or subcommands that are near to a word.</summary>
    private static IReadOnlyList<string> Near(string word, Command command)
    {
        if (!word.StartsWith('-')) return NearestName.Of(word, command.Subcommands.SelectMany(c => c.Aliases.Prepend(c.Name)));
        var name = word.Split('=')[0];
        var isLong = name.StartsWith("--", StringComparison.Ordinal);
        var options = Options(command).Where(o => !isLong || o.Spelling.Length > 2).ToArray();
        // a value without a space before it
        var glued = options.Select(o => o.Spelling).Where(o => o.StartsWith("--", StringComparison.Ordinal)
            && name.StartsWith(o, StringComparison.Ordinal) && Value().IsMatch(name[o.Length..]));
        if (glued.MaxBy(o => o.Length) is { } option) return [$"{option} {name[option.Length..]}"];
        return NearestName.Of(name, [.. options, .. ElsewhereNames.Of(options.Select(o => o.Spelling))]);
    }

    /// <summary>The spellings of a command's options, with the properties that they set, which programs call them by.</summary>
    private static IEnumerable<(string Spelling, string Name)> Options(Command command) =>
        from option in command.Options.Concat(command.Parents.OfType<Command>().SelectMany(c => c.Options.Where(o => o.Recursive)))
        from spelling in option.Aliases.Prepend(option.Name).Select(alias => (Spelling: alias, Name: alias))
            .Concat(OptionNames.PropertiesOf(option)
                .Select(property => (Spelling: Words().Replace(property.Split('.')[^1], "-").ToLowerInvariant(), Name: option.Name)))
        where !spelling.Spelling.StartsWith('/')
        select spelling;

    [GeneratedRegex("^Cannot parse argument '(.*)' for option '.*' as expected type")]
    private static partial Regex NotParsed();

    [GeneratedRegex("^(--.|-[A-Za-z])")]
    private static partial Regex OptionLike();

    [GeneratedRegex(@"^[\d.]")]
    private static partial Regex Value();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Words();
}

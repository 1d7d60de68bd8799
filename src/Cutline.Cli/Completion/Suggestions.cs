using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Cutline.Cli.Completion;

/// <summary>
/// What a shell offers for an unfinished command line. The scripts ask for it as <c>cutline [suggest:N] "LINE"</c>, the directive by which
/// System.CommandLine's own tool asks, too; where nothing is answered, they offer file names.
/// </summary>
internal static partial class Suggestions
{
    /// <summary>Whether these words ask for suggestions.</summary>
    internal static bool AreAsked(string[] words) => words is [var first, ..] && Directive().IsMatch(first);

    /// <summary>The words that may stand at the end of a line.</summary>
    /// <param name="words">The directive, and the line after the program's name; it ends where the cursor is.</param>
    /// <param name="root">The command line, with the command of a name alone where it is known.</param>
    internal static IReadOnlyList<string> For(string[] words, Func<string?, RootCommand> root)
    {
        var line = words is [_, var text, ..] ? text : "";
        var position = int.Parse(Directive().Match(words[0]).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        line = line[..Math.Min(line.Length, position)];
        string[] typed = [.. CommandLineParser.SplitCommandLine(line)];
        var isNew = line.Length == 0 || char.IsWhiteSpace(line[^1]);
        var word = isNew || typed.Length == 0 ? "" : typed[^1];
        var parsed = root(typed.Length > (isNew ? 0 : 1) ? typed[0] : null).Parse(line);
        var command = parsed.CommandResult.Command;
        if (word.StartsWith('-')) return [.. Options(command).Where(name => name.StartsWith(word, StringComparison.Ordinal)).Distinct()];
        string[] values = [.. parsed.GetCompletions(line.Length).Select(c => c.Label)
            .Where(label => label.StartsWith(word, StringComparison.Ordinal) && label[0] is not ('-' or '/')).Distinct()];
        // where a command takes files, its options are offered after a hyphen
        var takesOption = isNew && command.Arguments.Count == 0 && parsed.GetCompletions(line.Length).Any(c => c.Label[0] == '-');
        return values.Length > 0 || !takesOption ? values : [.. Options(command)];
    }

    private static IEnumerable<string> Options(Command command) => command.Options.Where(o => !o.Hidden)
        .Concat(command.Parents.OfType<Command>().SelectMany(above => above.Options.Where(o => o.Recursive)))
        .SelectMany(o => o.Aliases.Prepend(o.Name)).Where(name => name[0] == '-' && name != "-?").Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^\[suggest:(\d{1,6})\]$")]
    private static partial Regex Directive();
}

using System.Text.RegularExpressions;

namespace Cutline.Cli.Tests.Architecture;

/// <summary>What the documents name is there: files behind their links, and commands with their options.</summary>
public sealed partial class DocumentTests
{
    private static IEnumerable<string> Documents => Repository.Files.Where(f => f.EndsWith(".md", StringComparison.Ordinal));

    /// <summary>Documents that tell how to use the program as it is; decisions and the change log tell of the past.</summary>
    private static IEnumerable<string> Manuals =>
        Documents.Where(f => !f.StartsWith("docs/decisions/", StringComparison.Ordinal) && f != "CHANGELOG.md");

    [Fact]
    public void Links_lead_to_files() => Rule.None(
        from document in Documents
        from link in Links().Matches(Repository.Text(document))
        let target = link.Groups[1].Value
        where !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(document)!, target))
        select $"{document}: {target}");

    [Fact]
    public void Commands_parse()
    {
        var commands = (from document in Manuals from line in Lines(document) from words in Words(line) select (document, line, words))
            .ToArray();

        Assert.True(commands.Length > 30, $"only {commands.Length} commands are in the documents");
        Rule.None(
            from command in commands
            let errors = CommandLine.Root().Parse(command.words).Errors
            where errors.Count > 0
            select $"{command.document}: {command.line}: {errors[0].Message}");
    }

    /// <summary>The lines of a document's blocks of commands, those that go on with a backslash in one.</summary>
    private static IEnumerable<string> Lines(string document) => Blocks().Matches(Repository.Text(document))
        .SelectMany(block => block.Groups[1].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'));

    /// <summary>The words of a command of ours as a shell would split it; none of another program's.</summary>
    private static IEnumerable<string[]> Words(string line)
    {
        var command = Command().Match(line);
        if (!command.Success) yield break;
        var words = new List<string>();
        foreach (var word in Word().Matches(command.Groups[1].Value).Select(w => w.Value.Replace("'", "", StringComparison.Ordinal)))
        {
            if (word is "|" or "<" or ">" or "&&" or "#" or ";" or "&") break;
            if (!word.StartsWith('$') || word.StartsWith("$DATA", StringComparison.Ordinal)) words.Add(word);
            // a loop's variable, and its option
            else if (words[^1].StartsWith("--", StringComparison.Ordinal)) words.RemoveAt(words.Count - 1);
        }

        yield return [.. words];
    }

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Links();

    [GeneratedRegex("```(?:sh|bash)?\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"^\s*(?:[A-Z_]+=\S+ +)*(?:\./cutline|cutline|cutline\.cmd) (.+)$")]
    private static partial Regex Command();

    [GeneratedRegex("""(?:'[^']*'|"[^"]*"|[^\s'"])+""")]
    private static partial Regex Word();
}

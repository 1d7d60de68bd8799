using System.CommandLine;
using System.CommandLine.Parsing;
using Cutline.Imaging;
using Cutline.Studio.Options;

namespace Cutline.Cli.Options;

/// <summary>The options of <see cref="CutOptionTable"/> on the command line: what the result looks like, and how it is written.</summary>
internal sealed class SceneOptionSet
{
    private readonly (CutOption Row, Option<string?> Option)[] options =
        [.. CutOptionTable.For(CutOptionUse.CommandLine)
            .Select(row => (row, new Option<string?>($"--{row.Name}") { Description = Description(row) }))];

    internal static SceneOptionSet AddTo(Command command)
    {
        var set = new SceneOptionSet();
        foreach (var (_, option) in set.options) command.Options.Add(option);
        return set;
    }

    /// <summary>Reads the options that are given.</summary>
    /// <exception cref="ArgumentException">A value is wrong, or an option has no effect without another one.</exception>
    /// <exception cref="PhotoException">A picture cannot be read.</exception>
    internal CutOptionValues Read(ParseResult parsed)
    {
        try
        {
            return Values(parsed);
        }
        catch (CutOptionException e)
        {
            throw new ArgumentException($"--{e.Message}", e); // which begins with the option's name
        }
    }

    private CutOptionValues Values(ParseResult parsed)
    {
        var values = CutOptionValues.Default;
        foreach (var (row, option) in options)
        {
            if (parsed.GetValue(option) is not { } text) continue;
            if (row.Type == CutOptionType.File) values = WithFile(row, values, text);
            else if (row.Name == CutOptionTable.Background && File.Exists(text))
                values = WithFile(CutOptionTable.Find(CutOptionTable.Backdrop)!, values, text);
            else if (row.Name == CutOptionTable.Background && (Inputs.IsPhoto(text) || Directory.Exists(text)))
                throw new ArgumentException($"--{row.Name} is {text}, and there is no such photo: name one, or a colour such as '#fff'");
            else values = row.Apply(values, text);
        }

        if (values.Scene.Picture is null && options.Any(o => o.Row.Name == CutOptionTable.Fit && parsed.GetValue(o.Option) is not null))
            throw new ArgumentException("--fit applies to a background photo: give its path with --background, too");
        return values;
    }

    private static string Description(CutOption row)
    {
        var help = row.CommandLineHelp is null ? row.Help : $"{row.Help}; {row.CommandLineHelp}";
        if (row.Choices.Count > 0 && !row.Choices.All(help.Contains)) help += $": {string.Join(", ", row.Choices)}";
        if (row.Range is var (least, most))
            help += FormattableString.Invariant($", {least} to {most}{(row.Unit is null ? "" : $" {row.Unit}")}");
        var defaults = row.Defaults.Select(d => $"{d.Default} with {d.Option} {d.Value}").Prepend(row.Default).OfType<string>().ToArray();
        return defaults.Length == 0 ? help : $"{help} [{string.Join("; ", defaults)}]";
    }

    private static CutOptionValues WithFile(CutOption row, CutOptionValues values, string path)
    {
        var bytes = Photo.ReadFile(path);
        row.Check(bytes);
        return row.Apply(values, bytes);
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Cutline.Cli;

/// <summary>Command-line options that change an options record, each only where it is given, so that a file's values stay under them.</summary>
internal sealed class OptionSet<TRecord>(Command command)
{
    private readonly List<(string Property, Func<ParseResult, bool> IsGiven, Func<ParseResult, TRecord, TRecord> Change)> options = [];

    /// <param name="name">The flag.</param>
    /// <param name="property">The record's property that it sets, as errors of the library name it, such as <c>Model.Base</c>.</param>
    /// <param name="values">The only values that it takes; none for any.</param>
    public void Add<T>(string name, string property, string description, Func<TRecord, T, TRecord> change, params string[] values)
    {
        var option = new Option<T>(name) { Description = description, AllowMultipleArgumentsPerToken = typeof(T).IsArray };
        if (option is Option<double> number) number.WithPoint();
        if (values.Length > 0) option.AcceptOnlyFromAmong(values);
        command.Options.Add(option);
        OptionNames.Add(property, name);
        bool IsGiven(ParseResult parsed) => parsed.GetResult(option) is { Implicit: false };
        options.Add((property, IsGiven, (parsed, record) => IsGiven(parsed) ? change(record, parsed.GetValue(option)!) : record));
    }

    /// <summary>The record with the values that are given.</summary>
    public TRecord Apply(ParseResult parsed, TRecord record) => options.Aggregate(record, (r, option) => option.Change(parsed, r));

    /// <summary>The properties of the options that are given.</summary>
    public IReadOnlyCollection<string> Given(ParseResult parsed) => [.. options.Where(o => o.IsGiven(parsed)).Select(o => o.Property)];
}

/// <summary>The flags of the library's properties: its errors name properties, and here they are told by the flags that were typed.</summary>
internal static class OptionNames
{
    private static readonly Dictionary<string, string> Flags = [];

    internal static void Add(string property, string flag)
    {
        lock (Flags) Flags[property] = flag;
    }

    /// <summary>A message with flags in place of properties.</summary>
    internal static string InFlags(string message)
    {
        lock (Flags)
        {
            if (Flags.Count == 0) return message;
            var names = Flags.Keys.OrderByDescending(k => k.Length).Select(Regex.Escape);
            return Regex.Replace(message, $@"(?<![\w.'-])({string.Join('|', names)})(?![\w'-]|\.\w)", match => Flags[match.Value], RegexOptions.CultureInvariant);
        }
    }
}

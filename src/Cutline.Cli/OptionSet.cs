using System.CommandLine;
using System.CommandLine.Parsing;

namespace Cutline.Cli;

/// <summary>Command-line options that change an options record, each only where it is given, so that a file's values stay under them.</summary>
internal sealed class OptionSet<TRecord>(Command command)
{
    private readonly List<Func<ParseResult, TRecord, TRecord>> changes = [];

    public void Add<T>(string name, string description, Func<TRecord, T, TRecord> change, params string[] values)
    {
        var option = new Option<T>(name) { Description = description, AllowMultipleArgumentsPerToken = typeof(T).IsArray };
        if (option is Option<double> number) number.WithPoint();
        if (values.Length > 0) option.AcceptOnlyFromAmong(values);
        command.Options.Add(option);
        changes.Add((parsed, record) => parsed.GetResult(option) is { Implicit: false } ? change(record, parsed.GetValue(option)!) : record);
    }

    public TRecord Apply(ParseResult parsed, TRecord record) => changes.Aggregate(record, (r, change) => change(parsed, r));
}

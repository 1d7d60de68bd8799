using System.CommandLine;
using System.CommandLine.Parsing;

namespace Cutline.Cli.Options;

/// <summary>
/// Options of a command that change an options record, each only where it is given, so that a file's values stay under them.
/// </summary>
internal sealed class OptionSet<TRecord>(Command command)
{
    private readonly List<(
        Option Option, string[] Properties, Func<ParseResult, bool> IsGiven, Func<ParseResult, TRecord, TRecord> Change)> options = [];

    /// <param name="name">As typed, such as <c>--lr</c>.</param>
    /// <param name="property">The property that it sets, as errors of the library name it, such as <c>Model.Base</c>.</param>
    /// <param name="description">For the command's help.</param>
    /// <param name="change">The record with the option's value.</param>
    /// <param name="values">The only values that it takes; none for any.</param>
    public void Add<T>(string name, string property, string description, Func<TRecord, T, TRecord> change, params string[] values) =>
        Add(name, [property], description, change, values);

    /// <param name="properties">The names that errors of the library have for it.</param>
    /// <inheritdoc cref="Add{T}(string, string, string, Func{TRecord, T, TRecord}, string[])"/>
    public void Add<T>(string name, string[] properties, string description, Func<TRecord, T, TRecord> change, params string[] values)
    {
        var option = new Option<T>(name) { Description = description, AllowMultipleArgumentsPerToken = typeof(T).IsArray }.Sets(properties);
        if (option is Option<double> number) number.WithPoint();
        if (values.Length > 0) option.AcceptOnlyFromAmong(values);
        command.Options.Add(option);
        bool IsGiven(ParseResult parsed) => parsed.GetResult(option) is { Implicit: false };
        options.Add(
            (option, properties, IsGiven, (parsed, record) => IsGiven(parsed) ? change(record, parsed.GetValue(option)!) : record));
    }

    /// <summary>The options, in the order in which they were added.</summary>
    public IReadOnlyList<Option> All => [.. options.Select(o => o.Option)];

    /// <summary>The record with the values that are given.</summary>
    public TRecord Apply(ParseResult parsed, TRecord record) => options.Aggregate(record, (r, option) => option.Change(parsed, r));

    /// <summary>The properties of the options that are given.</summary>
    public IReadOnlyCollection<string> Given(ParseResult parsed) =>
        [.. options.Where(o => o.IsGiven(parsed)).SelectMany(o => o.Properties)];
}

using System.Text;
using Cutline.Imaging;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Cutline.Cli.Configuration;

/// <summary>
/// Reads YAML, and JSON, which is a part of it, into keys and values with their lines. Only data is read: no aliases, which can be made to
/// grow without end, and no tags, by which other programs make objects.
/// </summary>
internal sealed class YamlFile
{
    /// <summary>More bytes than any options have.</summary>
    internal const int MostBytes = 1 << 20;

    /// <summary>Deeper than any options lie.</summary>
    private const int MostDepth = 16;

    private readonly string name;
    private readonly Parser parser;

    private YamlFile(string name, string text)
    {
        this.name = name;
        parser = new Parser(new StringReader(text));
    }

    /// <summary>A file's keys and values.</summary>
    /// <exception cref="ArgumentException">It is missing, too long, no YAML, or has what is not read.</exception>
    internal static YamlMap Read(string file)
    {
        if (Directory.Exists(file)) throw new ArgumentException($"{file} is a folder: name a file of options, as a run's options.json");
        if (!RegularFile.Is(file)) throw new ArgumentException($"{file} {RegularFile.Refusal}: name a file of options");
        try
        {
            var length = new FileInfo(file).Length;
            return length <= MostBytes
                ? Parse(file, Encoding.UTF8.GetString(File.ReadAllBytes(file)))
                : throw new ArgumentException($"{file} has {length >> 20} MiB, and options fit in 1: name a file of options");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"the options in {file} cannot be read: {e.Message}", e);
        }
    }

    /// <param name="name">The file, for messages.</param>
    /// <param name="text">What it holds.</param>
    /// <inheritdoc cref="Read"/>
    internal static YamlMap Parse(string name, string text)
    {
        var file = new YamlFile(name, text.TrimStart('\ufeff'));
        try
        {
            return file.Document();
        }
        catch (YamlException e)
        {
            throw new ArgumentException(Place(name, (int)e.Start.Line, $"is no YAML: {Reason(e)}"), e);
        }
        catch (InvalidOperationException e) // the parser's own, where a bracket stays open
        {
            throw new ArgumentException($"{name} is no YAML: a bracket or a brace is not closed", e);
        }
    }

    /// <summary>A message about a line of a file.</summary>
    internal static string Place(string file, int line, string message) =>
        FormattableString.Invariant($"{file}, line {line}: {message}");

    private static string Reason(YamlException e) => e.Message.Contains("tab", StringComparison.OrdinalIgnoreCase)
        ? "a tab indents it: use spaces" : e.Message.Split('\n')[0].TrimEnd('.', '\r').Split(" Line: ")[0];

    private YamlMap Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _)) throw new ArgumentException($"{name} is empty: write options in it, such as 'epochs: 20'");
        parser.Consume<DocumentStart>();
        var root = Value(0);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second)) throw Wrong(second, "a second document begins: keep one to a file");
        return root as YamlMap ?? throw new ArgumentException(
            $"{name} holds {root.Shown} and no keys with values: write options in it, such as 'epochs: 20'");
    }

    private YamlValue Value(int depth)
    {
        var next = parser.Consume<ParsingEvent>();
        if (depth > MostDepth) throw Wrong(next, $"lies more than {MostDepth} levels deep: options are not nested so");
        if (next is AnchorAlias alias) throw Wrong(next, $"*{alias.Value} is an alias, which is not read: write the value itself");
        if (next is NodeEvent { Anchor.IsEmpty: false } anchored)
            throw Wrong(next, $"&{anchored.Anchor} is an anchor, which is not read: leave it out");
        if (next is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } } tagged)
            throw Wrong(next, $"{tagged.Tag} is a tag, which is not read: leave it out");
        return next switch
        {
            Scalar scalar => new YamlScalar(Line(scalar), scalar.Value, scalar.Style != ScalarStyle.Plain),
            SequenceStart start => List(start, depth),
            MappingStart start => Map(start, depth),
            _ => throw Wrong(next, "is no YAML"),
        };
    }

    private YamlList List(SequenceStart start, int depth)
    {
        var items = new List<YamlValue>();
        while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Value(depth + 1));
        return new(Line(start), items);
    }

    private YamlMap Map(MappingStart start, int depth)
    {
        var (entries, lines) = (new List<(string, int, YamlValue)>(), new Dictionary<string, int>());
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (Value(depth + 1) is not YamlScalar key) throw Wrong(start, "a key is a list or a mapping: use a name");
            if (!lines.TryAdd(key.Text, key.Line))
                throw new ArgumentException(
                    Place(name, key.Line, $"{key.Text} stands in line {lines[key.Text]} already: keep one of them"));
            entries.Add((key.Text, key.Line, Value(depth + 1)));
        }

        return new(Line(start), entries);
    }

    private ArgumentException Wrong(ParsingEvent at, string message) => new(Place(name, Line(at), message));

    private static int Line(ParsingEvent at) => (int)at.Start.Line;
}

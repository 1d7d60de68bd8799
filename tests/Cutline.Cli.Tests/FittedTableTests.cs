using Cutline.Cli.Output;
using Spectre.Console;

namespace Cutline.Cli.Tests;

public sealed class FittedTableTests
{
    private static readonly string[] Headings = ["run", "best val_mean_iou", "in epoch", "IoU, pooled, native", "minutes", "state"];

    private static readonly string[][] Rows =
    [
        ["a", "0.9123", "40", "0.8765", "1234.5", "finished"],
        ["streets/ddrnet-23-slim-of-an-uncommonly-long-name-with-seed-12", "0.1234", "7", "–", "0.1", "training"],
    ];

    /// <summary>Every cell but a name stands whole in some line, and no line is wider than the terminal.</summary>
    [Theory]
    [InlineData(200, 1)]
    [InlineData(80, 1)]
    [InlineData(60, 2)]
    [InlineData(40, 3)]
    public void Numbers_are_whole_at_any_width(int width, int tables)
    {
        var lines = Lines(width);

        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, width));
        var words = lines.SelectMany(line => line.Split(' ')).ToHashSet();
        Assert.Empty(Rows.SelectMany(row => row[1..]).Except(words));
        Assert.Equal(tables, lines.Count(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["a", ..]));
        Assert.Equal(width == 200, words.Contains(Rows[1][0]));
    }

    [Fact]
    public void A_long_name_keeps_its_beginning_and_its_end()
    {
        var name = Assert.Single(Lines(80), line => line.Contains('…')).Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        Assert.InRange(name.Length, 20, 40);
        Assert.StartsWith("streets/ddr", name, StringComparison.Ordinal);
        Assert.EndsWith("seed-12", name, StringComparison.Ordinal);
    }

    private static string[] Lines(int width)
    {
        using var said = new StringWriter();
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(said) });
        terminal.Profile.Width = width;
        new FittedTable(Headings, Rows).Write(terminal);
        return said.ToString().Split('\n');
    }
}

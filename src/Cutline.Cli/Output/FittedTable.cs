using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cutline.Cli.Output;

/// <summary>
/// A table that fits the terminal, numbers flush right and never broken: columns that have no room stand in further tables below it, each
/// with the first column again, whose texts are shortened in their middle where even one column has no room beside them.
/// </summary>
/// <param name="headings">Each but the first broken into lines between its words.</param>
/// <param name="rows">As many cells as headings.</param>
internal sealed class FittedTable(IReadOnlyList<string> headings, IReadOnlyList<string[]> rows)
{
    /// <summary>The first column is not made narrower than this, or a third of the terminal, for another one beside it.</summary>
    private const int LeastName = 20;

    private readonly int[] text = [.. Enumerable.Range(0, headings.Count).Where(
        column => rows.Any(row => row[column].Any(char.IsLetter)))];

    internal void Write() => Write(AnsiConsole.Console);

    internal void Write(IAnsiConsole terminal)
    {
        var least = Math.Min(LeastName, terminal.Profile.Width / 3);
        var names = rows.Select(row => row[0].Length).Append(headings[0].Length).Max();
        var columns = new Queue<int>(Enumerable.Range(1, headings.Count - 1));
        do
        {
            var shown = new List<int>();
            var longest = names;
            while (columns.TryPeek(out var next))
            {
                var room = longest - Math.Max(0, Width(terminal, [.. shown, next], longest) - terminal.Profile.Width);
                if (room < Math.Min(names, least) && shown.Count > 0) break;
                longest = Math.Max(room, Math.Min(names, 4));
                shown.Add(columns.Dequeue());
            }

            terminal.Write(Table(shown, longest));
        }
        while (columns.Count > 0);
    }

    private int Width(IAnsiConsole terminal, IEnumerable<int> columns, int longest) =>
        ((IRenderable)Table(columns, longest)).Measure(RenderOptions.Create(terminal), int.MaxValue).Max;

    private Table Table(IEnumerable<int> columns, int longest)
    {
        int[] all = [0, .. columns];
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in all)
        {
            var heading = new TableColumn(Markup.Escape(column == 0 ? headings[0] : headings[column].Replace(' ', '\n'))) { NoWrap = true };
            table.AddColumn(text.Contains(column) ? heading : heading.RightAligned());
        }

        foreach (var row in rows)
            table.AddRow([.. all.Select(column => Markup.Escape(column == 0 ? Shortened(row[0], longest) : row[column]))]);
        return table;
    }

    private static string Shortened(string text, int most) => text.Length <= most
        ? text
        : string.Concat(text.AsSpan(0, most / 2), "…", text.AsSpan(text.Length - (most - most / 2 - 1)));
}

using System.Globalization;
using Spectre.Console;

namespace Cutline.Cli.Output;

/// <summary>Figures at the model's size and, where photos were measured so, at their native size: a row for each.</summary>
/// <param name="withNative">Whether there are figures at native size.</param>
internal sealed class FigureTable(bool withNative)
{
    private readonly Table table = new Table().Border(TableBorder.Simple).AddColumns(
        withNative ? ["", "model size", "native size"] : ["", "model size"]);

    internal void Add(string name, double? model, double? native) => Add(name, Text(model), Text(native));

    internal void Add(string name, string model, string native = "") => table.AddRow(withNative ? [name, model, native] : [name, model]);

    internal void Write() => AnsiConsole.Write(table);

    private static string Text(double? value) => value?.ToString("F4", CultureInfo.InvariantCulture) ?? "";
}

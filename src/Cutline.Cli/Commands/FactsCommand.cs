using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Cutline.Cli.Options;
using Cutline.Cli.Output;
using Cutline.Listings;
using Cutline.Listings.Facts;
using Cutline.Listings.Facts.Import;
using Spectre.Console;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline facts</c>: what is known of a car, and where from.</summary>
internal static class FactsCommand
{
    private const int Shown = 30;

    internal static Command Create() =>
        new("facts",
            "Looks up what is known of a car: engine, drive, consumption, from fueleconomy.gov; and what its vehicle identification "
                + "number says.")
    {
        Import(), Find(), VinCommand.Create(), FactsBench.Create(),
    };

    internal static Option<string?> StoreOption() => new Option<string?>("--store")
    {
        Description = "the folder of the facts [cutline in XDG_DATA_HOME or ~/.local/share]",
    }.Sets("Store");

    private static Command Import()
    {
        var command = new Command("import", """
            Brings fueleconomy.gov's vehicles file (1984 until now, public domain) into the store, in place of the one before.

            Examples:
              cutline facts import
              cutline facts import vehicles.csv.zip --store data
            """);
        var from = new Argument<string>("FILE|URL")
        {
            Description = "a .csv, .csv.gz or .csv.zip", DefaultValueFactory = _ => FactsImport.OfficialAddress,
        };
        var store = StoreOption();
        command.Arguments.Add(from);
        command.Options.Add(store);
        command.SetAction(async (parsed, cancel) =>
        {
            var path = DataFolder.FactsFile(parsed.GetValue(store));
            var facts = await FactsImport.RunAsync(parsed.GetValue(from)!, path, cancel: cancel);
            var bytes = new FileInfo(path).Length;
            Console.WriteLine(Text(
                $"{path} · {facts.Count:N0} cars of {facts.Makes.Count} makes · file of {facts.Date:yyyy-MM-dd} · {bytes:N0} bytes"));
        });
        return command;
    }

    private static Command Find()
    {
        var command = new Command("find", """
            Shows the cars that are meant and what tells them apart; of a single one, all its facts with their source.

            Examples:
              cutline facts find 2019 Audi A4
              cutline facts find toyota rav 4 hybrid --json
            """);
        var car = new Argument<string[]>("CAR") { Description = "year, make and model, or some of them", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "print one JSON object for each car" };
        var store = StoreOption();
        command.Arguments.Add(car);
        foreach (var option in (Option[])[json, store]) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var text = string.Join(' ', parsed.GetValue(car)!);
            var facts = FactStore.Open(DataFolder.FactsFile(parsed.GetValue(store)));
            var found = facts.Find(text);
            if (found.Count == 0) throw NotFound(facts, text);
            if (parsed.GetValue(json))
                foreach (var vehicle in found)
                    Console.WriteLine(JsonSerializer.Serialize(new { vehicle, source = facts.SourceOf(vehicle) }, ReportJson.Lines));
            else if (found is [var only]) PrintFacts(facts, only);
            else PrintCars(facts, found);
        });
        return command;
    }

    private static FactsException NotFound(FactStore facts, string text)
    {
        var near = facts.Suggest(text, count: 3);
        return new($"there are no facts of '{text}'" + (near.Count == 0
            ? ": give year, make and model, such as 2019 Audi A4"
            : $"; near it: {string.Join(", ", near)}"));
    }

    private static void PrintFacts(FactStore facts, Vehicle vehicle)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("fact", "value");
        foreach (var fact in facts.FactsOf(vehicle)) table.AddRow(fact.Kind.ToString(), Markup.Escape(fact.Value));
        AnsiConsole.Write(table);
        Console.WriteLine($"from {facts.SourceOf(vehicle)}");
    }

    private static void PrintCars(FactStore facts, IReadOnlyList<Vehicle> found)
    {
        var rows = found.Take(Shown).ToArray();
        var columns = Variants.Distinguishing(rows);
        var table = new Table().Border(TableBorder.Simple).AddColumn("row", c => c.RightAligned()).AddColumn("car");
        foreach (var (column, _) in columns.Where(c => !IsName(c.Column))) table.AddColumn(column);
        foreach (var heading in (string[])["city", "highway", "mpg"]) table.AddColumn(heading, c => c.RightAligned());
        for (var i = 0; i < rows.Length; i++)
        {
            var v = rows[i];
            var cells = columns.Where(c => !IsName(c.Column)).Select(c => c.Cells[i]);
            string[] consumption = [Text($"{v.CityMpg}"), Text($"{v.HighwayMpg}"), Text($"{v.CombinedMpg}")];
            string[] row = [Text($"{v.Id}"), $"{v.Year} {v.Make} {v.Model}", .. cells, .. consumption];
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        AnsiConsole.Write(table);
        if (found.Count > rows.Length) Console.WriteLine($"… and {found.Count - rows.Length} more: give the year or more of the model");
        Console.WriteLine(
            Text($"from {facts.File} of {facts.Date:yyyy-MM-dd}; mpg are miles per US gallon, ")
                + "or its equivalent for electricity, hydrogen and natural gas");
    }

    private static bool IsName(string column) => column is "year" or "make" or "model";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.CommandLine;
using System.Text.Json;
using Cutline.Cli.Output;
using Cutline.Listings.Vins;
using Spectre.Console;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline facts vin</c>: what a vehicle identification number says.</summary>
internal static class VinCommand
{
    internal static Command Create()
    {
        var command = new Command("vin", """
            Checks a vehicle identification number and reads what it says, each part with how certain it is.
            Exit code 1 when its check digit is wrong.

            Examples:
              cutline facts vin 1HGCM82633A004352
              cutline facts vin WAUZZZ8V5KA123456 --json
            """);
        var number = new Argument<string>("VIN") { Description = "17 characters" };
        var json = new Option<bool>("--json") { Description = "print one JSON object" };
        command.Arguments.Add(number);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var vin = Vin.Parse(parsed.GetValue(number)!);
            if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(vin, ReportJson.Lines));
            else Print(vin);
            return vin.CheckDigit.Certainty == Certainty.Wrong ? 1 : 0;
        });
        return command;
    }

    private static void Print(Vin vin)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("part", "value", "certainty", "why");
        Add("check digit", vin.CheckDigit);
        var years = vin.ModelYear.Value is { } year ? $"{year}" : string.Join(" or ", vin.ModelYearCandidates);
        table.AddRow("model year", years, Name(vin.ModelYear.Certainty), Markup.Escape(vin.ModelYear.Note));
        Add("region", vin.Region);
        Add("country", vin.Country);
        Add("manufacturer", vin.Manufacturer);
        table.AddRow("descriptor", vin.Descriptor, "", "the maker's own key, positions 4 to 8");
        table.AddRow("serial", vin.Serial, "", "positions 12 to 17");
        AnsiConsole.Write(table);

        void Add<T>(string name, VinPart<T> part) =>
            table.AddRow(name, Markup.Escape($"{part.Value}"), Name(part.Certainty), Markup.Escape(part.Note));
    }

    private static string Name(Certainty certainty) =>
        certainty == Certainty.NotApplicable ? "not applicable" : certainty.ToString().ToLowerInvariant();
}

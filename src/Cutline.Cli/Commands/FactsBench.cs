using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Cutline.Listings;
using Cutline.Listings.Facts;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline facts bench</c>: how long it takes to open the store and to ask it.</summary>
internal static class FactsBench
{
    internal static Command Create()
    {
        var command = new Command("bench", """
            Times opening the store and asking it, in milliseconds: the first time, and the median and slowest of those after.

            Examples:
              cutline facts bench
              cutline facts bench --repeat 200 --store data
            """);
        var repeat = new Option<int>("--repeat") { Description = "timed rounds", DefaultValueFactory = _ => 100 };
        repeat.Validators.Add(
            result => { if (result.GetValueOrDefault<int>() < 1) result.AddError("--repeat counts the timed rounds: use 1 or more"); });
        var store = FactsCommand.StoreOption();
        foreach (var option in (Option[])[repeat, store]) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var path = DataFolder.FactsFile(parsed.GetValue(store));
            FactStore? facts = null;
            Time("open", () => facts = FactStore.Open(path), parsed.GetValue(repeat));
            var car = facts!.At(facts.Count / 2);
            var name = $"{car.Year} {car.Make} {car.Model}";
            Time("find", () => facts.Find(name), parsed.GetValue(repeat));
            Time("suggest", () => facts.Suggest($"{name[..^2]}x"), parsed.GetValue(repeat));
            Time("models", () => facts.Models(car.Make, car.Year), parsed.GetValue(repeat));
            Time("years", () => facts.Years(car.Make, car.Model), parsed.GetValue(repeat));
            Time("open and find", () => FactStore.Open(path).Find(name), parsed.GetValue(repeat));
        });
        return command;
    }

    private static void Time(string what, Action work, int repeat)
    {
        var clock = Stopwatch.StartNew();
        work();
        var first = clock.Elapsed.TotalMilliseconds;
        var rest = Enumerable.Range(0, repeat).Select(_ =>
        {
            clock.Restart();
            work();
            return clock.Elapsed.TotalMilliseconds;
        }).Order().ToArray();
        var figures = new JsonObject
        {
            ["what"] = what, ["first_ms"] = Rounded(first), ["ms"] = Rounded(rest[rest.Length / 2]), ["slowest_ms"] = Rounded(rest[^1]),
        };
        Console.WriteLine(figures.ToJsonString());
    }

    private static decimal Rounded(double ms) =>
        decimal.Parse(ms.ToString("F3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

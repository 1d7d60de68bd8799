using System.CommandLine;
using System.Text.Json;
using Cutline.Cli.Configuration;
using Cutline.Cli.Options;
using Cutline.Cli.Output;
using Cutline.Training.Runs;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline config</c>: the recipes that <c>train --config</c> knows by name, and the schema of its files.</summary>
internal static class ConfigCommand
{
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static Command Create()
    {
        var command = new Command("config", """
            Shows what cutline train --config takes: recipes by name, and files of YAML or JSON with the options' names as keys.
            A recipe is a file that comes with this program; any other name is a file of your own.

            Examples:
              cutline config list
              cutline config show fast-carvana > my.yaml
              cutline config schema > train.schema.json
            """);
        command.Subcommands.Add(List());
        command.Subcommands.Add(Show());
        command.Subcommands.Add(Schema());
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", """
            Lists the recipes that cutline train --config NAME trains with.

            Examples:
              cutline config list
              cutline config list --json
            """);
        var json = new Option<bool>("--json") { Description = "print one JSON object for each recipe" };
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var width = Recipes.Names.Max(name => name.Length);
            foreach (var name in Recipes.Names)
            {
                var summary = Recipes.Summary(name);
                if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(new { name, summary }, ReportJson.Lines));
                else LongLine.Write($"{name.PadRight(width)}  {summary}");
            }
        });
        return command;
    }

    private static Command Show()
    {
        var name = new Argument<string>("NAME") { Description = "the recipe" };
        name.CompletionSources.Add(_ => Recipes.Names.Select(n => new System.CommandLine.Completions.CompletionItem(n)));
        var command = new Command("show", """
            Prints a recipe as a file, to change and to train with.

            Examples:
              cutline config show fast-carvana > my.yaml
            """) { name };
        command.SetAction(parsed =>
        {
            var asked = parsed.GetValue(name)!;
            if (!Recipes.Names.Contains(asked))
                throw new ArgumentException($"there is no recipe '{asked}'"
                    + (NearestName.Question(asked, Recipes.Names) is { Length: > 0 } q ? q : $": use {string.Join(", ", Recipes.Names)}"));
            Console.Write(Recipes.Text(asked));
        });
        return command;
    }

    private static Command Schema()
    {
        var command = new Command("schema", """
            Prints the JSON schema of files for cutline train --config, by which editors complete and check them.

            Examples:
              cutline config schema > train.schema.json
            """);
        command.SetAction(_ =>
        {
            var set = TrainOptionSet.AddTo(new Command("train"));
            Console.WriteLine(TrainSchema.Of(set.All, typeof(TrainOptions)).ToJsonString(Indented));
        });
        return command;
    }
}

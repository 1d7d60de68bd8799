using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Cutline.Cli.Commands;
using Cutline.Cli.Completion;
using Cutline.Cli.Options;
using Cutline.Cli.Output;
using Cutline.Imaging;
using Cutline.Listings;
using Cutline.Listings.Errors;
using Cutline.Segmentation;
using Cutline.Segmentation.Inference;
using Cutline.Training.Checkpoints;
using Cutline.Training.Export;
using Cutline.Training.Runs;

namespace Cutline.Cli;

/// <summary>The command line: parses, runs, and turns every expected failure into one line and an exit code.</summary>
public static partial class CommandLine
{
    /// <summary>An option's name and value in help at 80 columns.</summary>
    private const int LongestName = 36;

    private const int Failed = 1, Misused = 2, Interrupted = 130;

    private static readonly (string Name, Func<Command> Create)[] Commands =
    [
        ("train", TrainCommand.Create),
        ("evaluate", EvaluateCommand.Create),
        ("predict", PredictCommand.Create),
        ("cut", CutCommand.Create),
        ("label", LabelCommand.Create),
        ("inspect", InspectCommand.Create),
        ("models", ModelsCommand.Create),
        ("weights", WeightsCommand.Create),
        ("export", ExportCommand.Create),
        ("runs", RunsCommand.Create),
        ("config", ConfigCommand.Create),
        ("completion", CompletionCommand.Create),
        ("facts", FactsCommand.Create),
        ("bench", BenchCommand.Create),
        ("serve", ServeCommand.Create),
    ];

    /// <summary>
    /// How long Ctrl+C waits for what is under way: a training step, so that the run can say how to go on, or the photos that a service has
    /// accepted.
    /// </summary>
    private static readonly TimeSpan StepTime = TimeSpan.FromSeconds(65);

    /// <returns>0 when all went well, 1 for a failure, 2 for a wrong command line, 130 when interrupted.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (Suggestions.AreAsked(args))
        {
            foreach (var suggestion in Suggestions.For(args, Root)) Console.WriteLine(suggestion);
            return 0;
        }

        var parsed = Root(args.FirstOrDefault()).Parse(args is [] ? ["--help"] : args);
        try
        {
            if (Mistakes.First(parsed, args) is { } mistake)
            {
                Say(mistake);
                Console.Error.WriteLine($"Try: cutline {Named(parsed.CommandResult)}--help");
                return Misused;
            }

            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StepTime });
        }
        catch (OperationCanceledException)
        {
            Say("interrupted");
            return Interrupted;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            Say(OptionNames.InOptions(e.Message, parsed.CommandResult.Command));
            return Misused;
        }
        catch (Exception e) when (e is TrainingException or DatasetException { NamesOptions: true })
        {
            Say(OptionNames.InOptions(e.Message, parsed.CommandResult.Command));
            return Failed;
        }
        catch (Exception e) when (Starvation.Of(e) is { } line)
        {
            Say(line);
            return Failed;
        }
        catch (Exception e) when (e is PhotoException or DatasetException or ModelException or CheckpointException or OnnxExportException
                                      or ListingsException or IOException or UnauthorizedAccessException)
        {
            Say(e.Message);
            return Failed;
        }
        catch (Exception e) when (MissingLibrary(e) is { } library)
        {
            Say($"{library} is missing from this build: start the program with ./cutline, which builds what a command needs");
            return Failed;
        }
    }

    /// <summary>What could not be loaded; null where an exception has another cause.</summary>
    private static string? MissingLibrary(Exception e) => e switch
    {
        NotSupportedException { Source: "TorchSharp" } => "libtorch",
        DllNotFoundException when e.Message.Contains("LibTorchSharp", StringComparison.Ordinal) => "libtorch",
        DllNotFoundException => e.Message.Split('\'') is [_, var name, ..] ? name : "a native library",
        { InnerException: { } inner } => MissingLibrary(inner),
        _ => null,
    };

    /// <summary>The command line's commands.</summary>
    /// <param name="first">The first word typed: of a command it is that one alone, since making them all takes longer than all else at the
    /// start.</param>
    internal static RootCommand Root(string? first = null)
    {
        var root = new RootCommand("Trains segmentation models, measures them, and cuts cars out of photographs.");
        var asked = Commands.Where(c => c.Name == first).ToArray();
        foreach (var (_, create) in asked.Length > 0 ? asked : first == "--version" ? [] : Commands) root.Subcommands.Add(create());
        foreach (var command in root.Subcommands) DescribeValues(command);
        if (asked.Length == 0) foreach (var command in root.Subcommands) command.Description = FirstParagraph(command.Description!);
        return root;
    }

    /// <summary>
    /// Lists the values of options in their descriptions where they are too long for help's first column, which is cut within words.
    /// </summary>
    private static void DescribeValues(Command command)
    {
        foreach (var option in command.Options.Where(o => o.ValueType != typeof(bool)))
        {
            string[] values = [.. option.GetCompletions(CompletionContext.Empty).Select(value => value.Label)];
            if ($"{option.Name} <{string.Join('|', values)}>".Length <= LongestName) continue;
            option.HelpName = "name";
            option.Description = Default().Replace(option.Description!, $": {string.Join(", ", values)}$0", 1);
        }

        foreach (var below in command.Subcommands) DescribeValues(below);
    }

    /// <summary>The end of a description, with the default in brackets where it has one.</summary>
    [GeneratedRegex(@"( \[[^\[\]]*\])?$")]
    private static partial Regex Default();

    /// <summary>What the list of all commands says of one: its examples are in its own help.</summary>
    private static string FirstParagraph(string description) =>
        string.Join(' ', description.Split("\n\n")[0].Split('\n', StringSplitOptions.TrimEntries));

    /// <summary>A command as it is typed, such as "inspect model ".</summary>
    private static string Named(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{Named(parent)}{command.Command.Name} " : "";

    private static void Say(string message) => Console.Error.WriteLine($"cutline: {message}");
}

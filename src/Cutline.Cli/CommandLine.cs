using System.CommandLine;
using Cutline.Cli.Commands;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Training;
using Cutline.Torch;
using Cutline.Torch.Checkpoints;

namespace Cutline.Cli;

/// <summary>The command line: parses, runs, and turns every expected failure into one line and an exit code.</summary>
public static class CommandLine
{
    private const int Failed = 1, Misused = 2, Interrupted = 130;

    /// <summary>How long Ctrl+C waits for the step under way, so that the run can say how to go on.</summary>
    private static readonly TimeSpan StepTime = TimeSpan.FromSeconds(20);

    /// <returns>0 when all went well, 1 for a failure, 2 for a wrong command line, 130 when interrupted.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root().Parse(args);
        try
        {
            if (parsed.Errors.Count > 0)
            {
                foreach (var error in parsed.Errors) Say(error.Message);
                Console.Error.WriteLine($"Try: cutline {string.Join(' ', parsed.CommandResult.Command is RootCommand ? [] : new[] { parsed.CommandResult.Command.Name, "" })}--help");
                return Misused;
            }

            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StepTime });
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            Say(e.Message);
            return Misused;
        }
        catch (Exception e) when (e is PhotoException or DatasetException or CheckpointException or TrainingException or TorchException
                                      or IOException or UnauthorizedAccessException)
        {
            Say(e.Message);
            return Failed;
        }
    }

    private static RootCommand Root() => new("Trains segmentation models, measures them, and cuts cars out of photographs.")
    {
        TrainCommand.Create(),
        EvaluateCommand.Create(),
        PredictCommand.Create(),
        CutCommand.Create(),
        InspectCommand.Create(),
        ExportCommand.Create(),
        BenchCommand.Create(),
    };

    private static void Say(string message) => Console.Error.WriteLine($"cutline: {message}");
}

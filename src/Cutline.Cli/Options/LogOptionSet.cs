using System.CommandLine;
using Cutline.Training.Logs;
using Cutline.Training.Runs;

namespace Cutline.Cli.Options;

/// <summary><c>--tensorboard</c> and <c>--mlflow</c>: where a training is logged besides its folder.</summary>
internal sealed class LogOptionSet
{
    private readonly Option<bool> tensorBoard = new("--tensorboard")
    {
        Description = "also write figures and sheets into the run's folder as TensorBoard reads them; a resumed run goes on with it",
    };

    private readonly Option<string?> mlflow = new Option<string?>("--mlflow")
    {
        HelpName = "url",
        Description = "also track the run on this MLflow server, such as http://localhost:5000; a resumed run goes on with it",
    }.Sets("Server");

    private readonly Option<string?> experiment = new Option<string?>("--mlflow-experiment")
    {
        HelpName = "name",
        Description = "the experiment's name, with --mlflow [cutline]",
    }.Sets("Experiment");

    /// <summary>Adds the options to a command.</summary>
    internal static LogOptionSet AddTo(Command command)
    {
        var set = new LogOptionSet();
        foreach (var option in (Option[])[set.tensorBoard, set.mlflow, set.experiment]) command.Options.Add(option);
        return set;
    }

    /// <summary>Refuses logs of a cross-validation, since each of them follows one run.</summary>
    /// <exception cref="ArgumentException">One is asked for.</exception>
    internal void RefuseForFolds(ParseResult parsed)
    {
        if (parsed.GetValue(tensorBoard) || parsed.GetValue(mlflow) is not null)
            throw new ArgumentException("--tensorboard and --mlflow follow one run, and --folds trains several: leave them out");
    }

    /// <summary>The logs of a run that begins or goes on; they are the caller's to dispose of.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="run">The run's folder.</param>
    /// <param name="resume">Whether the run goes on, and its logs with it.</param>
    /// <param name="tell">Is told what a server does not take.</param>
    /// <exception cref="ArgumentException">An option is out of range, or has no use.</exception>
    internal IReadOnlyList<IProgress<TrainingEvent>> Open(ParseResult parsed, string run, bool resume, Action<string> tell)
    {
        var logs = new List<IProgress<TrainingEvent>>();
        if (parsed.GetValue(tensorBoard) || (resume && TensorBoardLog.IsIn(run))) logs.Add(new TensorBoardLog(run));
        if (Tracking(parsed, resume ? MlflowLog.OptionsOf(run) : null) is { } options) logs.Add(new MlflowLog(run, options, tell));
        return logs;
    }

    private MlflowOptions? Tracking(ParseResult parsed, MlflowOptions? before)
    {
        var name = parsed.GetValue(experiment);
        if (parsed.GetValue(mlflow) is not { } url)
            return name is null ? before : throw new ArgumentException("--mlflow-experiment is of a server: name it with --mlflow");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var server))
            throw new ArgumentException($"--mlflow is {url}: use an address such as http://localhost:5000");
        var options = new MlflowOptions(server);
        return (name is null ? options : options with { Experiment = name }).Validated();
    }
}

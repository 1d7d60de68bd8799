using System.CommandLine;
using System.Text.Json;
using Cutline.Cli.Options;
using Cutline.Cli.Output;
using Cutline.Segmentation;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Datasets.Inspection;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Runs;
using Cutline.Segmentation.Splits;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline evaluate</c>: a model's figures on a part of a data set.</summary>
internal static class EvaluateCommand
{
    internal static Command Create()
    {
        var command = new Command("evaluate", """
            Measures a model: loss, pixel accuracy, IoU, Dice, precision and recall, at its own and at the photos' size.

            Examples:
              cutline evaluate --model runs/first
              cutline evaluate --model runs/first --data carvana
              cutline evaluate --data carvana-native --part all --native --json
              cutline evaluate --data carvana-native --native --tta
              cutline evaluate --data lots/test streets labelled --part all --native --out figures
            """);
        var model = ModelOptionSet.AddTo(command);
        var data = new Option<string[]>("--data")
        {
            Description = "folders of photos and masks, or 'synthetic'; of several a table with a row for each [the run's own]",
            AllowMultipleArgumentsPerToken = true,
        };
        var part = new Option<string>("--part")
        {
            Description = "which part of the data", DefaultValueFactory = _ => "test",
        }.AcceptOnlyFromAmong("train", "val", "test", "all").Sets("Part");
        var split = new Option<string?>("--split")
        {
            Description = "how the data is divided, by car or by image [the run's own split]",
        }.AcceptOnlyFromAmong("car", "image").Sets("Split.By", "Split");
        var test = new Option<double?>("--test")
        {
            Description = "fraction of the data for testing [the run's own, or 0.15]",
        }.WithPoint().Sets("Test");
        var limit = new Option<int?>("--limit")
        {
            Description = "measure at most this many photos of the part, drawn by --seed [all]",
        }.Sets("Limit");
        var seed = new Option<long?>("--seed") { Description = "random seed of the split [the run's own, or 0]" };
        var native = new Option<bool>("--native") { Description = "score at the photos' native size, too" };
        var batch = new Option<int>("--batch") { Description = "batch size, photos at a time", DefaultValueFactory = _ => 1 }.Sets("Batch");
        var boundary = new Option<int?>("--boundary-pixels")
        {
            Description = "how far apart outlines may be to match in boundary F1 [0.75 % of the diagonal]",
        }.Sets("BoundaryPixels");
        var output = new Option<string?>("--out")
        {
            Description = "a folder for figures, a row for each image, and the worst; with several --data a folder in it for each",
        };
        var worst = new Option<int?>("--worst")
        {
            Description = $"how many of the worst images of a foreground --out shows, each beside its truth [{SetPictures.UsualWorst}]",
        };
        var json = new Option<bool>("--json") { Description = "print one JSON object last" };
        foreach (var option in (Option[])[data, part, split, test, limit, seed, native, batch, boundary, output, worst, json])
            command.Options.Add(option);
        var look = PredictorOptionSet.AddTo(command);
        var choices = DataOptionSet.AddTo(command);
        command.SetAction((parsed, cancel) => Task.Run(() =>
        {
            if (look.IsGiven(parsed) && !parsed.GetValue(native))
                throw new ArgumentException("--tta and --tile are measured at the photos' native size: add --native");
            var options = new EvaluationOptions
            {
                Part = parsed.GetValue(part)!, Native = parsed.GetValue(native), Batch = parsed.GetValue(batch),
                BoundaryPixels = parsed.GetValue(boundary), Limit = parsed.GetValue(limit),
                Split = Splitting(parsed.GetValue(split), parsed.GetValue(test), parsed.GetValue(seed)),
            }.Validated();
            var pictures = new SetPictures(parsed.GetValue(output), parsed.GetValue(worst));
            var path = model.Path(parsed);
            var run = new SavedRun(Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!);
            var paths = parsed.GetValue(data) is { Length: > 0 } given ? given : OwnData(run);
            Inputs.CheckData(paths);
            using var predictor = model.Load(parsed, look.Read(parsed));
            var sources = new List<SegmentationDataset>();
            try
            {
                foreach (var folder in paths) sources.Add(Open(folder, choices.Apply(parsed, new()), run));
                foreach (var source in sources) Check(predictor, source);
                var chosen = sources.ConvertAll(source =>
                    Work.Run("comparing the photos with the training's", progress => Choose(options, source, run, progress, cancel)));
                var notes = sources.SelectMany(source => source.Notes).Concat(chosen.SelectMany(c => c.Notes));
                foreach (var note in notes.Concat(SplitNote(predictor, run, options)))
                    Console.Error.WriteLine($"note: {OptionNames.InOptions(note.ToString(), command)}");
                foreach (var (i, source) in sources.Index())
                    Work.Run("checking the data", progress => Check(source, chosen[i].Split, options, progress, cancel));
                var names = EvaluatedSet.Names(paths);
                var sets = new List<EvaluatedSet>();
                foreach (var (i, source) in sources.Index())
                {
                    var what = sources.Count == 1 ? "evaluating" : $"evaluating {names[i]}";
                    var set = Work.Run(what, progress =>
                        EvaluatedSet.Measure(names[i], options, predictor, source, chosen[i].Split, progress, cancel));
                    pictures.Write(set, predictor, source, isOnly: sources.Count == 1);
                    sets.Add(set);
                }

                Tell(sets, pictures, parsed.GetValue(json));
            }
            finally
            {
                sources.ForEach(source => source.Dispose());
            }
        }, CancellationToken.None));
        return command;
    }

    /// <summary>What a run was trained on, and kept its test of.</summary>
    private static string[] OwnData(SavedRun run) => run.Members() is [var member, ..] && member.DataFolders() is { Count: > 0 } folders
        ? [.. folders]
        : throw new ArgumentException("--data names no folder, and the model is of no run: name at least one");

    /// <summary>A model file that has left its run: what it was trained on is not known here, and may be in the test.</summary>
    private static IEnumerable<DataNote> SplitNote(Predictor predictor, SavedRun run, EvaluationOptions options)
    {
        if (options.Part == "all" || predictor.Model.Metadata.Split is not { } split) yield break;
        var beside = run.Members().Where(member => member.Has(RunFiles.Split))
            .Select(member => ContentKey.Of(File.ReadAllBytes(member.PathOf(RunFiles.Split))).ToString());
        if (!split.Split(' ').Except(beside).Any()) yield break; // an ensemble has a split for each of its models
        yield return new(
            $"{predictor.ModelFile} was trained with a split ({split}) that is not beside it, so that photos it was trained on may be "
                + "measured",
            "name its run's folder with --model, or put that run's split.json and options.json beside the file");
    }

    private static void Tell(List<EvaluatedSet> sets, SetPictures pictures, bool json)
    {
        if (sets is [var only])
        {
            if (json) Console.WriteLine(only.ToJson().ToJsonString());
            else only.Print();
            return;
        }

        pictures.WriteAll(sets);
        if (json) Console.WriteLine(SetTable.ToJson(sets).ToJsonString());
        else SetTable.Print(sets);
    }

    /// <summary>Checks the data: all of it or, where only some is measured, that.</summary>
    private static DataReport Check(
        SegmentationDataset source, Split split, EvaluationOptions options, IProgress<DataProgress> progress, CancellationToken cancel) =>
        options.Limit is null
            ? DataDoctor.Check(source, split, progress, cancel)
            : DataDoctor.CheckParts(source, new([], [], options.Measured(split)), progress, cancel);

    /// <exception cref="DatasetException">
    /// The data cannot be split; where no split is asked for, the repair is to measure all of it.
    /// </exception>
    private static ChosenSplit Choose(
        EvaluationOptions options, SegmentationDataset source, SavedRun run, IProgress<DataProgress> progress, CancellationToken cancel)
    {
        try
        {
            return options.ChooseUnseen(source, run, progress, cancel);
        }
        catch (DatasetException e) when (e.NamesOptions && options.Split is null)
        {
            throw new DatasetException($"{source.Root}: {e.Message.Split(';')[0]}; measure on all of it with --part all");
        }
    }

    /// <exception cref="ArgumentException">The model separates other classes than the data's masks hold.</exception>
    private static void Check(Predictor predictor, SegmentationDataset source)
    {
        if (predictor.Classes == 1 ? Evaluator.IsForeground(source) : !source.IsBinary)
        {
            CheckNames(predictor, source);
            return;
        }

        throw new ArgumentException(
            $"this model separates {Named(predictor.Classes)} and the masks of {source.Root} "
                + $"{Named(source.IsBinary ? 1 : source.Classes.Count)}: "
                + "choose the data's classes to fit with --classes, or another model");
    }

    /// <summary>A class of the data that is nearly called as one of the model's is a mistyped one.</summary>
    private static void CheckNames(Predictor predictor, SegmentationDataset source)
    {
        if (predictor.Classes == 1 || predictor.Named is not { } named) return;
        string[] known = [.. named.Classes.Select(c => c.Name)];
        foreach (var name in source.Classes.Classes.Select(c => c.Name).Except(known))
            if (NearestName.Question(name, known.Except(source.Classes.Classes.Select(c => c.Name))) is { Length: > 0 } question)
                throw new ArgumentException($"the model has no class '{name}', which the masks of {source.Root} have{question}");
    }

    /// <summary>The data, its classes as named here or, where they are not, as in the run, if they are of such data.</summary>
    private static SegmentationDataset Open(string path, DatasetOptions given, SavedRun run)
    {
        if (given != new DatasetOptions()
            || run.Members() is not [var member, ..]
            || member.ReadJson(RunFiles.Options)?["dataset"]?.Deserialize<DatasetOptions>(OptionsJson.Compact) is not { } trained)
            return DatasetLocator.Open(path, given);
        try
        {
            return DatasetLocator.Open(path, trained);
        }
        catch (ArgumentException)
        {
            return DatasetLocator.Open(path, given);
        }
    }

    private static string Named(int classes) => classes == 1 ? "a foreground" : $"{classes} classes";

    private static SplitOptions? Splitting(string? by, double? test, long? seed) => by is null && test is null && seed is null
        ? null
        : new SplitOptions(by == "image" ? SplitBy.Image : SplitBy.Car, test ?? 0.15, Seed: seed ?? 0);
}

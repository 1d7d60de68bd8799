using System.CommandLine;
using System.Globalization;
using Cutline.Cli.Options;
using Cutline.Cli.Output;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Labelling;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline label</c>: a teacher's masks for photos without any, as data to train on, and a page to look through them.</summary>
internal static class LabelCommand
{
    private const int UsualPort = 5081, MostListed = 20;

    internal static Command Create()
    {
        var command = new Command("label", """
            Labels photos with the masks of a model, the teacher, as data for cutline train. Where it is unsure or teachers disagree, a
            mask is void. The same command goes on where it was stopped. Then look through the masks, and reject bad ones.

            Examples:
              cutline label --teacher models/car.onnx photos/ labelled
              cutline label --teacher models/car.onnx --teacher other.onnx --normalization imagenet --largest photos/ labelled
              cutline label --review labelled
            """);
        var input = new Argument<string?>("IN")
        {
            Description = "a folder of photos, or a pattern in quotes", Arity = ArgumentArity.ZeroOrOne,
        };
        var output = new Argument<string?>("OUT") { Description = "the folder to make or go on with", Arity = ArgumentArity.ZeroOrOne };
        command.Arguments.Add(input);
        command.Arguments.Add(output);
        var teachers = new Option<string[]>("--teacher") { Description = "a run folder or an .onnx file; given again, another teacher" };
        var review = new Option<string?>("--review")
        {
            Description = "instead of labelling, serve a page to look through this labelled folder and reject masks",
        };
        var port = new Option<int>("--port")
        {
            Description = "with --review: the port of the page, which only this machine can reach; 0 for any free one",
            DefaultValueFactory = _ => UsualPort,
        };
        foreach (var option in (Option[])[teachers, review, port]) command.Options.Add(option);
        var trust = LabellingOptionSet.AddTo(command);
        var device = ModelOptionSet.DeviceOption();
        var mask = ModelOptionSet.OutputOption();
        command.Options.Add(device);
        command.Options.Add(mask);
        var foreign = new ForeignOptionSet();
        foreach (var option in foreign.All) command.Options.Add(option);
        var refine = new RefineOptionSet();
        foreach (var option in refine.All) command.Options.Add(option);
        var views = PredictorOptionSet.AddTo(command);
        command.SetAction((parsed, cancel) =>
        {
            var (photos, folder, files) = (parsed.GetValue(input), parsed.GetValue(output), parsed.GetValue(teachers) ?? []);
            if (parsed.GetValue(review) is { } labelled)
            {
                return photos is null && files.Length == 0
                    ? LabelReviewing.RunAsync(labelled, parsed.GetValue(port), cancel)
                    : throw new ArgumentException("--review looks through what is labelled already: leave out --teacher, IN and OUT");
            }

            if (photos is null || folder is null || files.Length == 0)
                throw new ArgumentException("labelling needs a teacher, photos and a folder: cutline label --teacher FILE.onnx IN OUT");
            foreach (var file in files) Inputs.CheckModel(file);
            var options = trust.Apply(parsed, new()).Validated();
            var onnx = new OnnxOptions { Device = ExecutionDevice.Parse(parsed.GetValue(device)!), Output = parsed.GetValue(mask) };
            var predicting = views.Read(parsed) with { Onnx = onnx };
            var said = foreign.Read(parsed);
            var edges = Array.ConvertAll(
                files, file => refine.For(parsed, file, SpeaksForItself(file, files.Length > 1, said) ? null : onnx.Output));
            return Task.Run(() =>
            {
                var inputs = Inputs.Expand([photos]);
                LabelledFolder.CheckNames(inputs);
                OutputPlace.CheckFolder(folder);
                return Label(inputs, folder, [.. files.Zip(edges)], said, predicting, options, cancel);
            }, CancellationToken.None);
        });
        return command;
    }

    private static int Label(
        IReadOnlyList<string> photos, string path, (string File, string? Edges)[] files, ForeignModel? foreign, PredictorOptions predicting,
        LabellingOptions options, CancellationToken cancel)
    {
        var teachers = new List<(Predictor Teacher, PredictorOptions Options)>();
        try
        {
            foreach (var (file, edges) in files)
                teachers.Add(Load(file, files.Length > 1, foreign, predicting with { Refine = edges }));
            var labeller = new Labeller([.. teachers.Select(t => t.Teacher)], options);
            using var folder = LabelledFolder.Open(path, LabelRecord.Of(teachers, options));
            var missing = folder.Missing(photos);
            var done = photos.Count - missing.Count;
            if (done > 0) Console.Error.WriteLine($"{done} of {photos.Count} photos are labelled already");
            var kept = folder.Rows.Where(row => row.IsKept).Select(row => row.Photo).ToHashSet();
            var lost = missing.Count(photo => kept.Contains(Path.GetFileName(photo)));
            if (lost > 0) Console.Error.WriteLine($"{lost} lost their mask or photo in {path} and are labelled again");
            try
            {
                Work.Run("labelling", progress => Run(labeller, missing, folder, progress, cancel), rate: true);
            }
            catch (OperationCanceledException)
            {
                Console.Error.WriteLine("stopped; labelled photos are kept: the same command goes on");
                throw;
            }

            return Tell(folder, photos);
        }
        finally
        {
            teachers.ForEach(t => t.Teacher.Dispose());
        }
    }

    private static int Run(
        Labeller labeller, IReadOnlyList<string> photos, LabelledFolder folder, IProgress<Segmentation.DataProgress> progress,
        CancellationToken cancel)
    {
        labeller.Run(photos, folder, progress, cancel);
        return photos.Count;
    }

    /// <summary>Whether a teacher is left out of what is said of another program's file: of several, those that Cutline wrote.</summary>
    private static bool SpeaksForItself(string file, bool several, ForeignModel? foreign) =>
        several && foreign is not null && ModelFile.IsOwn(file);

    private static (Predictor, PredictorOptions) Load(string file, bool several, ForeignModel? foreign, PredictorOptions options)
    {
        var (said, output) = SpeaksForItself(file, several, foreign) ? (null, null) : (foreign, options.Onnx.Output);
        options = options with { Onnx = options.Onnx with { Foreign = said, Output = output } };
        return (ModelOptionSet.Load(file, file, options), options);
    }

    private static int Tell(LabelledFolder folder, IReadOnlyList<string> photos)
    {
        var asked = photos.Select(Path.GetFileName).ToHashSet();
        var rows = folder.Rows.Where(row => asked.Contains(row.Photo)).OrderBy(row => row.Photo, StringComparer.Ordinal).ToArray();
        var (kept, dropped) = (rows.Count(row => row.IsKept), rows.Where(row => !row.IsKept && row.IsReadable).ToArray());
        var unreadable = rows.Where(row => !row.IsReadable).ToArray();
        foreach (var row in dropped.Take(MostListed)) Console.Error.WriteLine($"dropped {row.Photo}: {row.Reason}");
        if (dropped.Length > MostListed)
            Console.Error.WriteLine($"… and {dropped.Length - MostListed} more, in {Path.Combine(folder.Path, "labels.csv")}");
        foreach (var row in unreadable) Console.Error.WriteLine($"cutline: {row.Reason}");
        var sheets = folder.WriteSheets();
        var unsure = rows.Where(row => row.IsKept).Average(row => row.UnsureShare);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{kept} of {rows.Length} photos are labelled in {folder.Path}, {dropped.Length} dropped, {unreadable.Length} unreadable"
                + $" · {unsure ?? 0:P1} of what may be car is void"));
        if (sheets.Count > 0) Console.WriteLine($"look at {sheets[0]}{(sheets.Count > 1 ? $" to {Path.GetFileName(sheets[^1])}" : "")}, "
            + $"reject bad masks: cutline label --review {folder.Path}");
        return unreadable.Length == 0 ? 0 : 1;
    }
}

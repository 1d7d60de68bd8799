using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cutline.Cli.Options;
using Cutline.Cli.Output;
using Cutline.Segmentation;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Datasets.Inspection;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Reports;
using Spectre.Console;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline inspect data</c>: what is in a data set, and whether it can be trained on.</summary>
internal static class InspectDataCommand
{
    private const int Shown = 20, OnSheet = 12;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    internal static Command Create()
    {
        var command = new Command("data", """
            Looks at every photo and mask: sizes, classes, values of no class, copies across the split.
            Exit code 1 when training would be wrong.

            Examples:
              cutline inspect data carvana
              cutline inspect data mine --classes classes.json --sheet mine.png
              cutline inspect data cityscapes --task categories --json
              cutline inspect data carvana --augment strong --out sheet.png
            """);
        var folder = new Argument<string>("DIR")
        {
            Description = "the folder of photos and masks, a CSV of pairs, a COCO or YAML file, or 'synthetic'",
        };
        command.Arguments.Add(folder);
        var (choices, splits) = (DataOptionSet.AddTo(command), DataOptionSet.AddSplitTo(command));
        var sheet = new Option<string?>("--sheet")
        {
            Description = "write a picture of some samples with their masks in colour, and a legend",
        };
        var json = new Option<bool>("--json") { Description = "print the report as JSON" };
        command.Options.Add(sheet);
        command.Options.Add(json);
        var preview = new AugmentPreview(command);
        command.SetAction((parsed, cancel) => Task.Run(() =>
        {
            var split = splits.Apply(parsed, new());
            split.Validate();
            if (parsed.GetValue(sheet) is { } drawn) OutputPlace.CheckFile(drawn);
            using var data = DatasetLocator.Open(parsed.GetValue(folder)!, choices.Apply(parsed, new()));
            if (preview.IsWanted(parsed)) return preview.Write(parsed, data, split.Seed);
            var report = Work.Run("looking", progress => DataDoctor.Examine(data, split, progress, cancel));
            if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(report, Json));
            else Print(data, report, command);
            if (parsed.GetValue(sheet) is { } picture) Draw(data, report, picture);
            return report.IsSound ? 0 : 1;
        }, CancellationToken.None));
        return command;
    }

    private static void Print(SegmentationDataset data, DataReport report, Command command)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("class");
        foreach (var column in new[] { "share", "pixels", "photos" }) table.AddColumn(column, c => c.RightAligned());
        foreach (var row in report.Classes.Where(c => c.Name != "void" || c.Pixels > 0))
            table.AddRow(Markup.Escape(row.Name), Text($"{row.Share:P2}"), Text($"{row.Pixels:N0}"), Text($"{row.Photos:N0}"));
        if (report.Photos > 0) AnsiConsole.Write(table);
        List(report.Sizes.Select(s => Text($"{s.Width}×{s.Height}: {s.Photos:N0} photos")), "sizes");
        Console.WriteLine($"split: {string.Join(", ", report.Parts.Select(p => Text($"{p.Key} {p.Value:N0}")))}");
        if (data is FolderDataset { MaskContent: { Length: > 0 } content }) Console.WriteLine($"masks hold: {content}");
        if (report.DistantShare > 0)
            Console.WriteLine(Text($"{report.DistantShare:P2} of the pixels lie more than 30 RGB units from every label's colour"));
        var alike = report.Duplicates.Select(t =>
            $"{t.First} and {t.Second} ({t.Parts}, {(t.Distance is { } bits ? $"{bits} of 256 bits differ" : "same bytes")})");
        List(alike, "alike");
        List(report.Problems.Select(p => OptionNames.InOptions(p.ToString(), command)), "files");
        foreach (var finding in report.Findings) Console.WriteLine(OptionNames.InOptions(finding.ToString(), command));
        var what = data.Classes == ClassSet.Car ? $"{report.Groups} cars"
            : data.IsBinary ? "a foreground" : $"{data.Classes.Count} classes";
        var problems = report.Problems.Count + report.Findings.Count(f => f.Severity == Severity.Error);
        var counted = problems == 1 ? "1 problem" : $"{problems} problems";
        Console.WriteLine($"{report.Root}: {report.Photos} photos with masks of {what}, {counted}");
    }

    private static void List(IEnumerable<string> lines, string title)
    {
        var all = lines.ToArray();
        foreach (var line in all.Take(Shown)) Console.WriteLine($"{title}: {line}");
        if (all.Length > Shown) Console.WriteLine($"{title}: … and {all.Length - Shown} more");
    }

    private static void Draw(SegmentationDataset data, DataReport report, string path)
    {
        var title = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(data.Root)));
        var (train, val, test) = (report.Parts["train"], report.Parts["val"], report.Parts["test"]);
        using var sheet = new ContactSheet(title).Render(
            data, EvenSample.Of([.. Enumerable.Range(0, report.Photos)], OnSheet, data.Samples),
            Text($"{report.Photos:N0} photos · train {train:N0}, val {val:N0}, test {test:N0}"));
        sheet.Save(path);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.CommandLine;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Reports;
using Cutline.Training.Runs;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline inspect data DIR --augment</c>: a sheet of what training would see, instead of checks.</summary>
internal sealed class AugmentPreview
{
    private const int Batch = 4;

    private readonly Option<string?> augment = new("--augment")
    {
        Description = $"show samples as training would vary them: {string.Join(", ", Augmentation.Presets)}, or the options.json of a run [strong]", Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> output = new("--out") { Description = "with --augment: the picture to write", DefaultValueFactory = _ => "augment.png" };
    private readonly Option<string> size = new("--size") { Description = "with --augment: the model's input, N or WIDTHxHEIGHT", DefaultValueFactory = _ => "256" };
    private readonly Option<string[]> backgrounds = new("--backgrounds") { Description = "with --augment: folders of photos to place cut-out cars on", AllowMultipleArgumentsPerToken = true };

    internal AugmentPreview(Command command)
    {
        foreach (var option in (Option[])[augment, output, size, backgrounds]) command.Options.Add(option);
    }

    /// <summary>Whether the sheet was asked for.</summary>
    internal bool IsWanted(ParseResult parsed) => parsed.GetResult(augment) is not null;

    /// <summary>Writes the sheet of some samples, evenly from all.</summary>
    /// <param name="seed">As of the training.</param>
    /// <exception cref="ArgumentException">An option is out of range, or there is no such preset.</exception>
    /// <exception cref="DatasetException">A sample cannot be decoded.</exception>
    /// <exception cref="PhotoException">The sheet cannot be written.</exception>
    internal int Write(ParseResult parsed, SegmentationDataset data, long seed)
    {
        var named = parsed.GetValue(augment) ?? "strong";
        var options = (!Augmentation.Presets.Contains(named) && File.Exists(named) ? RunFolder.ReadOptions(named).Augment : Augmentation.Parse(named)).Validated();
        var (width, height) = Size.Parse(parsed.GetValue(size)!);
        using var set = new DecodedSet(data, new PreprocessOptions(width, height));
        var indices = EvenSample.Of([.. Enumerable.Range(0, set.Count)], Batch);
        using var behind = Backgrounds.Load(parsed.GetValue(backgrounds) ?? []);
        using var batch = new BatchLoader(set, indices, new BatchLoaderOptions { BatchSize = Batch }).Epoch(0).First();
        var sheet = new AugmentSheet($"{data.Root}, augmentation {named}, {width}×{height}");
        using var picture = sheet.Render(batch, [.. indices.Select(i => data.Samples[i].Name)], data.Classes, options, behind, seed);
        picture.Save(parsed.GetValue(output)!);
        Console.WriteLine($"{batch.Count} samples in {sheet.Versions} versions each: {parsed.GetValue(output)}");
        return 0;
    }
}

using System.CommandLine;
using Cutline.Cli.Configuration;
using Cutline.Cli.Options;
using Cutline.Cli.Output;
using Cutline.Imaging;
using Cutline.Segmentation;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Loading;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Reports;
using Cutline.Segmentation.Runs;
using Cutline.Training.Augmentation;
using Cutline.Training.Loading;
using Cutline.Training.Runs;
using static TorchSharp.torch;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline inspect data DIR --augment</c>: a sheet of what training would see, instead of checks.</summary>
internal sealed class AugmentPreview
{
    private const int Samples = 4, Versions = 5;

    private readonly Option<string?> augment = new("--augment")
    {
        Description = $"show samples as training would vary them: {string.Join(", ", AugmentationOptions.Presets)}, a recipe or file "
            + "for train --config, or the options.json of a run [strong]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> output = new("--out")
    {
        Description = "with --augment: the picture to write", DefaultValueFactory = _ => "augment.png",
    };
    private readonly Option<string> size = new Option<string>("--size")
    {
        Description = "with --augment: the model's input, N or WIDTHxHEIGHT", DefaultValueFactory = _ => "256",
    }.Sets("Preprocess.Size");
    private readonly Option<string[]> backgrounds = new("--backgrounds")
    {
        Description = "with --augment: folders of photos to place cut-out cars on", AllowMultipleArgumentsPerToken = true,
    };

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
        OutputPlace.CheckFile(parsed.GetValue(output)!);
        var named = parsed.GetValue(augment) ?? "strong";
        var options = Options(named).Validated();
        var (width, height) = PictureSize.Parse(parsed.GetValue(size)!);
        using var set = new DecodedSet(data, new PreprocessOptions(width, height));
        var indices = EvenSample.Of([.. Enumerable.Range(0, set.Count)], Samples, data.Samples);
        using var behind = Backgrounds.Load(parsed.GetValue(backgrounds) ?? []);
        using var batch = new BatchLoader(set, indices, new BatchLoaderOptions { BatchSize = Samples }).Epoch(0).First();
        var augmenter = new Augmenter(options, behind, seed);
        var versions = new List<(string Heading, Batch Samples)> { ("as it is", batch) };
        for (var step = 0; step < Versions; step++) versions.Add(($"step {step + 1}", Vary(batch, data, augmenter, step)));
        using var picture = new AugmentSheet($"{data.Root}, augmentation {named}, {width}×{height}")
            .Render(versions, [.. indices.Select(i => data.Samples[i].Name)], data.Classes);
        picture.Save(parsed.GetValue(output)!);
        Console.WriteLine($"{batch.Count} samples in {Versions} versions each: {parsed.GetValue(output)}");
        return 0;
    }

    /// <summary>Of a preset, or of what training reads: a recipe, a file of options, or a run's.</summary>
    private static AugmentationOptions Options(string named)
    {
        if (AugmentationOptions.Presets.Contains(named)) return AugmentationOptions.Parse(named);
        if (Path.GetFileName(named) == RunFiles.Options && File.Exists(named)) return RunFolder.ReadOptions(named).Augment;
        if (!Recipes.Names.Contains(named) && !File.Exists(named))
            throw new ArgumentException(
                $"there is no augmentation, no recipe and no file '{named}'"
                    + (NearestName.Question(named, [.. AugmentationOptions.Presets, .. Recipes.Names]) is { Length: > 0 } question
                        ? question : $": use {string.Join(", ", AugmentationOptions.Presets)}, or a file for train --config"));
        var training = new Command("train");
        return new TrainConfig(training, TrainOptionSet.AddTo(training)).Read(named).Augment;
    }

    private static Batch Vary(Batch batch, SegmentationDataset data, Augmenter augmenter, int step)
    {
        using var scope = NewDisposeScope();
        var (n, height, width) = (batch.Count, batch.Height, batch.Width);
        var masks = data.IsBinary
            ? BatchTensors.BinaryMasks(batch.Masks, n, height, width)
            : BatchTensors.ClassIndices(batch.Masks, n, height, width);
        var (photos, varied) = augmenter.Apply(BatchTensors.Photos(batch.Photos, n, height, width), masks, step);
        return BatchTensors.ToBatch(photos, varied, batch.Indices);
    }
}

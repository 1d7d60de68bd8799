using System.CommandLine;
using System.Globalization;
using Cutline.Cli.Options;
using Cutline.Cli.Output;
using Cutline.Imaging;
using Cutline.Segmentation;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Runs;
using Cutline.Training.Checkpoints;
using Cutline.Training.Export;
using Cutline.Training.Layers;
using Cutline.Training.Models;
using Cutline.Training.Runs;
using static TorchSharp.torch;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline export</c>: a trained model as one file to ship, or to load in PyTorch.</summary>
internal static class ExportCommand
{
    internal static Command Create()
    {
        var command = new Command("export", """
            Writes a trained model as one file: ONNX for every runtime, safetensors, or PyTorch's .pt.
            An ONNX file is run and compared with the model before it is written.

            Examples:
              cutline export --model runs/carvana -o car.onnx
              cutline export --model runs/carvana -o car-half.onnx --half
              cutline export --model runs/carvana -o car-int8.onnx --int8 --calibrate photos/
              cutline export --model runs/carvana -o car.pt
              cutline export --model runs/first runs/second -o both.onnx
              cutline export --model milesial.pth --size 960x640 --classes classes.json -o car.onnx
            """);
        var model = new Option<string[]>("--model")
        {
            Description = "a run folder, a .safetensors file, or weights of milesial/Pytorch-UNet, segmentation_models.pytorch's Unet or "
                + "FPN, or transformers' SegFormer-B0; of several, or of the folder of a cross-validation, the mean of their "
                + "probabilities becomes one .onnx file",
            Required = true, AllowMultipleArgumentsPerToken = true,
        };
        var output = new Option<string>("-o", "--out") { Description = "a file that ends in .onnx, .safetensors or .pt", Required = true };
        var half = new Option<bool>("--half") { Description = "store weights in 16 bits: half the size" };
        var int8 = new Option<bool>("--int8") { Description = "compute in 8 bits, with --calibrate: .onnx alone" };
        var calibrate = new Option<string[]>("--calibrate")
        {
            Description = "photos, folders or patterns for the calibration of 8-bit arithmetic; some dozens like those the model will see",
            AllowMultipleArgumentsPerToken = true,
        };
        var licence = new Option<string?>("--licence")
        {
            Description = "the terms under which the model may be used, kept in an .onnx file",
        };
        var trainedOn = new Option<string?>("--trained-on")
        {
            Description = "the data in words, kept in an .onnx file [the run's --data]",
        };
        var least = new Option<double?>("--least-confidence")
        {
            Description = "the confidence of an outline, 0 to 1, below which a cut-out is to be checked, kept in an .onnx file "
                + "[the model's own, or that of the shipped model]",
        }.WithPoint();
        var force = new Option<bool>("--force") { Description = "overwrite a file that exists" };
        foreach (var option in (Option[])[model, output, half, int8, calibrate, licence, trainedOn, least, force])
            command.Options.Add(option);
        var import = ImportOptionSet.AddTo(command);
        command.SetAction((parsed, cancel) => Task.Run(() =>
        {
            var (file, photos) = (parsed.GetValue(output)!, parsed.GetValue(calibrate) ?? []);
            OutputPlace.CheckFile(file);
            if (File.Exists(file) && !parsed.GetValue(force)) throw new ArgumentException($"{file} exists: add --force to overwrite it");
            if (parsed.GetValue(int8) && parsed.GetValue(half))
                throw new ArgumentException("--half and --int8 are two ways to store weights: give one of them");
            if (parsed.GetValue(int8) != photos.Length > 0)
                throw new ArgumentException("--int8 needs photos to scale by, and nothing else does: give --int8 and --calibrate together");
            if (parsed.GetValue(least) is not (null or (>= 0 and <= 1)))
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"--least-confidence is {parsed.GetValue(least)}: use a number from 0 to 1"));
            var isOnnx = IsOnnx(file, parsed.GetValue(int8));
            foreach (var path in parsed.GetValue(model)!) Inputs.CheckModel(path, "a .safetensors file");
            var paths = parsed.GetValue(model)!.SelectMany(Members).ToArray();
            if (paths.Length > 1 && !isOnnx)
                throw new ArgumentException($"{file}: {paths.Length} models have no weights in common; write their mean as .onnx");
            if (photos.Length > 0) photos = [.. Inputs.Expand(photos)];
            using var loaded = new LoadedModels(paths, path => Load(path, import, parsed));
            var precision = parsed.GetValue(int8)
                ? OnnxPrecision.Quantized
                : parsed.GetValue(half) ? OnnxPrecision.Half : OnnxPrecision.Full;
            var said = new ModelMetadata
            {
                Licence = parsed.GetValue(licence), Data = parsed.GetValue(trainedOn), LeastConfidence = parsed.GetValue(least),
            };
            if (isOnnx) Onnx(loaded, file, precision, photos, said, cancel);
            else Weights(loaded.First, file, precision == OnnxPrecision.Half ? ScalarType.Float16 : ScalarType.Float32);

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{file} · {new FileInfo(file).Length:N0} bytes · sha256 {ModelCheckpoint.Hash(file)}"));
        }, CancellationToken.None));
        return command;
    }

    /// <summary>A model's path or, of the folder of a cross-validation, those of its folds.</summary>
    private static IEnumerable<string> Members(string path)
    {
        if (new SavedRun(path) is not { Exists: false } run || run.Folds() is not { Count: > 0 } folds) return [path];
        var all = RunFolder.ReadOptions(folds[0].PathOf(RunFiles.Options)).Split.Folds;
        if (all > folds.Count)
            Console.Error.WriteLine(
                $"note: {path} has {folds.Count} of {all} folds: cutline train --out {path} --resume trains the others");
        return folds.Select(fold => fold.Folder);
    }

    /// <exception cref="ArgumentException">The file's ending is none of a model's, or of one that has no 8 bits.</exception>
    private static bool IsOnnx(string file, bool int8) => Path.GetExtension(file).ToLowerInvariant() switch
    {
        ".onnx" => true,
        ".safetensors" or ".pt" or ".pth" => int8 ? throw new ArgumentException("--int8 is for .onnx files: choose that ending") : false,
        _ => throw new ArgumentException($"{file}: models are written as .onnx, .safetensors or .pt; use one of these endings"),
    };

    private static LoadedCheckpoint Load(string path, OptionSet<ImportOptions> import, ParseResult parsed)
    {
        var loaded = ModelCheckpoint.Load(path, import.Apply(parsed, new()));
        try
        {
            if (loaded.Project is null && import.Given(parsed).Where(IsImports).ToArray() is { Length: > 0 } given)
                throw new ArgumentException($"{path} says itself how photos are prepared for it: leave {string.Join(" and ", given)} out");
            if (loaded.Project is not null && loaded.Model.Classes > 1 && loaded.Classes is null)
                throw new ArgumentException(
                    $"{path} separates {loaded.Model.Classes} classes and does not name them: give ImportOptions.Classes a file that does");
            if (loaded.Project is { } project) Console.Error.WriteLine(Taken(loaded, project));
            return loaded;
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }

    private static bool IsImports(string property) => property.StartsWith(nameof(ImportOptions), StringComparison.Ordinal);

    private static string Taken(LoadedCheckpoint loaded, string project)
    {
        var (model, preprocess) = (loaded.Model.Options, loaded.Preprocess);
        var shape = model.Encoder is { } encoder ? $"{model.Name} on {encoder}" : model.Name;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{loaded.File} of {project}: {shape}, base {model.Base}, outputs {model.Classes}, input "
                + $"{preprocess.Width}×{preprocess.Height}, fit {preprocess.Fit}, colours {preprocess.Normalization}");
    }

    private static void Onnx(
        LoadedModels loaded, string file, OnnxPrecision precision, string[] photos, ModelMetadata said, CancellationToken cancel)
    {
        var metadata = loaded.Metadata();
        foreach (var (key, value) in said.ToDictionary()) metadata[key] = value;
        var calibration = precision == OnnxPrecision.Quantized
            ? new OnnxCalibration(Work.Run(
                "reading photos", progress => Calibration(photos, loaded.First.Preprocess, progress, cancel)))
            : null;
        var written = loaded.Write(file, new OnnxExportOptions
        {
            Precision = precision, Calibration = calibration, Metadata = metadata, Channels = loaded.First.Model.Options.InChannels,
        });
        if (loaded.Count > 1) Console.WriteLine($"the mean of the probabilities of {loaded.Count} models");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"opset {OnnxGraph.OperatorSet} · largest difference of a probability from the model {written.LargestDifference:0.0e+0} in 32 "
                + $"bits, on {written.Inputs.Count} sizes"));
        if (precision != OnnxPrecision.Full)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"as written {written.PrecisionDifference:0.0e+0}"));
        if (written.Quantization is { } cost)
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"8 bits cost {cost.Loss:F4} of Dice on these photos: {cost.FullDice:F4} in 32 bits, {cost.Dice:F4} in 8; "
                    + $"{cost.Kept} of {cost.Convolutions} convolutions stay in 32"));
    }

    private static List<CalibrationPhoto> Calibration(
        string[] files, PreprocessOptions preprocess, IProgress<DataProgress> progress, CancellationToken cancel)
    {
        var photos = new List<CalibrationPhoto>();
        foreach (var file in files)
        {
            cancel.ThrowIfCancellationRequested();
            using var photo = Photo.Load(File.ReadAllBytes(file), name: file);
            var pixels = new byte[preprocess.Width * preprocess.Height * 3];
            Preprocess.Fill(photo, Letterbox.For(photo.Width, photo.Height, preprocess), pixels);
            var input = new float[pixels.Length];
            Preprocess.ToInput(pixels, 1, preprocess.Height, preprocess.Width, preprocess.Normalization, input);
            photos.Add(new(input, preprocess.Height, preprocess.Width));
            progress.Report(new(photos.Count, files.Length));
        }

        return photos;
    }

    private static void Weights(LoadedCheckpoint loaded, string file, ScalarType type)
    {
        using var scope = NewDisposeScope();
        var state = StateDict.Of(loaded.Model)
            .ToDictionary(t => t.Key, t => t.Value.is_floating_point() ? t.Value.detach().to_type(type) : t.Value);
        if (Path.GetExtension(file).Equals(".safetensors", StringComparison.OrdinalIgnoreCase))
            SafeTensors.Write(file, state, loaded.Metadata);
        else PyTorchFile.Write(file, state);
    }
}

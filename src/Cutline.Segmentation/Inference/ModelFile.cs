using System.Security.Cryptography;
using System.Text.Json;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Coding;
using Cutline.Training.Models;
using Cutline.Training.Runs;
using Cutline.Segmentation.Preprocessing;
using Cutline.Torch;
using Cutline.Training.Checkpoints;

namespace Cutline.Segmentation.Inference;

/// <summary>A trained model as one safetensors file: weights, and in its metadata the shape, the classes and the preprocessing they belong to.</summary>
public static class ModelFile
{
    private const string ModelKey = "cutline.model", PreprocessKey = "cutline.preprocess", ClassesKey = "cutline.classes";

    /// <summary>What <see cref="ModelKey"/> was called when there were only U-Nets.</summary>
    private const string UNetKey = "cutline.unet";

    /// <summary>Writes a model.</summary>
    /// <param name="classes">What its logits tell apart; null of a model with one.</param>
    /// <param name="weights">Element type of the stored weights; half precision halves the file.</param>
    public static void Save(string path, SegmentationModel model, PreprocessOptions preprocess, ClassSet? classes = null, DType weights = DType.Float32, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var scope = new TensorScope();
        var all = new Dictionary<string, string>(metadata ?? new Dictionary<string, string>())
        {
            ["format"] = "pt",
            [ModelKey] = JsonSerializer.Serialize(model.Options, OptionsJson.Compact),
            [PreprocessKey] = JsonSerializer.Serialize(preprocess, OptionsJson.Compact),
        };
        if (classes is not null) all[ClassesKey] = ClassFile.List(classes);
        var state = model.StateDict().ToDictionary(t => t.Key, t => t.Value.DType == DType.Float32 ? t.Value.Detach().To(weights) : t.Value);
        SafeTensors.Write(path, state, all);
    }

    /// <summary>Loads the model of a run (its best epoch) or of a file, in evaluation mode.</summary>
    /// <param name="path">A run folder or a .safetensors file.</param>
    /// <exception cref="CheckpointException">There is none, or it is damaged, or no model of Cutline's.</exception>
    public static LoadedModel Load(string path, Device device = default)
    {
        var file = Locate(path);
        using var scope = new TensorScope();
        using var tensors = SafeTensors.Open(file);
        var options = Read<ModelOptions>(tensors, tensors.Metadata.ContainsKey(UNetKey) ? UNetKey : ModelKey, file);
        var preprocess = Read<PreprocessOptions>(tensors, PreprocessKey, file);
        var classes = tensors.Metadata.TryGetValue(ClassesKey, out var list) ? Classes(list, options, file) : null;
        SegmentationModel? model = null;
        try
        {
            preprocess.Validate();
            model = ModelRegistry.Make(options);
            model.LoadStateDict(tensors.ReadAll());
        }
        catch (ArgumentException e)
        {
            model?.Dispose();
            throw new CheckpointException($"{file} does not fit the model it describes: {e.Message}", e);
        }

        model.To(device);
        model.Eval();
        return new LoadedModel(file, model, preprocess, tensors.Metadata, classes);
    }

    /// <summary>SHA-256 of a file, in lower-case hexadecimal.</summary>
    public static string Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static string Locate(string path)
    {
        if (Directory.Exists(path))
        {
            var best = new RunFolder(path).Best;
            return File.Exists(best)
                ? best
                : throw new CheckpointException($"{path} is no finished run: there is no {Path.GetFileName(best)} in it; train at least one epoch, or name a model file");
        }

        return File.Exists(path) ? path : throw new CheckpointException($"there is no model at {path}: name a run folder or a .safetensors file");
    }

    private static ClassSet Classes(string list, ModelOptions options, string file)
    {
        try
        {
            var classes = ClassFile.Listed(list);
            return classes.Count == options.Classes ? classes : throw new FormatException($"{classes.Count} classes are named and {options.Classes} told apart");
        }
        catch (FormatException e)
        {
            throw new CheckpointException($"{file} names its classes in a way this version does not know: {e.Message}", e);
        }
    }

    private static T Read<T>(SafeTensorsFile tensors, string key, string file)
    {
        if (!tensors.Metadata.TryGetValue(key, out var json))
            throw new CheckpointException($"{file} does not say which model it is of ({key} is missing): use a file that cutline train wrote");
        try
        {
            return JsonSerializer.Deserialize<T>(json, OptionsJson.Compact) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new CheckpointException($"{file} describes its model in a way this version does not know: {e.Message}", e);
        }
    }
}

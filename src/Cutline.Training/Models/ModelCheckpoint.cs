using System.Security.Cryptography;
using System.Text.Json;
using Cutline.Segmentation;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Runs;
using Cutline.Training.Checkpoints;
using Cutline.Training.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Models;

/// <summary>A model read from a checkpoint.</summary>
/// <param name="File">Where it was read from.</param>
/// <param name="Model">In evaluation mode.</param>
/// <param name="Preprocess">How photos are prepared for it.</param>
/// <param name="Classes">Names and colours of the classes; null for a model with one logit, or where the file does not say.</param>
/// <param name="Metadata">All texts of the file.</param>
public sealed record LoadedCheckpoint(
    string File, SegmentationModel Model, PreprocessOptions Preprocess, ClassSet? Classes, IReadOnlyDictionary<string,
        string> Metadata) : IDisposable
{
    /// <summary>The other project that wrote the file, and its model; null for a file of Cutline's.</summary>
    public string? Project { get; init; }

    /// <summary>Releases the model.</summary>
    public void Dispose() => Model.Dispose();
}

/// <summary>
/// A trained model as one safetensors file: its weights, and in the metadata the architecture, the classes and the preprocessing that they
/// belong to. ONNX files, which need no training engine, are made of it by an export.
/// </summary>
public static class ModelCheckpoint
{
    /// <summary>What the architecture's key was called when there were only U-Nets.</summary>
    private const string UNetKey = "cutline.unet";

    /// <summary>What a file says of a model.</summary>
    /// <param name="model">The architecture: options of a model of the registry, or a name.</param>
    /// <param name="preprocess">How photos are prepared for it.</param>
    /// <param name="classes">Null for a model with one logit.</param>
    public static ModelMetadata Describe(object model, PreprocessOptions preprocess, ClassSet? classes) => new()
    {
        Model = JsonSerializer.Serialize(model, OptionsJson.Compact), Preprocess = preprocess, Classes = classes,
    };

    /// <summary>Writes a model of the registry, whole or not at all.</summary>
    /// <param name="path">The .safetensors file.</param>
    /// <param name="model">Its options and state dict are written.</param>
    /// <param name="preprocess">How photos are prepared for it.</param>
    /// <param name="classes">Null for a model with one logit.</param>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public static void Save(string path, SegmentationModel model, PreprocessOptions preprocess, ClassSet? classes = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        Save(path, StateDict.Of(model), Describe(model.Options, preprocess, classes));
    }

    /// <summary>Writes a state dict with what a file is to say of it.</summary>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> state, ModelMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        using var scope = NewDisposeScope();
        SafeTensors.Write(path, state, new Dictionary<string, string>(metadata.ToDictionary()) { ["format"] = "pt" });
    }

    /// <summary>Loads the model of a run (its best epoch) or of a file, in evaluation mode, on the CPU.</summary>
    /// <param name="path">A run folder or a .safetensors file.</param>
    /// <exception cref="CheckpointException">There is none, or it is damaged, or its architecture is not registered.</exception>
    public static LoadedCheckpoint Load(string path)
    {
        var file = Locate(path);
        using var scope = NewDisposeScope();
        using var tensors = SafeTensors.Open(file);
        var options = Read<ModelOptions>(tensors, tensors.Metadata.ContainsKey(UNetKey) ? UNetKey : ModelMetadata.ModelKey, file);
        SegmentationModel? model = null;
        try
        {
            var metadata = ModelMetadata.Read(tensors.Metadata);
            if (metadata.Preprocess is not { } preprocess) throw new FormatException($"{ModelMetadata.PreprocessKey} is missing");
            if (metadata.Classes is { } classes && classes.Count != options.Classes)
                throw new FormatException($"{ModelMetadata.ClassesKey} names {classes.Count} classes, and the model has {options.Classes}");
            var weights = tensors.ReadWeights();
            model = ModelRegistry.Make(options);
            foreach (var tensor in StateDict.Of(model).Values) tensor.DetachFromDisposeScope();
            StateDict.Load(model, weights);
            model.eval();
            return new(file, model, preprocess, metadata.Classes, tensors.Metadata);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            model?.Dispose();
            throw new CheckpointException($"{file} does not fit the model it describes: {e.Message}", e);
        }
    }

    /// <summary>Loads a model as <see cref="Load(string)"/> does, or of a checkpoint that another project wrote.</summary>
    /// <param name="path">A run folder, a .safetensors file, or a file for <see cref="ModelImport"/>.</param>
    /// <param name="import">What a file of another project leaves open; not used for others.</param>
    /// <exception cref="CheckpointException">There is none, or it is damaged, or of no model that is known.</exception>
    /// <exception cref="ArgumentException"><paramref name="import"/> lacks something, or does not fit.</exception>
    public static LoadedCheckpoint Load(string path, ImportOptions import) =>
        File.Exists(path) && IsOfAnotherProject(path) ? ModelImport.Open(path, import) : Load(path);

    private static bool IsOfAnotherProject(string path)
    {
        if (Path.GetExtension(path).Equals(".onnx", StringComparison.OrdinalIgnoreCase))
            throw new CheckpointException(
                $"{path} is an ONNX file, and weights are needed: name a run folder, a .safetensors or a .pth file");
        using var file = CheckpointFile.Open(path);
        return !file.Metadata.ContainsKey(ModelMetadata.ModelKey) && !file.Metadata.ContainsKey(UNetKey);
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
            var best = Path.Combine(path, RunFiles.BestWeights);
            return File.Exists(best)
                ? best
                : throw new CheckpointException($"{path} is no finished run: there is no {RunFiles.BestWeights} in it; train at least "
                    + "one epoch, or name a model file");
        }

        return File.Exists(path) ? path
            : throw new CheckpointException($"there is no model at {path}: name a run folder or a .safetensors file");
    }

    private static T Read<T>(SafeTensorsFile tensors, string key, string file)
    {
        if (!tensors.Metadata.TryGetValue(key, out var json))
            throw new CheckpointException($"{file} does not say which model it is of ({key} is missing): use a file that a training wrote");
        try
        {
            return JsonSerializer.Deserialize<T>(json, OptionsJson.Compact) ?? throw new JsonException("null");
        }
        catch (JsonException e) when (json.StartsWith('"'))
        {
            throw new CheckpointException(
                $"{file} is of a program's own model {json}, which that program alone can make: use the run's {RunFiles.BestModel}, or "
                    + "export there with OnnxExport.Write", e);
        }
        catch (JsonException e)
        {
            throw new CheckpointException($"{file} describes its model in a way this version does not know: {e.Message}", e);
        }
    }
}

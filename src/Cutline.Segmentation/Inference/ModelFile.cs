using System.Security.Cryptography;
using Cutline.Segmentation.Runs;

namespace Cutline.Segmentation.Inference;

/// <summary>Model files on disk.</summary>
public static class ModelFile
{
    /// <summary>The ONNX file of a run (its best epoch) or of a cross-validation (its ensemble), or the file itself.</summary>
    /// <param name="path">A run folder, the folder of a cross-validation, or an .onnx file.</param>
    /// <exception cref="ModelException">There is no such file.</exception>
    public static string Locate(string path)
    {
        if (Directory.Exists(path))
        {
            var best = Path.Combine(path, RunFiles.BestModel);
            if (File.Exists(best)) return best;
            if (new SavedRun(path).Folds().Count > 0)
                return Path.Combine(path, RunFiles.Ensemble) is var ensemble && File.Exists(ensemble)
                    ? ensemble
                    : throw new ModelException(
                        $"{path} has folds but no {RunFiles.Ensemble}: make it with cutline train --out {path} --resume, which trains "
                            + "folds that are missing, too");
            throw new ModelException(File.Exists(Path.Combine(path, RunFiles.BestWeights))
                ? $"{path} has weights but no {RunFiles.BestModel}: make it with cutline export --model {path} -o {best}"
                : $"{path} has no {RunFiles.BestModel}: train at least one epoch, or name a model file");
        }

        if (!File.Exists(path)) throw new ModelException($"there is no model at {path}: name a run folder or an .onnx file");
        return Path.GetExtension(path).ToLowerInvariant() is ".safetensors" or ".pt" or ".pth"
            ? throw new ModelException(
                $"{path} holds weights, which do not run by themselves: make an .onnx file of it with cutline export --model {path}")
            : path;
    }

    /// <summary>
    /// Whether the metadata of a run's model or of an .onnx file says how photos are prepared for it, as Cutline's own files do; other
    /// files need a <see cref="ForeignModel"/>.
    /// </summary>
    /// <param name="path">A run folder or an .onnx file.</param>
    /// <exception cref="ModelException">There is no such file, or it is damaged.</exception>
    public static bool IsOwn(string path)
    {
        using var session = OnnxSession.Open(Locate(path), new());
        return session.ModelMetadata.CustomMetadataMap.ContainsKey(ModelMetadata.PreprocessKey);
    }

    /// <summary>SHA-256 of a file, in lower-case hexadecimal.</summary>
    public static string Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}

using Cutline.Segmentation.Inference;
using Cutline.Training.Export;
using Cutline.Training.Models;

namespace Cutline.Cli.Commands;

/// <summary>The models of an export: one, or those of an ensemble.</summary>
internal sealed class LoadedModels : IDisposable
{
    private readonly List<LoadedCheckpoint> models = [];

    internal LoadedModels(IEnumerable<string> paths, Func<string, LoadedCheckpoint> load)
    {
        try
        {
            foreach (var path in paths) models.Add(load(path));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal LoadedCheckpoint First => models[0];

    internal int Count => models.Count;

    /// <summary>What a file is to say of them: of one model all that its own file says.</summary>
    /// <exception cref="ArgumentException">Several do not go together.</exception>
    internal Dictionary<string, string> Metadata() => new(Count == 1
        ? First.Metadata.Where(m => m.Key.StartsWith("cutline.", StringComparison.Ordinal)).ToDictionary()
        : OnnxEnsemble.Describe([.. models.Select(m => ModelMetadata.Read(m.Metadata))]).ToDictionary());

    internal OnnxExportResult Write(string file, OnnxExportOptions options) => Count == 1
        ? OnnxExport.Write(First.Model, file, options)
        : OnnxEnsemble.Write([.. models.Select(m => m.Model)], file, options);

    public void Dispose() => models.ForEach(model => model.Dispose());
}

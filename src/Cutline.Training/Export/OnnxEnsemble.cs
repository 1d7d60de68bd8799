using System.Text.Json;
using System.Text.Json.Nodes;
using Cutline.Segmentation;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Preprocessing;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Export;

/// <summary>
/// Writes several models as one ONNX file, whose output is the mean of their probabilities. It is used like any other; it is as large, and
/// takes as long, as all of them together.
/// </summary>
public static class OnnxEnsemble
{
    /// <summary>What the file's metadata calls the architecture; the models' own follow under <c>members</c>.</summary>
    public const string ModelName = "ensemble";

    /// <summary>Exports models, checks the file against the mean of their probabilities and writes it, whole or not at all.</summary>
    /// <param name="members">
    /// At least two, each as <see cref="OnnxExport.Write"/> takes it, of the same classes and further outputs.
    /// </param>
    /// <param name="path">The .onnx file.</param>
    /// <param name="options">Null for the defaults; <see cref="Describe"/> makes the metadata.</param>
    /// <exception cref="ArgumentException">There are too few, or an option is out of range.</exception>
    /// <inheritdoc cref="OnnxExport.Write"/>
    public static OnnxExportResult Write(
        IReadOnlyList<Module<Tensor, Tensor>> members, string path, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (members.Count < 2)
            throw new ArgumentException($"an ensemble of {members.Count} is none: give two models or more", nameof(members));
        var names = OnnxExport.Names(members[0]);
        foreach (var (i, member) in members.Index())
            if (!OnnxExport.Names(member).SequenceEqual(names))
                throw new ArgumentException(
                    $"model {i + 1} has the outputs {string.Join(", ", OnnxExport.Names(member))} and the first "
                        + $"{string.Join(", ", names)}: use models with the same outputs", nameof(members));
        return OnnxExport.Write(new ModelEnsemble(members), path, options);
    }

    /// <summary>What the file of an ensemble says of it; every model's split is named.</summary>
    /// <param name="members">What the files of the models say.</param>
    /// <exception cref="ArgumentException">The models are for photos prepared in other ways, or of other classes.</exception>
    public static ModelMetadata Describe(IReadOnlyList<ModelMetadata> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        var first = members[0];
        foreach (var (i, member) in members.Index())
        {
            if (member.Preprocess != first.Preprocess)
                throw new ArgumentException(
                    $"model {i + 1} takes photos of {Input(member.Preprocess)}, and the first of {Input(first.Preprocess)}: use models of "
                        + "one input size, fit and normalization");
            if (Names(member) != Names(first))
                throw new ArgumentException(
                    $"model {i + 1} is of the classes {Names(member)}, and the first of {Names(first)}: use models of the same classes");
        }

        static string? Joined(IEnumerable<string?> texts, string separator) =>
            texts.OfType<string>().Distinct().ToArray() is { Length: > 0 } all ? string.Join(separator, all) : null;
        var model = new JsonObject
        {
            ["name"] = ModelName, ["members"] = new JsonArray([.. members.Select(m => m.Model is null ? null : JsonNode.Parse(m.Model))]),
        };
        return new()
        {
            Model = model.ToJsonString(OptionsJson.Compact), Preprocess = first.Preprocess, Classes = first.Classes,
            Licence = Joined(members.Select(m => m.Licence), "; "), Data = Joined(members.Select(m => m.Data), "; "),
            Split = Joined(members.Select(m => m.Split), " "),
        };
    }

    private static string Input(PreprocessOptions? input) => input is null
        ? "an unknown size"
        : FormattableString.Invariant($"{input.Width}×{input.Height}, fit {input.Fit}, colours {input.Normalization}").ToLowerInvariant();

    private static string Names(ModelMetadata member) =>
        member.Classes is null ? "one foreground" : string.Join(", ", member.Classes.Classes.Select(c => c.Name));
}

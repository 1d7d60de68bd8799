namespace Cutline.Segmentation.Inference;

/// <summary>What a model file is, what it was trained on, and the terms under which it may be used.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Hash">SHA-256 of the file, in lower-case hexadecimal.</param>
/// <param name="Licence">The terms in full; null where the file does not say.</param>
/// <param name="Data">What it was trained on; null where the file does not say.</param>
/// <param name="Precision">The arithmetic of the weights: fp32, fp16 or int8; null where the file does not say.</param>
public sealed record ModelCard(string Name, string Hash, string? Licence, string? Data, string? Precision)
{
    /// <summary>Names of further outputs, such as a car's windows.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>The terms in short, such as "Research and non-commercial use": see <see cref="ModelMetadata.Terms"/>.</summary>
    public string? Terms => new ModelMetadata { Licence = Licence }.Terms;

    /// <summary>The card of a loaded model.</summary>
    public static ModelCard Of(OnnxModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var metadata = model.Metadata;
        return new(Path.GetFileName(model.FilePath), ModelFile.Hash(model.FilePath), metadata.Licence, metadata.Data, metadata.Precision)
        {
            Outputs = model.Outputs,
        };
    }
}

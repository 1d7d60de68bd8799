using System.Globalization;
using Cutline.Segmentation.Preprocessing;
using Cutline.Training.Checkpoints;
using Cutline.Training.Encoders;
using Cutline.Training.Models;

namespace Cutline.Training.Runs;

/// <summary>
/// What a run takes over from the model whose weights it starts from: its architecture, input size and preprocessing; from weights of an
/// encoder that are known by a name, the normalization.
/// </summary>
public static class StartingModel
{
    /// <summary>
    /// Takes the shape of the model that <see cref="TrainOptions.From"/> names into the options, or the normalization that named
    /// <see cref="TrainOptions.EncoderWeights"/> are for.
    /// </summary>
    /// <param name="options">Returned as they are where they name neither.</param>
    /// <param name="given">
    /// What was chosen on purpose, by property: <c>Model.Base</c>, <c>Preprocess.Normalization</c>. Such a value must be the model's own,
    /// but
    /// for <c>Preprocess.Size</c> and <c>Preprocess.Fit</c>, which weights do not depend on; everything else is taken over. The number of
    /// classes is the data's: where it differs, the last layer starts anew.
    /// </param>
    /// <returns>The options, and what was taken, in words; null for nothing.</returns>
    /// <exception cref="ArgumentException">A chosen value contradicts the model.</exception>
    /// <exception cref="CheckpointException">There is no such model, or it cannot be read.</exception>
    public static (TrainOptions Options, string? Taken) TakeOver(TrainOptions options, IReadOnlyCollection<string> given)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(given);
        if (options.From is not { } from) return Normalized(options, given);
        using var start = ModelCheckpoint.Load(from, new ImportOptions
        {
            Size = given.Contains("Preprocess.Size") ? (options.Preprocess.Width, options.Preprocess.Height) : null,
            Fit = options.Preprocess.Fit,
            Normalization = given.Contains("Preprocess.Normalization") ? options.Preprocess.Normalization : null,
        });
        if (options.Output is { } added && start.Model.Classes > 1)
            throw new ArgumentException(
                $"Output is {added} and {from} separates {start.Model.Classes} classes: further outputs are of a model of a foreground");
        var model = start.Model.Options with
        {
            Classes = options.Model.Classes,
            Outputs = options.Output is { } output ? [.. start.Model.Options.Outputs.Append(output).Distinct()] : [],
        };
        var preprocess = start.Preprocess;
        if (given.Contains("Preprocess.Size")) preprocess = preprocess with { Width = options.Preprocess.Width,
            Height = options.Preprocess.Height };
        if (given.Contains("Preprocess.Fit")) preprocess = preprocess with { Fit = options.Preprocess.Fit };
        var contradictions = Values(options.Model, options.Preprocess).Zip(Values(model, preprocess))
            .Where(v => given.Contains(v.First.Name) && v.First.Value != v.Second.Value)
            .Select(v => $"{v.First.Name} is {v.First.Value}, the model's is {v.Second.Value}")
            .ToList();
        if (contradictions.Count > 0)
            throw new ArgumentException($"{from} is of another shape: {string.Join("; ", contradictions)}: leave these out, or train "
                + "without From");
        var shape = model.Encoder is { } encoder ? $"{model.Name} on {encoder}" : model.Name;
        var source = start.Project is { } project ? $"{start.File} of {project}" : start.File;
        var taken = string.Create(
            CultureInfo.InvariantCulture,
            $"takes from {source}: {shape}, base {model.Base}, input {preprocess.Width}×{preprocess.Height}, fit {preprocess.Fit}, "
                + $"colours {preprocess.Normalization}");
        return (options with { Model = model, Preprocess = preprocess }, taken);
    }

    private static (TrainOptions Options, string? Taken) Normalized(TrainOptions options, IReadOnlyCollection<string> given)
    {
        if (options.EncoderWeights is not { } weights || !EncoderWeights.IsName(weights) || options.Model.Encoder is not { } encoder)
            return (options, null);
        EncoderWeights.Named(weights, encoder);
        if (given.Contains("Preprocess.Normalization") || options.Preprocess.Normalization == Normalization.ImageNet)
            return (options, null);
        return (options with { Preprocess = options.Preprocess with { Normalization = Normalization.ImageNet } },
            $"normalization: imagenet, because of the encoder's weights {weights}");
    }

    /// <summary>The model that <see cref="TrainOptions.From"/> names, in evaluation mode.</summary>
    internal static LoadedCheckpoint Load(string from, PreprocessOptions preprocess) => ModelCheckpoint.Load(from, new ImportOptions
    {
        Size = (preprocess.Width, preprocess.Height), Fit = preprocess.Fit, Normalization = preprocess.Normalization,
    });

    private static IEnumerable<(string Name, string Value)> Values(ModelOptions model, PreprocessOptions preprocess) =>
    [
        .. typeof(ModelOptions).GetProperties().Where(p => p.CanWrite)
            .Select(p => ($"{nameof(TrainOptions.Model)}.{p.Name}", Text(p.GetValue(model)))),
        .. typeof(PreprocessOptions).GetProperties().Where(p => p.CanWrite)
            .Select(p => ($"{nameof(TrainOptions.Preprocess)}.{p.Name}", Text(p.GetValue(preprocess)))),
    ];

    private static string Text(object? value) =>
        Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : "none";
}

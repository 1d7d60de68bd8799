using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Cutline.Training.Models;

/// <summary>How the expanding path doubles the size.</summary>
public enum UpSampling
{
    /// <summary>A learned 2×2 transposed convolution that also halves the channels, as in U-Net's paper.</summary>
    Transposed,

    /// <summary>Bilinear interpolation: fewer parameters, no checkerboard.</summary>
    Bilinear,

    /// <summary>
    /// Bilinear interpolation with aligned corners, of features with half as many channels, as in milesial/Pytorch-UNet with
    /// <c>bilinear=True</c>.
    /// </summary>
    BilinearNarrow,
}

/// <summary>Which model, and its shape. What a model does not have is not used.</summary>
public sealed partial record ModelOptions
{
    /// <summary>One of <see cref="ModelRegistry.Names"/>.</summary>
    public string Name { get; init; } = UNet.Kind.Name;

    /// <summary>
    /// Width: the channels at full resolution of a U-Net, whose levels below have twice as many each; other models have their papers'
    /// width with 16, and a half of it with 8.
    /// </summary>
    public int Base { get; init; } = 16;

    /// <summary>Levels below full resolution, of U-Nets that have no <see cref="Encoder"/>.</summary>
    public int Depth { get; init; } = 4;

    /// <summary>No level of a U-Net has more channels than this.</summary>
    public int MaxChannels { get; init; } = 1024;

    /// <summary>Channels of the picture; 3 for RGB.</summary>
    public int InChannels { get; init; } = 3;

    /// <summary>Channels of the output: 1 for object against background, else one for each class.</summary>
    public int Classes { get; init; } = 1;

    /// <summary>How a U-Net's expanding path doubles the size.</summary>
    public UpSampling Up { get; init; } = UpSampling.Transposed;

    /// <summary>
    /// The classification network that the model is built on, one of <see cref="Encoders.EncoderRegistry.Names"/>; null for a U-Net's own
    /// contracting path.
    /// </summary>
    public string? Encoder { get; init; }

    /// <summary>
    /// Names of further outputs of a model of a foreground: parts such as <c>windows</c>, each with a probability of its own. Lower-case
    /// letters, digits and hyphens; they name the outputs of an exported file. A model with further outputs has an <see cref="Encoder"/>.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<string> Outputs { get; init => field = value is { Count: > 0 } ? value : []; } = [];

    /// <summary><see cref="Outputs"/> in JSON; none are left out, so that files of a model without any stay as they were.</summary>
    [JsonInclude, JsonPropertyName("outputs"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    private IReadOnlyList<string>? OutputsInJson { get => Outputs.Count > 0 ? Outputs : null; init => Outputs = value ?? []; }

    /// <summary>A U-Net's channels at level 0 (full resolution) to <see cref="Depth"/> (the bottleneck).</summary>
    [JsonIgnore]
    public int[] Channels => [.. Enumerable.Range(0, Depth + 1).Select(Level)];

    /// <summary>A U-Net's channels at a level.</summary>
    internal int Level(int level) => (int)Math.Min((long)Base << level, MaxChannels);

    /// <summary>These options, all in range.</summary>
    /// <exception cref="ArgumentException">A value is out of range, or contradicts another.</exception>
    public ModelOptions Validated()
    {
        Check(Base, 1, 256, nameof(Base));
        Check(Depth, 1, 8, nameof(Depth));
        Check(MaxChannels, 1, 4096, nameof(MaxChannels));
        Check(InChannels, 1, 64, nameof(InChannels));
        Check(Classes, 1, 1024, nameof(Classes));
        if (Outputs.Count > 0) CheckOutputs();
        ModelRegistry.Find(Name).Check(this);
        return this;
    }

    private void CheckOutputs()
    {
        foreach (var output in Outputs)
        {
            if (!OutputName().IsMatch(output) || output is "image" or "probabilities") // which an exported file has already
                throw new ArgumentException(
                    $"Model.Outputs has '{output}': use a name of at most 40 lower-case letters, digits and hyphens, such as windows");
        }

        if (Outputs.Distinct().Count() < Outputs.Count)
            throw new ArgumentException($"Model.Outputs is {string.Join(", ", Outputs)}: give each another name");
        if (Classes > 1)
            throw new ArgumentException(
                $"Model.Outputs is {string.Join(", ", Outputs)} and Model.Classes {Classes}: only a model of a "
                    + "foreground has further outputs");
        if (Encoder is null)
            throw new ArgumentException(
                $"Model.Outputs is {string.Join(", ", Outputs)} and Model.Encoder none: further outputs need a model on an encoder");
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$")]
    private static partial Regex OutputName();

    private static void Check(int value, int least, int most, string name)
    {
        if (value < least || value > most)
            throw new ArgumentException($"Model.{name} is {value}: use a number from {least} to {most}");
    }
}

using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Segmentation.Inference;

/// <summary>The function between a model's output and probabilities.</summary>
public enum Activation
{
    /// <summary>The output holds probabilities.</summary>
    None,

    /// <summary>The output holds a logit for each pixel of the foreground: 1 / (1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>The output holds a logit for each class: e^xᵢ / Σ e^xⱼ.</summary>
    Softmax,
}

/// <summary>How to use an ONNX file that Cutline did not write: what its metadata does not say.</summary>
public sealed record ForeignModel
{
    /// <summary>The numbers that the model takes for a pixel.</summary>
    public InputNormalization Normalization { get; init; } = InputNormalization.Unit;

    /// <summary>The function between the model's output and probabilities.</summary>
    public Activation Activation { get; init; }

    /// <summary>Input width in pixels; null for the file's own, where it is fixed.</summary>
    public int? Width { get; init; }

    /// <summary>Input height in pixels; null for the file's own, where it is fixed.</summary>
    public int? Height { get; init; }

    /// <summary>How a photo of another aspect meets the input.</summary>
    public Fit Fit { get; init; }

    /// <summary>Names and colours of the classes; null for none, or for a model of a foreground.</summary>
    public ClassSet? Classes { get; init; }

    /// <exception cref="ArgumentException">A value is out of range; the message says which to use.</exception>
    public ForeignModel Validated()
    {
        Normalization.Validated();
        Classes?.Validated();
        if (!Enum.IsDefined(Activation)) throw new ArgumentException($"Foreign.Activation is {Activation}: use None, Sigmoid or Softmax");
        new PreprocessOptions(Width ?? 1, Height ?? 1, Fit).Validate();
        return this;
    }
}

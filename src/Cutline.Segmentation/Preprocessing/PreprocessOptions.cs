namespace Cutline.Segmentation.Preprocessing;

/// <summary>How a photo of any shape meets the model's input.</summary>
public enum Fit
{
    /// <summary>Width and height are scaled apart, as the original does: the whole input is photo.</summary>
    Stretch,

    /// <summary>The aspect is kept; what is left over on two opposite sides is black, and background in the mask.</summary>
    Letterbox,
}

/// <summary>The range in which the model sees colours.</summary>
public enum Normalization
{
    /// <summary>[0, 1]: the value over 255.</summary>
    Unit,

    /// <summary>[0, 1], then less ImageNet's mean and over its standard deviation, channel by channel.</summary>
    ImageNet,
}

/// <summary>What happens to a photo before the model sees it; a model is used with the options that it was trained with.</summary>
/// <param name="Width">Input width in pixels.</param>
/// <param name="Height">Input height in pixels.</param>
public sealed record PreprocessOptions(int Width, int Height, Fit Fit = Fit.Stretch, Normalization Normalization = Normalization.Unit)
{
    /// <summary>The largest side accepted.</summary>
    public const int MaxSide = 8192;

    /// <summary>A square input, stretched to it, in [0, 1]: the original recipe with 128.</summary>
    public static PreprocessOptions Square(int size) => new(size, size);

    /// <exception cref="ArgumentException">A side is not within 1 to <see cref="MaxSide"/>, or a choice is unknown.</exception>
    public void Validate()
    {
        if (Width is < 1 or > MaxSide || Height is < 1 or > MaxSide)
            throw new ArgumentException($"the model's input cannot be {Width}×{Height}: choose sides from 1 to {MaxSide}");
        if (!Enum.IsDefined(Fit)) throw new ArgumentException($"fit {Fit} is unknown: choose {string.Join(" or ", Enum.GetNames<Fit>())}");
        if (!Enum.IsDefined(Normalization))
            throw new ArgumentException($"normalization {Normalization} is unknown: choose {string.Join(" or ", Enum.GetNames<Normalization>())}");
    }
}

namespace Cutline.Segmentation.Preprocessing;

/// <summary>How a photo of any aspect ratio is fitted into the model's input.</summary>
public enum Fit
{
    /// <summary>Width and height are scaled independently, so that the photo fills the whole input.</summary>
    Stretch,

    /// <summary>
    /// The aspect ratio is kept. The borders that remain on two opposite sides are black in the photo; in the mask they are background, or
    /// void where it holds class indices.
    /// </summary>
    Letterbox,
}

/// <summary>How colours 0 to 255 become the numbers that the model is given.</summary>
public enum Normalization
{
    /// <summary>Divided by 255: [0, 1].</summary>
    Unit,

    /// <summary>
    /// Divided by 255; then, for each channel, ImageNet's mean is subtracted and the result divided by its standard deviation.
    /// </summary>
    ImageNet,
}

/// <summary>How photos are prepared for the model. A model is used with the options that it was trained with.</summary>
/// <param name="Width">Input width in pixels.</param>
/// <param name="Height">Input height in pixels.</param>
/// <param name="Fit">How a photo is fitted into the input.</param>
/// <param name="Normalization">How colours become numbers.</param>
public sealed record PreprocessOptions(int Width, int Height, Fit Fit = Fit.Stretch, Normalization Normalization = Normalization.Unit)
{
    /// <summary>The largest width and height that are accepted.</summary>
    public const int MaxSide = 8192;

    /// <summary>A square input that photos are stretched to, with colours in [0, 1].</summary>
    public static PreprocessOptions Square(int size) => new(size, size);

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">A side is not within 1 to <see cref="MaxSide"/>, or a choice is unknown.</exception>
    public void Validate()
    {
        if (Width is < 1 or > MaxSide || Height is < 1 or > MaxSide)
            throw new ArgumentException($"Preprocess.Size is {Width}×{Height}: use sides from 1 to {MaxSide}");
        if (!Enum.IsDefined(Fit)) throw new ArgumentException($"Preprocess.Fit is {Fit}: use {string.Join(" or ", Enum.GetNames<Fit>())}");
        if (!Enum.IsDefined(Normalization))
            throw new ArgumentException(
                $"Preprocess.Normalization is {Normalization}: use {string.Join(" or ", Enum.GetNames<Normalization>())}");
    }
}

namespace Cutline.Training.Augmentation;

/// <summary>
/// How training photos are varied. Lengths are shares of the image, angles degrees, probabilities 0 to 1; what is at its default does
/// nothing. A photo is resized-cropped, flipped, rotated, scaled, sheared and shifted, seen in perspective and cropped, all in one
/// interpolation; then placed before another background, recoloured (saturation, hue, contrast, brightness, tint, gamma), blurred,
/// made noisy, compressed, and covered in part. Its mask goes through the geometry alone.
/// </summary>
public sealed record Augmentation
{
    /// <summary>Names of the presets, from nothing to the most special.</summary>
    public static IReadOnlyList<string> Presets { get; } = ["none", "light", "strong", "street"];

    public static Augmentation None { get; } = new();

    /// <summary>Small changes of place and light, for photos like those trained on: mirror image, rotation, scale, shift, brightness, contrast, saturation.</summary>
    public static Augmentation Light { get; } = new()
    {
        Flip = 0.5, Rotate = 5, ScaleDown = 0.9, ScaleUp = 1.15, Shift = 0.05, Brightness = 0.15, Contrast = 0.15, Saturation = 0.2,
    };

    /// <summary>Large ones, colours and backgrounds included, for photos that nobody has seen: those of <see cref="Light"/>, tint, grey, blur, noise, another background.</summary>
    public static Augmentation Strong { get; } = new()
    {
        Flip = 0.5, Rotate = 8, ScaleDown = 0.65, ScaleUp = 1.4, Shift = 0.15, Brightness = 0.35, Contrast = 0.35, Saturation = 0.5,
        Tint = 0.1, Grey = 0.05, Blur = 0.15, Noise = 0.03, Background = 0.5,
    };

    /// <summary>
    /// Driving scenes: a camera that is nearer or turned a little, other light, and what cameras do to a picture. Mirror image, a quarter of
    /// the area or more enlarged, small rotation and perspective, brightness, contrast, saturation, hue, gamma, blur, noise, JPEG.
    /// </summary>
    public static Augmentation Street { get; } = new()
    {
        Flip = 0.5, Rotate = 2, ScaleDown = 0.9, Shift = 0.05, Perspective = 0.03, CropArea = 0.25, CropAspect = 1.25,
        Brightness = 0.3, Contrast = 0.3, Saturation = 0.3, Hue = 10, Gamma = 0.25,
        Blur = 0.15, BlurSigma = 1, Noise = 0.02, Jpeg = 0.1, JpegQuality = 40,
    };

    /// <summary>Probability of a mirror image.</summary>
    public double Flip { get; init; }

    /// <summary>Probability of a photo upside down.</summary>
    public double FlipVertical { get; init; }

    /// <summary>Largest rotation to either side.</summary>
    public double Rotate { get; init; }

    /// <summary>Smallest scale.</summary>
    public double ScaleDown { get; init; } = 1;

    /// <summary>Largest scale.</summary>
    public double ScaleUp { get; init; } = 1;

    /// <summary>Largest shift in each direction.</summary>
    public double Shift { get; init; }

    /// <summary>Largest angle by which upright and level lines lean to either side.</summary>
    public double Shear { get; init; }

    /// <summary>Largest shift of each corner in each direction, as in a photo taken from elsewhere.</summary>
    public double Perspective { get; init; }

    /// <summary>Smallest share of the area that a random part keeps, which then fills the whole picture (a random resized crop).</summary>
    public double CropArea { get; init; } = 1;

    /// <summary>Largest change of that part's aspect, such as 4/3 for up to a third wider or higher.</summary>
    public double CropAspect { get; init; } = 1;

    /// <summary>
    /// Share of width and height that a random crop keeps, at its own scale: batches become smaller by it, and the model trains on smaller
    /// pictures than it is used on.
    /// </summary>
    public double Crop { get; init; } = 1;

    /// <summary>Largest relative change of brightness.</summary>
    public double Brightness { get; init; }

    public double Contrast { get; init; }

    public double Saturation { get; init; }

    /// <summary>Largest turn of hue to either side.</summary>
    public double Hue { get; init; }

    /// <summary>Largest relative change of the exponent of all colours, upwards or, as its inverse, downwards.</summary>
    public double Gamma { get; init; }

    /// <summary>Largest relative change of one colour channel against the others.</summary>
    public double Tint { get; init; }

    /// <summary>Probability of a photo without colour.</summary>
    public double Grey { get; init; }

    /// <summary>Probability of an unsharp photo.</summary>
    public double Blur { get; init; }

    /// <summary>Largest standard deviation of its Gaussian, in pixels; at 0 it is slightly unsharp, mixed with the mean of 3×3 pixels.</summary>
    public double BlurSigma { get; init; }

    /// <summary>Largest standard deviation of added noise, of a full scale of 1.</summary>
    public double Noise { get; init; }

    /// <summary>Probability of a photo that was stored as JPEG, with colours at half resolution.</summary>
    public double Jpeg { get; init; }

    /// <summary>Its lowest quality, as libjpeg counts it; the highest is 95.</summary>
    public int JpegQuality { get; init; } = 30;

    /// <summary>Probability of a rectangle in the photo's mean colour. The mask under it stays: what is covered is to be told from what surrounds it.</summary>
    public double CutOut { get; init; }

    /// <summary>Its largest width and height; the smallest are half of it.</summary>
    public double CutOutSide { get; init; } = 0.25;

    /// <summary>Probability that the car is cut out and placed before another background; of binary masks only.</summary>
    public double Background { get; init; }

    /// <summary>Whether pixels come to lie between pixels, or beyond the border.</summary>
    internal bool Warps => Rotate > 0 || ScaleDown < 1 || ScaleUp > 1 || Shift > 0 || Shear > 0 || Perspective > 0 || CropArea < 1 || CropAspect > 1;

    /// <summary>Whether pixels come to lie elsewhere at all.</summary>
    internal bool Moves => Warps || Flip > 0 || FlipVertical > 0 || Crop < 1;

    /// <summary>Whether colours are mixed, each photo's by one matrix.</summary>
    internal bool Recolours => Brightness > 0 || Contrast > 0 || Saturation > 0 || Hue > 0 || Tint > 0 || Grey > 0;

    /// <exception cref="ArgumentException">There is no preset of this name.</exception>
    public static Augmentation Parse(string preset) => preset switch
    {
        "none" => None,
        "light" => Light,
        "strong" => Strong,
        "street" => Street,
        _ => throw new ArgumentException($"there is no augmentation '{preset}': use {string.Join(", ", Presets.SkipLast(1))} or {Presets[^1]}"),
    };

    /// <exception cref="ArgumentException">A value is out of range; the message says which to use.</exception>
    public Augmentation Validated()
    {
        Check("flip", Flip, 0, 1);
        Check("flip_vertical", FlipVertical, 0, 1);
        Check("rotate", Rotate, 0, 180);
        Check("scale_down", ScaleDown, 0.05, 1);
        Check("scale_up", ScaleUp, 1, 20);
        Check("shift", Shift, 0, 1);
        Check("shear", Shear, 0, 45);
        Check("perspective", Perspective, 0, 0.2);
        Check("crop_area", CropArea, 0.01, 1);
        Check("crop_aspect", CropAspect, 1, 10);
        Check("crop", Crop, 0.01, 1);
        Check("brightness", Brightness, 0, 1);
        Check("contrast", Contrast, 0, 1);
        Check("saturation", Saturation, 0, 1);
        Check("hue", Hue, 0, 180);
        Check("gamma", Gamma, 0, 4);
        Check("tint", Tint, 0, 1);
        Check("grey", Grey, 0, 1);
        Check("blur", Blur, 0, 1);
        Check("blur_sigma", BlurSigma, 0, 16);
        Check("noise", Noise, 0, 1);
        Check("jpeg", Jpeg, 0, 1);
        Check("jpeg_quality", JpegQuality, 1, JpegArtefacts.HighestQuality);
        Check("cut_out", CutOut, 0, 1);
        Check("cut_out_side", CutOutSide, 0.01, 1);
        Check("background", Background, 0, 1);
        return this;
    }

    private static void Check(string name, double value, double least, double most)
    {
        if (!(value >= least && value <= most)) throw new ArgumentException(FormattableString.Invariant($"augment.{name} is {value}: use {least} to {most}"));
    }
}

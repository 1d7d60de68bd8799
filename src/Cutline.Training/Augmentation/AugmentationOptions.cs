namespace Cutline.Training.Augmentation;

/// <summary>
/// The random changes of training photos. Lengths are shares of the image, angles are in degrees, probabilities 0 to 1; a property at its
/// default changes nothing. Objects of another photo are pasted into a photo; it is resized-cropped, flipped, rotated, scaled, sheared,
/// shifted, seen in perspective and cropped, all in one interpolation; then its background is replaced, other things are placed behind and
/// before the object, its colours change
/// (saturation, hue, contrast, brightness, tint, gamma, night), and it is blurred, made noisy, sharpened, compressed, and covered in part.
/// Masks go through the geometry, and lose what is placed before the object.
/// </summary>
public sealed record AugmentationOptions
{
    /// <summary>The names of the presets.</summary>
    public static IReadOnlyList<string> Presets { get; } = ["none", "light", "strong", "street", "lot"];

    /// <summary>No change at all.</summary>
    public static AugmentationOptions None { get; } = new();

    /// <summary>
    /// Small changes of position and light, for photos like those trained on: mirror image, rotation, scale, shift, brightness, contrast,
    /// saturation.
    /// </summary>
    public static AugmentationOptions Light { get; } = new()
    {
        Flip = 0.5, Rotate = 5, ScaleDown = 0.9, ScaleUp = 1.15, Shift = 0.05, Brightness = 0.15, Contrast = 0.15, Saturation = 0.2,
    };

    /// <summary>
    /// Large changes, for photos unlike those trained on: those of <see cref="Light"/>, tint, grey, blur, noise, another background.
    /// </summary>
    public static AugmentationOptions Strong { get; } = new()
    {
        Flip = 0.5, Rotate = 8, ScaleDown = 0.65, ScaleUp = 1.4, Shift = 0.15, Brightness = 0.35, Contrast = 0.35, Saturation = 0.5,
        Tint = 0.1, Grey = 0.05, Blur = 0.15, Noise = 0.03, Background = 0.5,
    };

    /// <summary>
    /// Driving scenes: a camera that is nearer or turned a little, other light, and camera artefacts. Mirror image, enlargement of a
    /// quarter of the area or more, small rotation and perspective, brightness, contrast, saturation, hue, gamma, blur, noise, JPEG.
    /// </summary>
    public static AugmentationOptions Street { get; } = new()
    {
        Flip = 0.5, Rotate = 2, ScaleDown = 0.9, Shift = 0.05, Perspective = 0.03, CropArea = 0.25, CropAspect = 1.25,
        Brightness = 0.3, Contrast = 0.3, Saturation = 0.3, Hue = 10, Gamma = 0.25,
        Blur = 0.15, BlurSigma = 1, Noise = 0.02, Jpeg = 0.1, JpegQuality = 40,
    };

    /// <summary>
    /// Cars as dealers photograph them: small in a wide frame to cut by it, before other cars, behind posts and people, at night, on wet
    /// ground, by a phone that moves and sharpens. For binary masks.
    /// </summary>
    public static AugmentationOptions Lot { get; } = new()
    {
        Flip = 0.5, Rotate = 5, ScaleDown = 0.35, ScaleUp = 1.7, Shift = 0.2, Perspective = 0.03, Fill = 0.5,
        Background = 0.25, Neighbour = 0.35, Reflection = 0.1, Occluder = 0.15,
        Brightness = 0.35, Contrast = 0.35, Saturation = 0.5, Hue = 8, Gamma = 0.4, Tint = 0.1, Grey = 0.04, Night = 0.12,
        Blur = 0.15, BlurSigma = 1.2, MotionBlur = 0.1, Noise = 0.03, Sharpen = 0.25, Jpeg = 0.3, JpegQuality = 35,
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

    /// <summary>Largest shear angle of vertical and of horizontal lines to either side.</summary>
    public double Shear { get; init; }

    /// <summary>Largest shift of each corner in each direction, as in a photo taken from another place.</summary>
    public double Perspective { get; init; }

    /// <summary>Smallest share of the area of a random part that is enlarged to the whole picture (random resized crop).</summary>
    public double CropArea { get; init; } = 1;

    /// <summary>Largest change of that part's aspect, such as 4/3 for up to a third wider or higher.</summary>
    public double CropAspect { get; init; } = 1;

    /// <summary>
    /// Share of width and height that a random crop keeps, without resizing: batches become smaller, and the model trains on smaller
    /// pictures than it is used on.
    /// </summary>
    public double Crop { get; init; } = 1;

    /// <summary>Largest relative change of brightness.</summary>
    public double Brightness { get; init; }

    /// <summary>Largest relative change of contrast, about the middle of the range.</summary>
    public double Contrast { get; init; }

    /// <summary>Largest relative change of saturation.</summary>
    public double Saturation { get; init; }

    /// <summary>Largest rotation of the hue to either side.</summary>
    public double Hue { get; init; }

    /// <summary>Largest relative change of the exponent of all colours: from 1 / (1 + Gamma) to 1 + Gamma.</summary>
    public double Gamma { get; init; }

    /// <summary>Largest relative change of one colour channel against the others.</summary>
    public double Tint { get; init; }

    /// <summary>Probability of a photo without colour.</summary>
    public double Grey { get; init; }

    /// <summary>Probability of a blurred photo.</summary>
    public double Blur { get; init; }

    /// <summary>Largest standard deviation of the Gaussian blur, in pixels; at 0, blur is a mixture with the mean of 3×3 pixels.</summary>
    public double BlurSigma { get; init; }

    /// <summary>Largest standard deviation of added noise, of a full scale of 1.</summary>
    public double Noise { get; init; }

    /// <summary>Probability of JPEG artefacts, with chroma at half resolution.</summary>
    public double Jpeg { get; init; }

    /// <summary>Lowest JPEG quality, on the scale of libjpeg; the highest is 95.</summary>
    public int JpegQuality { get; init; } = 30;

    /// <summary>
    /// Probability of a rectangle in the photo's mean colour. The mask under it stays: the model infers what is covered from its
    /// surroundings.
    /// </summary>
    public double CutOut { get; init; }

    /// <summary>Largest width and height of that rectangle; the smallest are half of it.</summary>
    public double CutOutSide { get; init; } = 0.25;

    /// <summary>Probability that the background is replaced (see <see cref="Backgrounds"/>); for binary masks only.</summary>
    public double Background { get; init; }

    /// <summary>
    /// Probability that a background is seen beyond the photo's border instead of black, where the photo is made smaller or moved; for
    /// binary masks only.
    /// </summary>
    public double Fill { get; init; }

    /// <summary>
    /// Probability of a second, smaller object beside the first and mostly behind it, from another photo of the batch: it is background in
    /// the mask. For binary masks only.
    /// </summary>
    public double Neighbour { get; init; }

    /// <summary>
    /// Probability that objects of another photo of the batch are pasted into the photo with their labels, before all other changes
    /// (G. Ghiasi et al., "Simple Copy-Paste is a Strong Data Augmentation Method for Instance Segmentation", 2021): some of the connected
    /// regions of one class, but for class 0, of 0.5 to 1.5 times their size, mirrored or not, anywhere.
    /// </summary>
    public double CopyPaste { get; init; }

    /// <summary>Probability of a faint mirror image of the object on the ground; for binary masks only.</summary>
    public double Reflection { get; init; }

    /// <summary>
    /// Probability of drawn posts and people in front of the object; what they cover is background in the mask. For binary masks only.
    /// </summary>
    public double Occluder { get; init; }

    /// <summary>Probability of a photo as at night: dark and noisy, with lamps.</summary>
    public double Night { get; init; }

    /// <summary>Probability of a photo blurred along a straight line, by a moving camera.</summary>
    public double MotionBlur { get; init; }

    /// <summary>Probability of edges with raised contrast, as phones make them.</summary>
    public double Sharpen { get; init; }

    /// <summary>Whether the geometry needs interpolation.</summary>
    internal bool Warps =>
        Rotate > 0 || ScaleDown < 1 || ScaleUp > 1 || Shift > 0 || Shear > 0 || Perspective > 0 || CropArea < 1 || CropAspect > 1;

    /// <summary>Whether pixels move at all.</summary>
    internal bool Moves => Warps || Flip > 0 || FlipVertical > 0 || Crop < 1;

    /// <summary>Whether colours change by a matrix.</summary>
    internal bool Recolours => Brightness > 0 || Contrast > 0 || Saturation > 0 || Hue > 0 || Tint > 0 || Grey > 0;

    /// <summary>The preset of a name.</summary>
    /// <exception cref="ArgumentException">There is no preset of this name; the message lists them.</exception>
    public static AugmentationOptions Parse(string preset) => preset switch
    {
        "none" => None,
        "light" => Light,
        "strong" => Strong,
        "street" => Street,
        "lot" => Lot,
        _ => throw new ArgumentException(
            $"there is no augmentation '{preset}': use {string.Join(", ", Presets.SkipLast(1))} or {Presets[^1]}"),
    };

    /// <summary>Returns these options where every value is in range.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names the property and the range.</exception>
    public AugmentationOptions Validated()
    {
        Check(nameof(Flip), Flip, 0, 1);
        Check(nameof(FlipVertical), FlipVertical, 0, 1);
        Check(nameof(Rotate), Rotate, 0, 180);
        Check(nameof(ScaleDown), ScaleDown, 0.05, 1);
        Check(nameof(ScaleUp), ScaleUp, 1, 20);
        Check(nameof(Shift), Shift, 0, 1);
        Check(nameof(Shear), Shear, 0, 45);
        Check(nameof(Perspective), Perspective, 0, 0.2);
        Check(nameof(CropArea), CropArea, 0.01, 1);
        Check(nameof(CropAspect), CropAspect, 1, 10);
        Check(nameof(Crop), Crop, 0.01, 1);
        Check(nameof(Brightness), Brightness, 0, 1);
        Check(nameof(Contrast), Contrast, 0, 1);
        Check(nameof(Saturation), Saturation, 0, 1);
        Check(nameof(Hue), Hue, 0, 180);
        Check(nameof(Gamma), Gamma, 0, 4);
        Check(nameof(Tint), Tint, 0, 1);
        Check(nameof(Grey), Grey, 0, 1);
        Check(nameof(Blur), Blur, 0, 1);
        Check(nameof(BlurSigma), BlurSigma, 0, 16);
        Check(nameof(Noise), Noise, 0, 1);
        Check(nameof(Jpeg), Jpeg, 0, 1);
        Check(nameof(JpegQuality), JpegQuality, 1, JpegArtefacts.HighestQuality);
        Check(nameof(CutOut), CutOut, 0, 1);
        Check(nameof(CutOutSide), CutOutSide, 0.01, 1);
        Check(nameof(Background), Background, 0, 1);
        Check(nameof(Fill), Fill, 0, 1);
        Check(nameof(Neighbour), Neighbour, 0, 1);
        Check(nameof(CopyPaste), CopyPaste, 0, 1);
        Check(nameof(Reflection), Reflection, 0, 1);
        Check(nameof(Occluder), Occluder, 0, 1);
        Check(nameof(Night), Night, 0, 1);
        Check(nameof(MotionBlur), MotionBlur, 0, 1);
        Check(nameof(Sharpen), Sharpen, 0, 1);
        return this;
    }

    private static void Check(string name, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
            throw new ArgumentException(FormattableString.Invariant($"AugmentationOptions.{name} is {value}: use {least} to {most}"));
    }
}

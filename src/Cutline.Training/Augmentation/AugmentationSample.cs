namespace Cutline.Training.Augmentation;

/// <summary>
/// The augmentation of one photo of a batch, drawn before any pixel is computed. The same numbers are drawn whatever is switched on,
/// so that switching one change on or off leaves the others as they were.
/// </summary>
internal sealed record AugmentationSample
{
    /// <summary>Maps a pixel of the result to the point of the photo that is seen there, crop included.</summary>
    public required Homography Map { get; init; }

    /// <summary>Whether left and right are exchanged.</summary>
    public required bool Mirrored { get; init; }

    /// <summary>Whether top and bottom are exchanged.</summary>
    public required bool UpsideDown { get; init; }

    /// <summary>The upper left pixel of the crop.</summary>
    public required (int X, int Y) Corner { get; init; }

    /// <summary>The change of colours.</summary>
    public required ColourMatrix Colours { get; init; }

    /// <summary>The exponent of colours.</summary>
    public required double Gamma { get; init; }

    /// <summary>The share of the mean of 3×3 pixels, or the standard deviation of a Gaussian in pixels; 0 for no blur.</summary>
    public required double Blur { get; init; }

    /// <summary>The standard deviation of added noise, of a full scale of 1.</summary>
    public required double Noise { get; init; }

    /// <summary>JPEG quality, 0 for no compression.</summary>
    public required int Jpeg { get; init; }

    /// <summary>The covered rectangle in pixels of the result, empty for none.</summary>
    public required (int X, int Y, int Width, int Height) Hole { get; init; }

    /// <summary>Whether another background is placed behind the object.</summary>
    public required bool Placed { get; init; }

    /// <summary>Draws the augmentation of a photo of this size, of which the crop keeps <paramref name="kept"/>.</summary>
    public static AugmentationSample Draw(
        AugmentationOptions o, AugmentationRandom random, (int Width, int Height) size, (int Width, int Height) kept)
    {
        var (mirrored, upsideDown) = (random.Chance(o.Flip), random.Chance(o.FlipVertical));
        var corner = (X: random.Below(size.Width - kept.Width + 1), Y: random.Below(size.Height - kept.Height + 1));
        return new()
        {
            Mirrored = mirrored, UpsideDown = upsideDown, Corner = corner,
            Map = Place(o, random, (double)size.Width / size.Height)
                * Homography.Part(mirrored ? -1 : 1, upsideDown ? -1 : 1, 0, 0)
                * Quadrilateral(random, 2 * o.Perspective)
                * Homography.Part(
                    (double)kept.Width / size.Width, (double)kept.Height / size.Height,
                    (2.0 * corner.X + kept.Width) / size.Width - 1, (2.0 * corner.Y + kept.Height) / size.Height - 1),
            Placed = random.Chance(o.Background),
            Colours = Recolour(o, random),
            Gamma = Math.Pow(1 + o.Gamma, random.Around(0, 1)),
            Blur = Given(random.Chance(o.Blur), random.Unit(), u => o.BlurSigma > 0 ? (0.1 + 0.9 * u) * o.BlurSigma : 0.3 + 0.7 * u),
            Noise = random.Between(0, o.Noise),
            Jpeg = (int)Given(
                random.Chance(o.Jpeg), random.Unit(),
                u => o.JpegQuality + Math.Floor(u * (JpegArtefacts.HighestQuality - o.JpegQuality + 1))),
            Hole = Cover(random.Chance(o.CutOut) ? o.CutOutSide : 0, random, kept),
        };
    }

    /// <summary>
    /// A part of the picture, shifted, rotated, scaled and sheared. An aspect is drawn from those with which the part is no larger than the
    /// whole.
    /// </summary>
    private static Homography Place(AugmentationOptions o, AugmentationRandom random, double aspect)
    {
        var area = random.Between(o.CropArea, 1);
        var changed = Math.Pow(Math.Min(o.CropAspect, 1 / area), random.Around(0, 1));
        var (width, height) = (Math.Min(1, Math.Sqrt(area * changed)), Math.Min(1, Math.Sqrt(area / changed)));
        var part = Homography.Part(width, height, random.Around(0, 1 - width), random.Around(0, 1 - height));
        var shift = Homography.Part(1, 1, random.Around(0, 2 * o.Shift), random.Around(0, 2 * o.Shift));
        var turn = Homography.Turn(random.Around(0, o.Rotate), random.Between(o.ScaleDown, o.ScaleUp), aspect);
        return part * shift * turn * Homography.Shear(random.Around(0, o.Shear), random.Around(0, o.Shear), aspect);
    }

    private static Homography Quadrilateral(AugmentationRandom random, double reach)
    {
        (double, double) Corner(int x, int y) => (random.Around(x, reach), random.Around(y, reach));
        return Homography.Corners(Corner(-1, -1), Corner(1, -1), Corner(1, 1), Corner(-1, 1));
    }

    private static ColourMatrix Recolour(AugmentationOptions o, AugmentationRandom random)
    {
        var (grey, saturation, hue) = (random.Chance(o.Grey), random.Around(1, o.Saturation), random.Around(0, o.Hue));
        var (contrast, brightness) = (random.Around(1, o.Contrast), random.Around(1, o.Brightness));
        double Gain() => brightness * random.Around(1, o.Tint);
        return ColourMatrix.Of(grey ? 0 : saturation, hue, contrast, Gain(), Gain(), Gain());
    }

    private static (int X, int Y, int Width, int Height) Cover(double side, AugmentationRandom random, (int Width, int Height) size)
    {
        var (width, height) = ((int)(size.Width * random.Between(side / 2, side)), (int)(size.Height * random.Between(side / 2, side)));
        return (random.Below(size.Width - width + 1), random.Below(size.Height - height + 1), width, height);
    }

    private static double Given(bool happens, double unit, Func<double, double> value) => happens ? value(unit) : 0;
}

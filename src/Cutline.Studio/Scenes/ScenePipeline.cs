using Cutline.Imaging;
using Cutline.Imaging.Decoding;
using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;
using Cutline.Studio.Plates;

namespace Cutline.Studio.Scenes;

/// <summary>
/// The steps from a photo and its probability map to a finished picture: matte, retouch, plate cover, straightening, scene, size.
/// The result is the subject alone, on a plain colour, or in a scene.
/// </summary>
public sealed class ScenePipeline
{
    private readonly SceneOptions options;
    private readonly CutOutOptions plain;
    private readonly Scene? scene;

    private ScenePipeline(SceneOptions options, CutOutOptions plain, Scene? scene) =>
        (this.options, this.plain, this.scene) = (options, plain, scene);

    /// <summary>Whether the result has a transparent background.</summary>
    public bool IsTransparent => scene is null && plain.Background.IsTransparent;

    /// <summary>Whether the subject is painted in a scene, with something else behind it than one colour.</summary>
    public bool IsScene => scene is not null;

    /// <summary>Whether the photo is rotated.</summary>
    public bool IsStraightened => options.Straighten != 0;

    /// <summary>Whether a licence plate is covered.</summary>
    public bool CoversPlate => options.Plate is not null;

    /// <summary>Whether the plate's corners are given, which are valid for one photo only.</summary>
    public bool HasPlateCorners => options.Plate?.At is not null;

    /// <summary>Whether the plate is to be detected, for which <see cref="Run"/> then needs a detector.</summary>
    public bool DetectsPlate => CoversPlate && !HasPlateCorners;

    /// <summary>Whether the background shows through the car's windows, of which <see cref="Run"/> then needs the probability.</summary>
    public bool SeesThroughGlass => options.Glass > 0;

    /// <summary>Whether the matte is retouched, by an edit mask that is valid for one photo only.</summary>
    public bool IsRetouched => options.Retouch is not null;

    /// <summary>The most pixels that the result can have before it is reduced to a size: an upper bound of the memory it takes.</summary>
    /// <param name="width">The photo's, in pixels.</param>
    /// <param name="height">The photo's, in pixels.</param>
    public long MostPixels(int width, int height)
    {
        var (sine, cosine) = Math.SinCos(Math.Abs(options.Straighten) * Math.PI / 180);
        var (wide, high) = (width * cosine + height * sine + 2, height * cosine + width * sine + 2);
        if (!IsStraightened) (wide, high) = (width, height);
        var pixels = wide * high;
        if (options.Aspect is { } aspect) // around the frame, or around any crop of it
            pixels = Math.Max(wide * wide * aspect.Height / aspect.Width, high * high * aspect.Width / aspect.Height);
        return Math.Max((long)width * height, Math.Min((long)Math.Ceiling(pixels), 2 * PhotoLimits.Default.MaxPixels));
    }

    /// <summary>
    /// Builds the pipeline. A plain colour without aspect, shadow and reflection is a simple cut-out; everything else is a scene.
    /// </summary>
    /// <exception cref="ArgumentException">A value is out of range, or an option needs a background that is not set.</exception>
    /// <exception cref="FormatException">The background has an unknown form.</exception>
    public static ScenePipeline Create(SceneOptions options)
    {
        options.Validated();
        var backdrop = options.Picture is null ? Backdrop.Named(options.Background) : null;
        if (backdrop is null && options.Picture is null)
        {
            var colour = Background.Parse(options.Background);
            if (options is { Aspect: null, Shadow: null, Reflection: null })
                return new(options, new() { Background = colour, Crop = options.Crop }, null);
            if (colour.IsTransparent)
                throw new ArgumentException(
                    "aspect, shadow and reflection need something behind the car: give background studio, gradient, blur or a colour");
            backdrop = Backdrop.Colour(colour);
        }

        var scene = new Scene { Crop = options.Crop, Aspect = options.Aspect, Reflection = options.Reflection ?? 0 };
        var shadow = options.Shadow ?? (backdrop == Backdrop.Studio ? Scene.StudioShadow : 0);
        scene = scene with { Backdrop = backdrop ?? scene.Backdrop, Shadow = shadow };
        return new(options, CutOutOptions.Default, scene.Validated());
    }

    /// <summary>Runs all steps on one photo.</summary>
    /// <param name="photo">RGB, of any size.</param>
    /// <param name="probabilities">The probability of the subject, (height, width) in row order, 0 to 1, covering the whole photo.</param>
    /// <param name="width">Columns of the map.</param>
    /// <param name="height">Rows of the map.</param>
    /// <param name="refined">The same probabilities with a refined outline, where there are; null otherwise.</param>
    /// <param name="glass">The probability of windows; null where the model gives none.</param>
    /// <param name="leastConfidence">
    /// The model's confidence below which its outline counts as uncertain, 0 to 1; null for <see cref="MatteReview.LeastConfidence"/>.
    /// </param>
    /// <param name="plates">Detects the licence plate; null where none is to be detected.</param>
    /// <param name="decoder">Reads the background picture and the retouch; null for this process.</param>
    /// <param name="cancel">Ends their decoding, as far as the decoder can.</param>
    /// <returns>
    /// The result. Its part and subject are in pixels of the photo; where the photo was straightened, in the rotated plane, whose centre is
    /// the photo's centre.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The photo is not RGB, or the map has another size or values outside 0 to 1; or <paramref name="glass"/> is null, and
    /// <see cref="SeesThroughGlass"/>; or <paramref name="plates"/> is null, and <see cref="DetectsPlate"/>.
    /// </exception>
    /// <exception cref="NothingToCutException">No probability reaches one half, or the retouch erases the whole subject.</exception>
    /// <exception cref="PhotoException">The background picture or the retouch cannot be read, or the result would be too large.</exception>
    public CutOut Run(
        Photo photo, ReadOnlySpan<float> probabilities, int width, int height, RefinedMap? refined = null, Glass? glass = null,
        double? leastConfidence = null, PlateDetector? plates = null, PhotoDecoder? decoder = null, CancellationToken cancel = default)
    {
        if (SeesThroughGlass && glass is null)
            throw new ArgumentException(FormattableString.Invariant(
                $"Glass is {options.Glass}, and there is no probability of windows: give one, or leave Glass at 0"));
        if (DetectsPlate && plates is null)
            throw new ArgumentException("Plate is to be detected, and there is no detector: give one, or the plate's corners");
        if (options.Plate?.At is { } at && IsOutside(at, photo))
            throw new PhotoException(
                $"the plate's corners lie outside of the photo of {photo.Width}×{photo.Height} pixels: give them in its pixels, from the "
                    + "upper left corner");
        using var matte = Matte.Estimate(photo, probabilities, width, height, plain.Matte with { Subject = options.Subject }, refined);
        if (options.Retouch is { } retouch) Retouch.Apply(retouch, matte, decoder, cancel);
        if (SeesThroughGlass) matte.Clearness = glass!.Clearness(photo.Width, photo.Height, options.Glass);
        var plate = options.Plate?.At is { } corners ? new DetectedPlate(corners, 1) : DetectsPlate ? plates!.Detect(photo, matte) : null;
        using var covered = plate is null ? null : PlatePainter.Cover(photo, plate.Corners);
        var source = covered ?? photo;
        using var picture = options.Picture is not { } file ? null
            : (decoder ?? PhotoDecoder.InProcess).Load(file, name: "the backdrop", cancel: cancel);
        var cut = options.Straighten == 0 ? Rendered(source, matte, picture) : Straightened(source, matte, picture);
        cut = cut with { Plate = plate, Review = Reasons(matte, plate, leastConfidence) };
        return options.Size is { } size && Math.Max(cut.Photo.Width, cut.Photo.Height) > size ? Reduced(cut, size) : cut;
    }

    private static bool IsOutside(Quad quad, Photo photo) => quad.Corners.All(c => c.X <= 0) || quad.Corners.All(c => c.Y <= 0)
        || quad.Corners.All(c => c.X >= photo.Width) || quad.Corners.All(c => c.Y >= photo.Height);

    private IReadOnlyList<ReviewReason> Reasons(Matte matte, DetectedPlate? plate, double? leastConfidence)
    {
        var reasons = MatteReview.Of(matte, IsRetouched, leastConfidence);
        return CoversPlate && plate is null ? [.. reasons, ReviewReason.NoPlate] : reasons;
    }

    private CutOut Straightened(Photo photo, Matte matte, Photo? picture)
    {
        using var straight = StraightenedPhoto.Of(photo, matte, options.Straighten);
        var cut = Rendered(straight.Photo, straight.Matte, picture);
        return cut with { Part = cut.Part.Moved(straight.Frame.X, straight.Frame.Y),
            Subject = cut.Subject.Moved(straight.Frame.X, straight.Frame.Y) };
    }

    private CutOut Rendered(Photo photo, Matte matte, Photo? picture)
    {
        if (scene is null) return CutOut.From(photo, matte, plain);
        if (picture is null) return SceneRenderer.Render(photo, matte, scene);
        return SceneRenderer.Render(photo, matte, scene with { Backdrop = Backdrop.Picture(picture, options.Fit == PictureFit.Cover) });
    }

    private static CutOut Reduced(CutOut cut, int size)
    {
        using var whole = cut.Photo;
        var scale = (double)size / Math.Max(whole.Width, whole.Height);
        int Side(int pixels) => Math.Max(1, (int)Math.Round(pixels * scale));
        return cut with { Photo = whole.Resize(Side(whole.Width), Side(whole.Height), Kernel.Lanczos) };
    }
}

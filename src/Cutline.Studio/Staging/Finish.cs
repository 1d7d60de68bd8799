using Cutline.Imaging;
using Cutline.Studio.Plates;
using Cutline.Torch;

namespace Cutline.Studio.Staging;

/// <summary>What becomes of a photo and its mask: the subject alone, on one colour, or on a stage; retouched, straightened, of a size.</summary>
public sealed class Finish
{
    private readonly FinishOptions options;
    private readonly CutOutOptions plain;
    private readonly Look? look;

    private Finish(FinishOptions options, CutOutOptions plain, Look? look) => (this.options, this.plain, this.look) = (options, plain, look);

    /// <summary>Whether nothing lies behind the subject.</summary>
    public bool IsTransparent => look is null && plain.Background.IsTransparent;

    /// <summary>Whether a licence plate is to be covered.</summary>
    public bool CoversPlate => options.Plate is not null;

    /// <summary>Whether that plate's corners are given, which are one photo's.</summary>
    public bool PlacesPlate => options.Plate?.At is not null;

    /// <summary>Whether a hand changed the mask, which is one photo's.</summary>
    public bool IsRetouched => options.Retouch is not null;

    /// <summary>Reads what people ask for; a plain colour without more is cut out on it, anything else is a stage.</summary>
    /// <exception cref="ArgumentException">A value is out of range, or an option needs something behind the subject.</exception>
    /// <exception cref="FormatException">The background is not understood.</exception>
    public static Finish Parse(FinishOptions options)
    {
        options.Validated();
        var backdrop = options.Picture is null ? Backdrop.Named(options.Background) : null;
        if (backdrop is null && options.Picture is null)
        {
            var colour = Background.Parse(options.Background);
            if (options is { Aspect: null, Shadow: null, Reflection: null }) return new(options, new() { Background = colour, Crop = options.Crop }, null);
            if (colour.IsTransparent) throw new ArgumentException("aspect, shadow and reflection need something behind the car: give background studio, gradient, blur or a colour");
            backdrop = Backdrop.Colour(colour);
        }

        var look = new Look { Crop = options.Crop, Aspect = options.Aspect, Reflection = options.Reflection ?? 0 };
        look = look with { Backdrop = backdrop ?? look.Backdrop, Shadow = options.Shadow ?? (backdrop == Backdrop.Studio ? look.Shadow : 0) };
        return new(options, CutOutOptions.Default, look.Validated());
    }

    /// <summary>Cuts out what the model found, and finishes it.</summary>
    /// <param name="photo">RGB, any size.</param>
    /// <param name="probabilities">(height, width), 0 to 1, covering the whole photo.</param>
    /// <returns>Its part and subject are in the photo's pixels; in the turned plane, whose centre is the photo's, where it was straightened.</returns>
    /// <exception cref="NothingToCutException">The model found nothing, or the retouch leaves nothing.</exception>
    /// <exception cref="PhotoException">The picture or the retouch cannot be read, or the result would be too large.</exception>
    public CutOut Apply(Photo photo, Tensor probabilities)
    {
        using var matte = Matte.Estimate(photo, probabilities.ToArray<float>(), (int)probabilities.Shape[1], (int)probabilities.Shape[0], plain.Matte);
        if (options.Retouch is { } retouch) Retouch.Apply(retouch, matte);
        var plate = Plate(photo, matte);
        using var covered = plate is null ? null : PlatePainter.Cover(photo, plate.Corners);
        var seen = covered ?? photo;
        var cut = (options.Straighten == 0 ? Shown(seen, matte) : Turned(seen, matte)) with { Plate = plate, Review = Review.Of(matte, IsRetouched) };
        return options.Size is { } size && Math.Max(cut.Photo.Width, cut.Photo.Height) > size ? Reduced(cut, size) : cut;
    }

    private FoundPlate? Plate(Photo photo, Matte matte)
    {
        if (options.Plate is not { } cover) return null;
        return cover.At is { } corners ? new(corners, 1) : PlateFinder.Find(photo, matte);
    }

    private CutOut Turned(Photo photo, Matte matte)
    {
        using var straight = Straightened.Turn(photo, matte, options.Straighten);
        var cut = Shown(straight.Photo, straight.Matte);
        return cut with { Part = cut.Part.Moved(straight.Frame.X, straight.Frame.Y), Subject = cut.Subject.Moved(straight.Frame.X, straight.Frame.Y) };
    }

    private CutOut Shown(Photo photo, Matte matte)
    {
        if (look is null) return CutOut.From(photo, matte, plain);
        if (options.Picture is not { } file) return Staged.Make(photo, matte, look);
        using var picture = Photo.Load(file, name: "the backdrop");
        return Staged.Make(photo, matte, look with { Backdrop = Backdrop.Picture(picture, options.Fit == PictureFit.Cover) });
    }

    private static CutOut Reduced(CutOut cut, int size)
    {
        using var whole = cut.Photo;
        var scale = (double)size / Math.Max(whole.Width, whole.Height);
        int Side(int pixels) => Math.Max(1, (int)Math.Round(pixels * scale));
        return cut with { Photo = whole.Resize(Side(whole.Width), Side(whole.Height), Kernel.Lanczos) };
    }
}

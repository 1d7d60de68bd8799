using Cutline.Imaging;
using Cutline.Studio;
using Cutline.Studio.Staging;
using Cutline.Torch;

namespace Cutline.Cli;

/// <summary>What a cut-out becomes: cut out alone or on one colour, or set on a stage.</summary>
internal sealed class CutFinish : IDisposable
{
    private readonly CutOutOptions options;
    private readonly Look? look;
    private readonly Photo? picture;

    private CutFinish(CutOutOptions options, Look? look, Photo? picture) => (this.options, this.look, this.picture) = (options, look, picture);

    /// <exception cref="ArgumentException">An option is out of range, or needs something behind the car.</exception>
    /// <exception cref="FormatException">The background or the aspect is not understood.</exception>
    /// <exception cref="PhotoException">The background's photo cannot be read.</exception>
    internal static CutFinish Parse(string background, Margin? crop, string? aspect, double? shadow, double? reflection)
    {
        var picture = File.Exists(background) ? Photo.Load(File.ReadAllBytes(background), name: background) : null;
        var plain = aspect is null && shadow is null && reflection is null;
        if (picture is null && plain && !IsStaged(background)) return new(new CutOutOptions { Background = Background.Parse(background), Crop = crop }, null, null);
        if (picture is null && !IsStaged(background) && Background.Parse(background).IsTransparent)
            throw new ArgumentException("--aspect, --shadow and --reflection need something behind the car: give --background studio, blur, a colour or a photo");
        var backdrop = picture is null ? Backdrop.Parse(background) : Backdrop.Picture(picture);
        var look = new Look { Backdrop = backdrop, Crop = crop, Aspect = aspect is null ? null : Aspect.Parse(aspect), Reflection = reflection ?? 0 };
        return new(new(), (look with { Shadow = shadow ?? (backdrop == Backdrop.Studio ? look.Shadow : 0) }).Validated(), picture);
    }

    /// <exception cref="NothingToCutException">The model found nothing.</exception>
    internal Photo Apply(Photo photo, Tensor probabilities)
    {
        if (look is null) return CutOut.From(photo, probabilities, options).Photo;
        using var matte = Matte.Estimate(photo, probabilities.ToArray<float>(), (int)probabilities.Shape[1], (int)probabilities.Shape[0]);
        return Staged.Make(photo, matte, look);
    }

    public void Dispose() => picture?.Dispose();

    private static bool IsStaged(string background) => background.Contains('-', StringComparison.Ordinal) || background is "studio" or "blur" or "gradient";
}

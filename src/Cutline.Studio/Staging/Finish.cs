using Cutline.Imaging;
using Cutline.Torch;

namespace Cutline.Studio.Staging;

/// <summary>What becomes of a photo and its mask: the subject alone, on one colour, or on a stage.</summary>
public sealed class Finish
{
    private readonly CutOutOptions options;
    private readonly Look? look;

    private Finish(CutOutOptions options, Look? look) => (this.options, this.look) = (options, look);

    public static Finish Transparent { get; } = new(CutOutOptions.Default, null);

    /// <summary>Whether nothing lies behind the subject.</summary>
    public bool IsTransparent => look is null && options.Background.IsTransparent;

    /// <summary>Reads what people ask for; a plain colour without more is cut out on it, anything else is a stage.</summary>
    /// <param name="background">See <see cref="Backdrop.Parse"/> and <see cref="Background.Parse"/>; not looked at where there is a picture.</param>
    /// <param name="shadow">Null for a shadow in the studio alone.</param>
    /// <param name="picture">Another photo to stand before; it remains the caller's, and must live as long as this.</param>
    /// <exception cref="ArgumentException">A strength is out of range, or an option needs something behind the subject.</exception>
    /// <exception cref="FormatException">The background or the aspect is not understood.</exception>
    public static Finish Parse(string background, Margin? crop = null, string? aspect = null, double? shadow = null, double? reflection = null, Photo? picture = null)
    {
        var staged = picture is not null || background.Trim().ToLowerInvariant() is "studio" or "blur" or "gradient" || background.Contains('-', StringComparison.Ordinal);
        var plain = aspect is null && shadow is null && reflection is null;
        if (!staged)
        {
            var colour = Background.Parse(background);
            if (plain) return new(new CutOutOptions { Background = colour, Crop = crop }, null);
            if (colour.IsTransparent) throw new ArgumentException("aspect, shadow and reflection need something behind the car: give background studio, gradient, blur or a colour");
        }

        var backdrop = picture is null ? Backdrop.Parse(background) : Backdrop.Picture(picture);
        var look = new Look { Backdrop = backdrop, Crop = crop, Aspect = aspect is null ? null : Aspect.Parse(aspect), Reflection = reflection ?? 0 };
        return new(CutOutOptions.Default, (look with { Shadow = shadow ?? (backdrop == Backdrop.Studio ? look.Shadow : 0) }).Validated());
    }

    /// <inheritdoc cref="CutOut.From(Photo, Tensor, CutOutOptions?)"/>
    public CutOut Apply(Photo photo, Tensor probabilities)
    {
        if (look is null) return CutOut.From(photo, probabilities, options);
        using var matte = Matte.Estimate(photo, probabilities.ToArray<float>(), (int)probabilities.Shape[1], (int)probabilities.Shape[0]);
        return Staged.Make(photo, matte, look);
    }
}

using NetVips;

namespace Cutline.Imaging;

public sealed partial class Photo
{
    /// <summary>The photo in sRGB, from its own profile; a copy where it has none. A profile that is broken is left out.</summary>
    public Photo ToSrgb()
    {
        if (IccProfile is not { } icc) return FromPixels(Pixels, Width, Height, Format);
        using var picture = new Pipeline(Wrap());
        picture.Apply(image => image.Mutate(fields => fields.Set(GValue.BlobType, ColourConversion.Profile, icc)));
        ColourConversion.Apply(picture, Format, keepProfile: false);
        var converted = Take(picture.Image, icc: null, Warning);
        GC.KeepAlive(this);
        return converted;
    }

    /// <summary>This photo in sRGB where it has a profile of its own; null where its numbers are sRGB's already.</summary>
    public Photo? ToSrgbIfProfiled() => IccProfile is null ? null : ToSrgb();
}

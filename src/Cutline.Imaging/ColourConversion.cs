using NetVips;

namespace Cutline.Imaging;

/// <summary>Decoded pixels to 8-bit sRGB or grey, with or without alpha.</summary>
internal static class ColourConversion
{
    /// <summary>The name of the ICC profile among an image's metadata.</summary>
    internal const string Profile = "icc-profile-data";

    internal static void Apply(Pipeline picture, PixelFormat format, bool keepProfile)
    {
        var bands = (int)format;
        ToSrgb(picture, bands, keepProfile);
        var space = format == PixelFormat.Grey ? Enums.Interpretation.Bw : Enums.Interpretation.Srgb;
        if (picture.Image.Interpretation != space) picture.Apply(image => image.Colourspace(space));
        if (format == PixelFormat.Rgba)
        {
            if (!picture.Image.HasAlpha()) picture.Apply(image => image.AddAlpha());
        }
        else if (picture.Image.HasAlpha())
        {
            picture.Apply(image => image.Flatten(background: [.. Enumerable.Repeat(255.0, bands)]));
        }

        if (picture.Image.Format != Enums.BandFormat.Uchar) picture.Apply(image => image.Cast(Enums.BandFormat.Uchar));
        if (picture.Image.Bands != bands) picture.Apply(image => image.ExtractBand(0, n: bands));
    }

    /// <summary>The image's ICC profile, where it is one for RGB.</summary>
    internal static byte[]? RgbProfile(Image image) =>
        image.Bands >= 3 && image.Contains(Profile) && image.Get(Profile) is byte[] { Length: >= 20 } icc &&
        icc.AsSpan(16, 4).SequenceEqual("RGB "u8) ? icc : null;

    /// <summary>By the image's own profile; inks without one by libvips' profile of a press.</summary>
    private static void ToSrgb(Pipeline picture, int bands, bool keepProfile)
    {
        var inks = picture.Image.Interpretation == Enums.Interpretation.Cmyk;
        var keep = keepProfile && picture.Image.Bands >= 3; // a grey profile fits no RGB
        if (!inks && (keep || bands < 3 || !picture.Image.Contains(Profile))) return;
        try
        {
            picture.Apply(image => image.IccTransform("srgb", embedded: true, inputProfile: inks ? "cmyk" : "srgb"));
        }
        catch (VipsException)
        {
            // A broken profile: the numbers are taken as they are.
        }
    }
}

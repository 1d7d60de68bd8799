using Cutline.Imaging;

namespace Cutline.Segmentation.Labels;

/// <summary>
/// A mask file's pixels before it is decided what they mean. A label is a grey value or a palette's index, 0 to 255, or a colour, which
/// is <see cref="Colour"/> and its red, green and blue in 24 bits. Grey colours are grey values.
/// </summary>
internal sealed class RawMask
{
    /// <summary>The bit that tells a colour from a value.</summary>
    public const int Colour = 1 << 24;

    /// <summary>With more colours than this under its alpha a picture is a photo, and its alpha the mask.</summary>
    private const int PhotoColours = 256;

    private RawMask(int width, int height, int[] labels) => (Width, Height, Labels) = (width, height, labels);

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Rows of labels.</summary>
    public int[] Labels { get; }

    /// <summary>Decodes a file, upright.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="limits">Limits on what is decoded.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="PhotoException">It cannot be decoded, or is over the limits.</exception>
    public static RawMask Decode(byte[] file, PhotoLimits limits, string name)
    {
        if (GifMask.TryDecode(file, limits) is { } gif) using (gif) return OfGrey(gif);
        if (PalettePng.Is(file) && PalettePng.HoldsClasses(file))
        {
            using var indices = PalettePng.Decode(file, limits, name);
            return OfGrey(indices);
        }

        if (Photo.Probe(file, limits, name).Bands == 1)
        {
            using var grey = Photo.LoadIndices(file, limits, name);
            return OfGrey(grey);
        }

        using var rgba = Photo.Load(file, new PhotoLoad { Limits = limits, Format = PixelFormat.Rgba }, name);
        return OfColours(rgba);
    }

    private static RawMask OfGrey(Photo grey)
    {
        var labels = new int[grey.Width * grey.Height];
        var pixels = grey.Pixels;
        for (var i = 0; i < labels.Length; i++) labels[i] = pixels[i];
        return new(grey.Width, grey.Height, labels);
    }

    private static RawMask OfColours(Photo rgba)
    {
        var labels = new int[rgba.Width * rgba.Height];
        var pixels = rgba.Pixels;
        var isCut = IsCut(pixels);
        var byAlpha = isCut && ShowsOneThing(pixels);
        for (var i = 0; i < labels.Length; i++)
        {
            var (r, g, b, alpha) = (pixels[4 * i], pixels[4 * i + 1], pixels[4 * i + 2], pixels[4 * i + 3]);
            labels[i] = byAlpha ? alpha : isCut && alpha < 128 ? 0 : r == g && g == b ? r : Colour | r << 16 | g << 8 | b;
        }

        return new(rgba.Width, rgba.Height, labels);
    }

    /// <summary>Whether some pixels are transparent and others are not.</summary>
    private static bool IsCut(ReadOnlySpan<byte> rgba)
    {
        var (clear, solid) = (false, false);
        for (var i = 3; i < rgba.Length && !(clear && solid); i += 4)
        {
            clear |= rgba[i] < 128;
            solid |= rgba[i] >= 128;
        }

        return clear && solid;
    }

    /// <summary>Whether what is not transparent has a single colour, or as many as a photo.</summary>
    private static bool ShowsOneThing(ReadOnlySpan<byte> rgba)
    {
        var colours = new HashSet<int>();
        for (var i = 0; i < rgba.Length && colours.Count <= PhotoColours; i += 4)
            if (rgba[i + 3] >= 128) colours.Add(rgba[i] << 16 | rgba[i + 1] << 8 | rgba[i + 2]);
        return colours.Count is 1 or > PhotoColours;
    }
}

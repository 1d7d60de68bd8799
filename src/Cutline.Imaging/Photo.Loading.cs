using System.Text;
using NetVips;

namespace Cutline.Imaging;

public sealed partial class Photo
{
    /// <summary>Reads a picture's header.</summary>
    /// <exception cref="PhotoException">It is no picture, or over the limits.</exception>
    public static PhotoInfo Probe(string path, PhotoLimits? limits = null) => Probe(ReadFile(path, limits), limits, path);

    /// <inheritdoc cref="Probe(string, PhotoLimits?)"/>
    public static PhotoInfo Probe(ReadOnlyMemory<byte> bytes, PhotoLimits? limits = null, string? name = null)
    {
        using var file = PictureFile.Open(bytes, limits, name);
        return file.Info;
    }

    /// <summary>Decodes a picture.</summary>
    /// <exception cref="PhotoException">It cannot be read, is no picture, or is over the limits.</exception>
    public static Photo Load(string path, PhotoLoad? options = null) => Load(ReadFile(path, options?.Limits), options, path);

    /// <inheritdoc cref="Load(string, PhotoLoad?)"/>
    public static Photo Load(ReadOnlyMemory<byte> bytes, PhotoLoad? options = null, string? name = null) =>
        Load(bytes, options ?? PhotoLoad.Default, name, room: null);

    /// <inheritdoc cref="Load(ReadOnlyMemory{byte}, PhotoLoad?, string?)"/>
    internal static Photo Load(ReadOnlyMemory<byte> bytes, PhotoLoad options, string? name, PixelRoom? room)
    {
        using var file = PictureFile.Open(bytes, options.Limits, name);
        room?.Expect(file.Info);
        return file.Read(() =>
        {
            using var picture = new Pipeline(file.Decode(options.ShrinkTo));
            ColourConversion.Apply(picture, options.Format, options.KeepProfile);
            return Take(picture.Image, options.KeepProfile ? ColourConversion.RgbProfile(picture.Image) : null, file.Warning, room);
        });
    }

    /// <summary>
    /// Decodes a mask as it is stored, without colour conversion: grey values, or the largest channel of a palette's colours. Of 16 bits
    /// numbers up to 255 are taken as they are, and a scale up to 65535 is reduced to 8 bits.
    /// </summary>
    /// <exception cref="PhotoException">It cannot be read, is no picture, or is over the limits.</exception>
    public static Photo LoadIndices(string path, PhotoLimits? limits = null) => LoadIndices(ReadFile(path, limits), limits, path);

    /// <inheritdoc cref="LoadIndices(string, PhotoLimits?)"/>
    public static Photo LoadIndices(ReadOnlyMemory<byte> bytes, PhotoLimits? limits = null, string? name = null) =>
        LoadIndices(bytes, limits, name, room: null);

    /// <inheritdoc cref="LoadIndices(ReadOnlyMemory{byte}, PhotoLimits?, string?)"/>
    internal static Photo LoadIndices(ReadOnlyMemory<byte> bytes, PhotoLimits? limits, string? name, PixelRoom? room)
    {
        using var file = PictureFile.Open(bytes, limits, name);
        room?.Expect(file.Info);
        return file.Read(() =>
        {
            using var mask = new Pipeline(file.Decode());
            if (mask.Image.HasAlpha()) mask.Apply(image => image.ExtractBand(0, n: image.Bands - 1));
            if (mask.Image.Format is not (Enums.BandFormat.Uchar or Enums.BandFormat.Ushort))
            {
                const string cause = "has numbers of more than 16 bits, a mask's have 8: save it as an 8-bit PNG";
                throw new PhotoException($"{name ?? "the picture"} {cause}") { IsWhole = true };
            }

            if (mask.Image.Bands > 1) mask.Apply(LargestBand);
            return mask.Image.Format == Enums.BandFormat.Ushort ? Narrowed(mask.Image, name) : Take(mask.Image, icc: null, room: room);
        });
    }

    /// <summary>Renders a drawing of our own (charts, scenes): RGBA, scaled to the given width. Not for drawings from outside.</summary>
    /// <exception cref="PhotoException">The drawing is not well-formed.</exception>
    public static Photo FromSvg(string svg, double scale = 1)
    {
        VipsLibrary.EnsureStarted();
        try
        {
            using var drawing = new Pipeline(Image.SvgloadBuffer(Encoding.UTF8.GetBytes(svg), scale: scale, unlimited: true));
            ColourConversion.Apply(drawing, PixelFormat.Rgba, keepProfile: false);
            return Take(drawing.Image, icc: null);
        }
        catch (VipsException e)
        {
            throw new PhotoException("the drawing cannot be read: it is not well-formed SVG", e);
        }
    }

    /// <summary>A picture file's bytes, as they are.</summary>
    /// <exception cref="PhotoException">It cannot be read, or is over the limits.</exception>
    public static byte[] ReadFile(string path, PhotoLimits? limits = null)
    {
        limits ??= PhotoLimits.Default;
        try
        {
            using var file = RawName.Find(path) is { } raw
                ? RawName.Open(raw)
                : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            PictureFile.CheckBytes(file.Length, limits, path);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new PhotoException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <exception cref="PhotoException">There are numbers above 255 that are no scale of grey.</exception>
    private static Photo Narrowed(Image image, string? name)
    {
        var deep = image.WriteToMemory<ushort>();
        var most = deep.Max();
        var isScale = most >= 0xFF00 || deep.All(v => v % 257 == 0);
        if (most > byte.MaxValue && !isScale)
        {
            throw new PhotoException(
                $"{name ?? "the picture"} holds the 16-bit value {most}, and a mask's values are at most 255: save it with the numbers of "
                    + "its classes, as an 8-bit PNG") { IsWhole = true };
        }

        return FromPixels(
            Array.ConvertAll(deep, v => (byte)(most > byte.MaxValue ? v >> 8 : v)), image.Width, image.Height, PixelFormat.Grey);
    }

    private static Image LargestBand(Image image)
    {
        Image[] bands = [.. Enumerable.Range(0, Math.Min(image.Bands, 4)).Select(i => image.ExtractBand(i))];
        try
        {
            return bands[0].Bandrank(bands[1..], index: bands.Length - 1);
        }
        finally
        {
            foreach (var band in bands) band.Dispose();
        }
    }
}

using System.Text;
using Cutline.Imaging.Native;

namespace Cutline.Imaging;

public sealed unsafe partial class Photo
{
    private static readonly string[] Formats = ["", "JPEG", "PNG", "GIF", "WebP", "TIFF", "AVIF"];

    /// <summary>Reads a picture's header.</summary>
    /// <exception cref="PhotoException">It is no picture, or over the limits.</exception>
    public static PhotoInfo Probe(string path, PhotoLimits? limits = null) => Probe(ReadFile(path, limits), limits, path);

    /// <inheritdoc cref="Probe(string, PhotoLimits?)"/>
    public static PhotoInfo Probe(ReadOnlyMemory<byte> bytes, PhotoLimits? limits = null, string? name = null)
    {
        limits ??= PhotoLimits.Default;
        var what = name ?? "the picture";
        if (bytes.Length == 0) throw new PhotoException($"{what} is empty: copy or download it again");
        if (bytes.Length > limits.MaxBytes)
            throw new PhotoException($"{what} has {bytes.Length} bytes, the limit is {limits.MaxBytes}: save it smaller or raise the limit");
        Info info;
        fixed (byte* data = bytes.Span) Check(Abi.Probe(data, bytes.Length, out info), name);
        if ((long)info.Width * info.Height > limits.MaxPixels)
            throw new PhotoException($"{what} has {info.Width}×{info.Height} pixels, the limit is {limits.MaxPixels}: reduce it or raise the limit");
        return new PhotoInfo(info.Width, info.Height, Formats[info.Format], info.Bands, info.Orientation, info.Bits);
    }

    /// <summary>Decodes a picture.</summary>
    /// <exception cref="PhotoException">It cannot be read, is no picture, or is over the limits.</exception>
    public static Photo Load(string path, PhotoLoad? options = null) => Load(ReadFile(path, options?.Limits), options, path);

    /// <inheritdoc cref="Load(string, PhotoLoad?)"/>
    public static Photo Load(ReadOnlyMemory<byte> bytes, PhotoLoad? options = null, string? name = null)
    {
        options ??= PhotoLoad.Default;
        Probe(bytes, options.Limits, name);
        var (width, height) = options.ShrinkTo ?? (0, 0);
        Pixels pixels;
        fixed (byte* data = bytes.Span)
            Check(Abi.Load(data, bytes.Length, (int)options.Format, width, height, options.KeepProfile ? 1 : 0, out pixels), name);
        return Adopt(pixels);
    }

    /// <summary>Decodes a mask as it is stored, without colour conversion: grey values, or the largest channel of a palette's colours.</summary>
    /// <exception cref="PhotoException">It cannot be read, is no picture, or is over the limits.</exception>
    public static Photo LoadIndices(string path, PhotoLimits? limits = null) => LoadIndices(ReadFile(path, limits), limits, path);

    /// <inheritdoc cref="LoadIndices(string, PhotoLimits?)"/>
    public static Photo LoadIndices(ReadOnlyMemory<byte> bytes, PhotoLimits? limits = null, string? name = null)
    {
        Probe(bytes, limits, name);
        Pixels pixels;
        fixed (byte* data = bytes.Span) Check(Abi.LoadValues(data, bytes.Length, out pixels), name);
        return Adopt(pixels);
    }

    /// <summary>Renders a drawing of our own (charts, scenes): RGBA, scaled to the given width. Not for drawings from outside.</summary>
    /// <exception cref="PhotoException">The drawing is not well-formed.</exception>
    public static Photo FromSvg(string svg, double scale = 1)
    {
        var bytes = Encoding.UTF8.GetBytes(svg);
        Pixels pixels;
        fixed (byte* data = bytes) Check(Abi.FromSvg(data, bytes.Length, scale, out pixels), "the drawing");
        return Adopt(pixels);
    }

    /// <summary>A picture file's bytes, as they are.</summary>
    /// <exception cref="PhotoException">It cannot be read, or is over the limits.</exception>
    public static byte[] ReadFile(string path, PhotoLimits? limits = null)
    {
        limits ??= PhotoLimits.Default;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (file.Length > limits.MaxBytes)
                throw new PhotoException($"{path} has {file.Length} bytes, the limit is {limits.MaxBytes}: save it smaller or raise the limit");
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new PhotoException($"{path} cannot be read: {e.Message}", e);
        }
    }
}

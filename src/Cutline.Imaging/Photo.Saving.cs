using Cutline.Imaging.Native;

namespace Cutline.Imaging;

public sealed unsafe partial class Photo
{
    private const int Png16 = 7, LosslessQuality = 101;

    /// <summary>The photo as a file's bytes.</summary>
    /// <param name="original">The file that the photo was made of, for the metadata that <see cref="PhotoEncoding.Metadata"/> keeps.</param>
    /// <exception cref="PhotoException">The format cannot hold the pixels, or the original is no picture.</exception>
    public byte[] Encode(PhotoEncoding encoding, ReadOnlySpan<byte> original = default)
    {
        if (encoding.Format == PhotoFormat.Jpeg && Format == PixelFormat.Rgba)
            throw new PhotoException("JPEG has no transparency: write PNG or WebP, or lay the picture on a background");
        var webP = encoding.Format == PhotoFormat.WebP;
        var quality = webP && encoding.Lossless ? LosslessQuality : Math.Clamp(encoding.Quality, 1, 100);
        var effort = Math.Clamp(encoding.Effort, 0, webP ? 6 : 9);
        var bytes = Encode((void*)Handle, Width, Height, (int)Format, (int)encoding.Format, quality, effort, encoding.KeepIcc ? IccProfile : null,
            encoding.Metadata == Metadata.Strip ? default : original, encoding.Metadata == Metadata.All);
        GC.KeepAlive(this);
        return bytes;
    }

    /// <summary>Writes a file, at once or not at all; an existing one is replaced.</summary>
    /// <param name="encoding">Null for what the file name's ending asks for.</param>
    /// <exception cref="PhotoException">The format cannot hold the pixels, or the file cannot be written.</exception>
    public void Save(string path, PhotoEncoding? encoding = null) => Write(path, Encode(encoding ?? PhotoEncoding.For(path)));

    /// <summary>16-bit grey values as the bytes of a PNG.</summary>
    public static byte[] EncodePng16(ReadOnlySpan<ushort> values, int width, int height)
    {
        if (values.Length != (long)width * height) throw new ArgumentException($"{values.Length} values are not {width}×{height}");
        fixed (ushort* pixels = values) return Encode(pixels, width, height, 1, Png16, 0, 4, null);
    }

    /// <summary>Writes bytes to a file, at once or not at all.</summary>
    /// <exception cref="PhotoException">The file cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write)) file.Write(bytes);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            if (File.Exists(temporary)) File.Delete(temporary);
            throw new PhotoException($"{path} cannot be written: {e.Message}", e);
        }
    }

    private static byte[] Encode(void* pixels, int width, int height, int bands, int format, int quality, int effort, byte[]? icc, ReadOnlySpan<byte> original = default, bool place = false)
    {
        nint bytes;
        long size;
        fixed (byte* profile = icc, file = original)
        {
            if (Abi.Encode(pixels, width, height, bands, format, quality, effort, profile, icc?.Length ?? 0, file, original.Length, place ? 1 : 0, out bytes, out size) != 0)
                throw new PhotoException($"the picture of {width}×{height} cannot be written: {Abi.Error}");
        }

        try
        {
            return new Span<byte>((void*)bytes, checked((int)size)).ToArray();
        }
        finally
        {
            Abi.Free(bytes);
        }
    }
}

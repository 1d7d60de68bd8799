using NetVips;

namespace Cutline.Imaging;

public sealed unsafe partial class Photo
{
    /// <summary>The photo as a file's bytes.</summary>
    /// <param name="encoding">The file's format and how it is written.</param>
    /// <param name="original">
    /// The file that the photo was made of, for the metadata that <see cref="PhotoEncoding.Metadata"/> keeps.
    /// </param>
    /// <exception cref="PhotoException">The format cannot hold the pixels, or the original is no picture.</exception>
    public byte[] Encode(PhotoEncoding encoding, ReadOnlySpan<byte> original = default)
    {
        if (encoding.Format == PhotoFormat.Jpeg && Format == PixelFormat.Rgba)
            throw new PhotoException("JPEG has no transparency: write PNG or WebP, or lay the picture on a background");
        try
        {
            if (encoding.Format == PhotoFormat.Gif && Format == PixelFormat.Grey) return MaskGif.Encode(Pixels, Width, Height);
            using var picture = new Pipeline(Wrap());
            if (encoding.KeepIcc && IccProfile is { } icc)
                picture.Apply(image => image.Mutate(fields => fields.Set(GValue.BlobType, ColourConversion.Profile, icc)));
            if (encoding.Metadata != Metadata.Strip && original.Length > 0)
                ExifFields.Copy(original.ToArray(), picture, encoding.Metadata);
            return Encoded(picture.Image, encoding);
        }
        catch (VipsException e)
        {
            throw Unwritable(Width, Height, encoding.Format, e);
        }
        finally
        {
            GC.KeepAlive(this);
        }
    }

    /// <summary>Writes a file, at once or not at all; an existing one is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">Null for what the file name's ending asks for.</param>
    /// <exception cref="PhotoException">
    /// The format cannot hold the pixels, or the file cannot be written; <see cref="AtomicFile.IsDiskFull"/> tells a full disk apart.
    /// </exception>
    public void Save(string path, PhotoEncoding? encoding = null) => Write(path, Encode(encoding ?? PhotoEncoding.For(path)));

    /// <summary>16-bit grey values as the bytes of a PNG.</summary>
    /// <exception cref="ArgumentException">The values are not width · height.</exception>
    public static byte[] EncodePng16(ReadOnlySpan<ushort> values, int width, int height)
    {
        if (width < 1 || height < 1 || values.Length != (long)width * height)
            throw new ArgumentException($"{values.Length} values are not {width}×{height}");
        try
        {
            fixed (ushort* pixels = values)
            {
                using var image = Wrap((nint)pixels, width, height, 1, Enums.BandFormat.Ushort);
                return image.PngsaveBuffer(compression: new PhotoEncoding(PhotoFormat.Png).Effort, keep: Enums.ForeignKeep.None);
            }
        }
        catch (VipsException e)
        {
            throw Unwritable(width, height, PhotoFormat.Png, e);
        }
    }

    /// <summary>Writes bytes to a file, at once or not at all.</summary>
    /// <exception cref="PhotoException">
    /// The file cannot be written; <see cref="AtomicFile.IsDiskFull"/> tells a full disk apart.
    /// </exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            AtomicFile.Write(path, bytes);
        }
        catch (DiskFullException e)
        {
            throw new PhotoException(e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new PhotoException($"{path} cannot be written: {e.Message}", e);
        }
    }

    private static byte[] Encoded(Image image, PhotoEncoding encoding)
    {
        var quality = Math.Clamp(encoding.Quality, 1, 100);

        // libvips writes an EXIF block of its own where it may: one is written only where something of an original is told in it.
        var keep = Enums.ForeignKeep.Icc | (image.Contains(ExifFields.Block) ? Enums.ForeignKeep.Exif : Enums.ForeignKeep.None);
        return encoding.Format switch
        {
            PhotoFormat.Jpeg => JfifHeader.Ensure(image.JpegsaveBuffer(q: quality, optimizeCoding: true, keep: keep)),
            PhotoFormat.Png => image.PngsaveBuffer(compression: Math.Clamp(encoding.Effort, 0, 9), keep: keep),
            PhotoFormat.WebP => image.WebpsaveBuffer(q: encoding.Lossless ? 100 : quality, lossless: encoding.Lossless,
                effort: Math.Clamp(encoding.Effort, 0, 6), keep: keep),
            PhotoFormat.Gif => image.GifsaveBuffer(dither: 0, effort: 1, bitdepth: 1, keep: keep),
            _ => throw new PhotoException("pictures are written as PNG, JPEG, WebP or GIF"),
        };
    }

    private static PhotoException Unwritable(int width, int height, PhotoFormat format, VipsException e) =>
        new($"the picture of {width}×{height} cannot be written as {format}: reduce it, or choose another format", e);
}

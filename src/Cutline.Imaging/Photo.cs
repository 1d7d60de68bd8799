using NetVips;

namespace Cutline.Imaging;

/// <summary>A decoded picture: 8-bit channels, interleaved, upright, row after row without gaps, in native memory.</summary>
public sealed unsafe partial class Photo : IDisposable
{
    private PixelMemory? memory;

    /// <param name="memory">Owned from now on.</param>
    internal Photo(PixelMemory memory, int width, int height, PixelFormat format, byte[]? icc)
    {
        (this.memory, Width, Height, Format, IccProfile) = (memory, width, height, format, icc);
        GC.AddMemoryPressure(ByteCount);
    }

    /// <summary>Frees the pixels of a photo that nobody disposed of.</summary>
    ~Photo() => Release();

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Channels of a pixel.</summary>
    public PixelFormat Format { get; }

    /// <summary>The profile of the colours, when it was asked for and is not sRGB by default.</summary>
    public byte[]? IccProfile { get; }

    /// <summary>What is wrong with the file that it was read from, of which no pixel is missing; null where nothing is.</summary>
    public string? Warning { get; internal init; }

    /// <summary>All pixels. Valid while the photo lives.</summary>
    public ReadOnlySpan<byte> Pixels => Writable;

    internal Span<byte> Writable => new((void*)Handle, checked((int)ByteCount));

    private nint Handle => memory?.Start ?? throw new ObjectDisposedException(nameof(Photo));

    private long ByteCount => (long)Width * Height * (int)Format;

    /// <summary>A photo with a copy of the pixels.</summary>
    /// <exception cref="ArgumentException">The pixels are not width · height · channels bytes.</exception>
    public static Photo FromPixels(ReadOnlySpan<byte> interleaved, int width, int height, PixelFormat format, byte[]? icc = null)
    {
        if (width < 1 || height < 1 || interleaved.Length != (long)width * height * (int)format)
            throw new ArgumentException($"{interleaved.Length} bytes are not the pixels of {width}×{height} in {format}");
        var memory = new NativePixels(interleaved.Length);
        interleaved.CopyTo(new Span<byte>((void*)memory.Start, interleaved.Length));
        return new Photo(memory, width, height, format, icc);
    }

    /// <summary>Copies all pixels, such as into a uint8 tensor (H, W, C).</summary>
    public void CopyTo(Span<byte> interleaved)
    {
        Pixels.CopyTo(interleaved);
        GC.KeepAlive(this);
    }

    /// <summary>A part of the photo.</summary>
    /// <exception cref="ArgumentException">The part is empty or not within the photo.</exception>
    public Photo Crop(int x, int y, int width, int height)
    {
        if (x < 0 || y < 0 || width < 1 || height < 1 || x > Width - width || y > Height - height)
            throw new ArgumentException($"a part of {width}×{height} at ({x}, {y}) is not within a photo of {Width}×{Height}");
        var (bands, row) = ((int)Format, width * (int)Format);
        var part = new byte[(long)row * height];
        for (var i = 0; i < height; i++)
            Pixels.Slice(((y + i) * Width + x) * bands, row).CopyTo(part.AsSpan(i * row));
        return FromPixels(part, width, height, Format, IccProfile);
    }

    /// <summary>Frees the pixels.</summary>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>The photo that a pipeline computes.</summary>
    /// <param name="computed">8-bit pixels.</param>
    /// <param name="room">Where they are written to; null for memory of libvips.</param>
    private static Photo Take(Image computed, byte[]? icc, string? warning = null, PixelRoom? room = null)
    {
        var (width, height, format) = (computed.Width, computed.Height, (PixelFormat)computed.Bands);
        var memory = room?.Take((long)width * height * computed.Bands);
        if (memory is null) memory = new VipsPixels(computed.WriteToMemory(out _));
        else
        {
            try
            {
                var bytes = (ulong)width * (ulong)height * (ulong)computed.Bands;
                using var written = Image.NewFromMemory(memory.Start, bytes, width, height, computed.Bands, Enums.BandFormat.Uchar);
                computed.Write(written);
            }
            catch
            {
                memory.Dispose();
                throw;
            }
        }

        return new Photo(memory, width, height, format, icc) { Warning = warning };
    }

    /// <summary>The photo's own pixels as an image of libvips. The photo must outlive it.</summary>
    private Image Wrap() => Wrap(Handle, Width, Height, (int)Format, Enums.BandFormat.Uchar);

    private static Image Wrap(nint pixels, int width, int height, int bands, Enums.BandFormat format)
    {
        VipsLibrary.EnsureStarted();
        var deep = format == Enums.BandFormat.Ushort;
        using var plain = Image.NewFromMemory(pixels, (ulong)((long)width * height * bands * (deep ? 2 : 1)), width, height, bands, format);
        var grey = deep ? Enums.Interpretation.Grey16 : Enums.Interpretation.Bw;
        return plain.Copy(interpretation: bands == 1 ? grey : Enums.Interpretation.Srgb);
    }

    private void Release()
    {
        if (Interlocked.Exchange(ref memory, null) is not { } released) return;
        released.Dispose();
        GC.RemoveMemoryPressure(ByteCount);
    }
}

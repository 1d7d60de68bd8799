using System.Runtime.InteropServices;
using Cutline.Imaging.Native;

namespace Cutline.Imaging;

/// <summary>A decoded picture: 8-bit channels, interleaved, upright, row after row without gaps, in native memory.</summary>
public sealed unsafe partial class Photo : IDisposable
{
    private nint data;
    private readonly bool fromVips;

    private Photo(nint data, int width, int height, PixelFormat format, byte[]? icc, bool fromVips)
    {
        (this.data, this.fromVips, Width, Height, Format, IccProfile) = (data, fromVips, width, height, format, icc);
        GC.AddMemoryPressure(ByteCount);
    }

    ~Photo() => Release();

    public int Width { get; }

    public int Height { get; }

    public PixelFormat Format { get; }

    /// <summary>The profile of the colours, when it was asked for and is not sRGB by default.</summary>
    public byte[]? IccProfile { get; }

    /// <summary>All pixels. Valid while the photo lives.</summary>
    public ReadOnlySpan<byte> Pixels => Writable;

    internal Span<byte> Writable => new((void*)Handle, checked((int)ByteCount));

    private nint Handle => data != 0 ? data : throw new ObjectDisposedException(nameof(Photo));

    private long ByteCount => (long)Width * Height * (int)Format;

    /// <summary>A photo with a copy of the pixels.</summary>
    /// <exception cref="ArgumentException">The pixels are not width · height · channels bytes.</exception>
    public static Photo FromPixels(ReadOnlySpan<byte> interleaved, int width, int height, PixelFormat format, byte[]? icc = null)
    {
        if (width < 1 || height < 1 || interleaved.Length != (long)width * height * (int)format)
            throw new ArgumentException($"{interleaved.Length} bytes are not the pixels of {width}×{height} in {format}");
        var memory = (nint)NativeMemory.Alloc((nuint)interleaved.Length);
        interleaved.CopyTo(new Span<byte>((void*)memory, interleaved.Length));
        return new Photo(memory, width, height, format, icc, fromVips: false);
    }

    /// <summary>Copies all pixels, such as into a uint8 tensor (H, W, C).</summary>
    public void CopyTo(Span<byte> interleaved)
    {
        Pixels.CopyTo(interleaved);
        GC.KeepAlive(this);
    }

    /// <summary>A resized copy; with alpha, colours are weighted by it.</summary>
    /// <exception cref="ArgumentException">A side is not positive.</exception>
    public Photo Resize(int width, int height, Kernel kernel)
    {
        if (width < 1 || height < 1) throw new ArgumentException($"a photo cannot be {width}×{height}");
        if (width == Width && height == Height)
        {
            var copy = FromPixels(Pixels, Width, Height, Format, IccProfile);
            GC.KeepAlive(this);
            return copy;
        }

        Check(Abi.Resize(Handle, Width, Height, (int)Format, width, height, (int)kernel, out var pixels), null);
        GC.KeepAlive(this);
        return Adopt(pixels, IccProfile);
    }

    /// <summary>A part of the photo's plane, turned about the photo's centre.</summary>
    /// <param name="degrees">Clockwise.</param>
    /// <param name="left">The part's place in the turned plane; the photo's centre stays where it is.</param>
    /// <param name="mirrored">Beyond its border the photo goes on as its mirror image; otherwise it is 0 there.</param>
    /// <exception cref="ArgumentException">A side is not positive.</exception>
    public Photo Turn(double degrees, int left, int top, int width, int height, bool mirrored)
    {
        if (width < 1 || height < 1) throw new ArgumentException($"a photo cannot be {width}×{height}");
        Check(Abi.Turn(Handle, Width, Height, (int)Format, degrees, left, top, width, height, mirrored ? 1 : 0, out var pixels), null);
        GC.KeepAlive(this);
        return Adopt(pixels, IccProfile);
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

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private static Photo Adopt(Pixels pixels, byte[]? icc = null)
    {
        if (pixels.Icc != 0)
        {
            icc = new Span<byte>((void*)pixels.Icc, checked((int)pixels.IccBytes)).ToArray();
            Abi.Free(pixels.Icc);
        }

        return new Photo(pixels.Data, pixels.Width, pixels.Height, (PixelFormat)pixels.Bands, icc, fromVips: true);
    }

    private static void Check(int status, string? name)
    {
        if (status != 0) throw new PhotoException($"{name ?? "the picture"} cannot be read: {Abi.Error}; check that it is whole, or save it again as JPEG or PNG");
    }

    private void Release()
    {
        var released = Interlocked.Exchange(ref data, 0);
        if (released == 0) return;
        if (fromVips) Abi.Free(released);
        else NativeMemory.Free((void*)released);
        GC.RemoveMemoryPressure(ByteCount);
    }
}

using ImageMagick;
using NetVips;

namespace Cutline.Imaging;

/// <summary>
/// The pixels of a HEIC, an iPhone's photo. The build of libvips that we use has no decoder of HEVC, so ImageMagick decodes them, and
/// nothing but them: it is asked for after libvips has read the header, named the codec and held the size against the limits.
/// </summary>
internal sealed class HeicPixels : IDisposable
{
    private const ulong Side = 1 << 16, Bytes = 2UL << 30, Seconds = 60;

    /// <summary>Of one pixel in ImageMagick's memory, at most: red, green, blue, alpha.</summary>
    private const ulong Channels = 4;

    private static readonly Lock Limiting = new();
    private static ulong allowedPixels;
    private static (ulong Area, ulong Memory, ulong Request)? own;

    private readonly MagickImage decoded;
    private readonly IUnsafePixelCollection<byte> pixels;

    private HeicPixels(MagickImage decoded, PhotoInfo info)
    {
        (this.decoded, pixels) = (decoded, decoded.GetPixelsUnsafe());
        var (width, height, bands) = (info.Width, info.Height, (int)pixels.Channels);
        var start = pixels.GetAreaPointer(0, 0, (uint)width, (uint)height);
        if (start == 0) throw new MagickCacheErrorException("the pixels are not in memory");
        using var plain = Image.NewFromMemory(start, (ulong)((long)width * height * bands), width, height, bands, Enums.BandFormat.Uchar);
        Image = plain.Copy(interpretation: Enums.Interpretation.Srgb);
        if (decoded.GetColorProfile()?.ToByteArray() is not { Length: > 0 } profile) return;
        using var without = Image;
        Image = without.Mutate(image => image.Set(GValue.BlobType, ColourConversion.Profile, profile));
    }

    /// <summary>The pixels with their profile, upright. They are this object's.</summary>
    internal Image Image { get; }

    /// <exception cref="PhotoException">The file is damaged, or its pixels are not those of the header.</exception>
    internal static HeicPixels Decode(byte[] file, PhotoInfo info, PhotoLimits limits, string name)
    {
        MagickImage? image = null;
        try
        {
            Limit(limits);
            image = Read(file);
            if (image.Width != info.Width || image.Height != info.Height || image.ChannelCount is not (3 or 4))
                throw PictureFile.Unreadable(name, "its HEIC data contradicts its header");
            var pixels = new HeicPixels(image, info);
            image = null; // it is theirs
            return pixels;
        }
        catch (MagickException e)
        {
            throw PictureFile.Unreadable(name, e switch
            {
                MagickResourceLimitErrorException or MagickCacheErrorException => "there is not enough memory for it",
                MagickBlobErrorException or MagickFileOpenErrorException => "its HEIC decoder can write no temporary file",
                _ => "its HEIC data is damaged, ends too early or is of a kind that is not read",
            });
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException)
        {
            throw new PhotoException($"{name} cannot be read: this system has no decoder of HEIC; save it again as JPEG or PNG", e);
        }
        finally
        {
            image?.Dispose();
        }
    }

    public void Dispose()
    {
        Image.Dispose();
        pixels.Dispose();
        decoded.Dispose();
    }

    /// <summary>
    /// ImageMagick's decoder of HEIC reads files, not memory, and makes a temporary one of what it is given. On Linux it gets one that lies
    /// in memory: no photo is written to a disk, and a system whose folders are read-only will do.
    /// </summary>
    private static MagickImage Read(byte[] file)
    {
        var settings = new MagickReadSettings { Format = MagickFormat.Heic, FrameIndex = 0, FrameCount = 1 };
        using var memory = MemoryFile.TryCreate("heic");
        if (memory is null) return new MagickImage(file, settings);
        RandomAccess.Write(memory, file, 0);
        return new MagickImage($"/proc/self/fd/{memory.DangerousGetHandle()}", settings);
    }

    /// <summary>
    /// Lowers ImageMagick's limits, which are the process's, to what photos within <paramref name="limits"/> need; those that the program
    /// has set lower stay. When memory is short nothing is moved to the disk: that is an error.
    /// </summary>
    private static void Limit(PhotoLimits limits)
    {
        lock (Limiting)
        {
            var needed = (ulong)Math.Max(limits.MaxPixels, PhotoLimits.Default.MaxPixels);
            if (needed <= allowedPixels) return;
            own ??= (ResourceLimits.Area, ResourceLimits.Memory, ResourceLimits.MaxMemoryRequest);
            allowedPixels = needed;
            ResourceLimits.Area = Math.Min(own.Value.Area, needed);
            ResourceLimits.Memory = Math.Min(own.Value.Memory, Math.Max(Bytes, 2 * Channels * needed));
            ResourceLimits.MaxMemoryRequest = Math.Min(own.Value.Request, Math.Max(Bytes, 2 * Channels * needed));
            ResourceLimits.Width = Math.Min(ResourceLimits.Width, Side);
            ResourceLimits.Height = Math.Min(ResourceLimits.Height, Side);
            ResourceLimits.Disk = 0;
            ResourceLimits.Thread = 1;
            ResourceLimits.Time = Math.Min(ResourceLimits.Time, Seconds);
        }
    }
}

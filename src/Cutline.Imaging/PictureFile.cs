using System.Runtime.InteropServices;
using NetVips;

namespace Cutline.Imaging;

/// <summary>A picture file whose header is read and within the limits, and whose pixels are decoded when asked for.</summary>
internal sealed class PictureFile : IDisposable
{
    /// <summary>What errors call a picture without a name.</summary>
    internal const string Unnamed = "the picture";

    private const string Orientation = "orientation", Avif = "AVIF", Heic = "HEIC";

    /// <summary>Of an AVIF or HEIC; their codecs know none beyond 65 536, and put together they make no photo beyond this.</summary>
    private const int LongestSide = 1 << 24;

    private readonly byte[] file;
    private readonly string name, format;
    private readonly PictureContainer container;
    private readonly PhotoLimits limits;
    private readonly List<IDisposable> held = [];
    private readonly Enums.FailOn failOn = Enums.FailOn.Truncated;

    private PictureFile(byte[] file, string name, PictureContainer container, PhotoLimits limits)
    {
        (this.name, this.container, this.limits) = (name, container, limits);
        this.file = container switch
        {
            PictureContainer.Jpeg => WithEnd(file),
            PictureContainer.Png => PngChunks.Needed(file),
            PictureContainer.Gif => FirstFrame.OfGif(file),
            PictureContainer.WebP => FirstFrame.OfWebP(file),
            PictureContainer.Tiff => FirstFrame.OfTiff(file),
            _ => file,
        };
        if (file.Length < this.file.Length)
        {
            Warning = "its end is missing, as of a file that was cut off; all its pixels are there";
            failOn = Enums.FailOn.Warning; // such as those of pixels that are missing all the same
        }

        format = container switch
        {
            PictureContainer.Jpeg => "JPEG",
            PictureContainer.Png => "PNG",
            PictureContainer.Gif => "GIF",
            PictureContainer.WebP => "WebP",
            PictureContainer.Tiff => "TIFF",
            _ => FormatOfHeif(file, name),
        };
    }

    /// <summary>The open file, its pixels not yet decoded: metadata can be read from it.</summary>
    internal Image Header { get; private set; } = null!;

    internal PhotoInfo Info { get; private set; } = null!;

    /// <summary>What is wrong with a file that is read all the same; null where nothing is.</summary>
    internal string? Warning { get; }

    private bool Turned => Info.Orientation > 1;

    /// <exception cref="PhotoException">It is no picture, its header is damaged, or it is over the limits.</exception>
    internal static PictureFile Open(ReadOnlyMemory<byte> bytes, PhotoLimits? limits, string? name)
    {
        limits ??= PhotoLimits.Default;
        name ??= Unnamed;
        if (bytes.Length == 0) throw new PhotoException($"{name} is empty: copy or download it again");
        CheckBytes(bytes.Length, limits, name);
        VipsLibrary.EnsureStarted();
        var container = PictureSignature.Of(bytes.Span);
        if (container == PictureContainer.Unknown) throw Unreadable(name, "it is not a JPEG, PNG, GIF, WebP, TIFF, AVIF or HEIC picture");
        var opened = new PictureFile(Array(bytes), name, container, limits);
        try
        {
            opened.ReadHeader();
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>The pixels as they are stored, upright. The image is released with the file.</summary>
    /// <param name="leastSize">A JPEG may be reduced while it is decoded, but not below this upright size.</param>
    internal Image Decode((int Width, int Height)? leastSize = null)
    {
        if (Warning is not null && !JpegBlocks.AreAll(file)) throw Unreadable(name, "its JPEG data ends too early");
        if (format == Heic) return Hold(Hold(HeicPixels.Decode(file, Info, limits, name)).Image);
        var shrink = leastSize is var (width, height) && container == PictureContainer.Jpeg ? ShrinkFor(width, height) : 1;
        if (!Turned) return shrink == 1 ? Header : Load(shrink, Enums.Access.Sequential);
        return Hold(Load(shrink, Enums.Access.Random).Autorot());
    }

    /// <summary>What <paramref name="work"/> makes of the decoded pixels.</summary>
    /// <exception cref="PhotoException">The pixels are damaged.</exception>
    internal T Read<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (VipsException e)
        {
            throw Unreadable(name, Cause(e, "data"));
        }
    }

    internal static void CheckBytes(long bytes, PhotoLimits limits, string name)
    {
        if (bytes <= limits.MaxBytes) return;
        throw new PhotoException($"{name} has {bytes} bytes, the limit is {limits.MaxBytes}: save it smaller or raise the limit");
    }

    internal PhotoException Unreadable(string cause) => Unreadable(name, cause);

    public void Dispose()
    {
        for (var i = held.Count - 1; i >= 0; i--) held[i].Dispose();
        held.Clear();
    }

    internal static PhotoException Unreadable(string name, string cause) =>
        new($"{name} cannot be read: {cause}; check that it is whole, or save it again as JPEG or PNG");

    private void ReadHeader()
    {
        if (container == PictureContainer.WebP)
        {
            var (canvasWidth, canvasHeight) = WebPSize.Largest(file);
            CheckPixels(canvasWidth, canvasHeight);
        }

        try
        {
            Header = Load(1, Enums.Access.Sequential);
        }
        catch (VipsException e)
        {
            throw Unreadable(name, Cause(e, "header"));
        }

        var orientation = Header.Contains(Orientation) && Header.Get(Orientation) is int and >= 1 and <= 8 and var found ? found : 1;
        var (width, height) = orientation >= 5 ? (Header.Height, Header.Width) : (Header.Width, Header.Height);
        Info = new PhotoInfo(width, height, format, Header.Bands, orientation, BitsOf(Header.Format));
        CheckPixels(width, height);
        if (container == PictureContainer.Heif) CheckCoded((long)width * height);
    }

    private void CheckPixels(long width, long height)
    {
        if (width * height > limits.MaxPixels)
            throw new PhotoException($"{name} has {width}×{height} pixels, the limit is {limits.MaxPixels}: reduce it or raise the limit");
    }

    /// <summary>Holds the size that the decoder takes memory for against the one that the container states.</summary>
    private void CheckCoded(long stated)
    {
        const long Padding = 4_000_000; // pixels of a last row and column of tiles, each larger than the picture
        var (width, height) = HeifBoxes.LargestCoded(file, format == Heic);
        if (width * height > 2 * stated + Padding)
            throw Unreadable(name, $"its {(format == Heic ? "HEVC" : "AV1")} data is of {width}×{height} pixels, far from what it states");
    }

    private Image Load(int shrink, Enums.Access access)
    {
        // A source has one place where it is read, so each image gets its own.
        var source = Hold(Source.NewFromMemory(file));

        // What is read in any order lies in memory, never in a temporary file.
        bool? memory = access == Enums.Access.Random ? true : null;
        return Hold(container switch
        {
            PictureContainer.Jpeg => Image.JpegloadSource(source, shrink, memory: memory, access: access, failOn: failOn),
            PictureContainer.Png => Image.PngloadSource(source, memory: memory, access: access, failOn: failOn),
            PictureContainer.Gif => Image.GifloadSource(source, memory: memory, access: access, failOn: failOn),
            PictureContainer.WebP => Image.WebploadSource(source, memory: memory, access: access, failOn: failOn),
            PictureContainer.Tiff => Image.TiffloadSource(source, memory: memory, access: access, failOn: failOn),
            _ => Image.HeifloadSource(source, memory: memory, access: access, failOn: failOn),
        });
    }

    /// <summary>The largest reduction in the JPEG decoder that keeps the picture at least as large as asked.</summary>
    private int ShrinkFor(int width, int height)
    {
        if (width <= 0 || height <= 0) return 1;
        if (Info.Orientation >= 5) (width, height) = (height, width);
        foreach (var shrink in (int[])[8, 4, 2])
            if (Header.Width / shrink >= width && Header.Height / shrink >= height) return shrink;
        return 1;
    }

    /// <summary>
    /// In our own words: libvips keeps one buffer of errors for the process, where the lines of files that are read at the same time mix.
    /// </summary>
    private string Cause(VipsException e, string part) => e.Message.Contains("out of memory", StringComparison.Ordinal)
        ? "there is not enough memory for it"
        : $"its {format} {part} is damaged, ends too early or is of a kind that is not read";

    private T Hold<T>(T disposable) where T : IDisposable
    {
        held.Add(disposable);
        return disposable;
    }

    /// <summary>A JPEG with its end, where that alone is missing.</summary>
    /// <exception cref="PhotoException">It has too many scans.</exception>
    private byte[] WithEnd(byte[] jpeg)
    {
        var segments = JpegSegments.Read(jpeg);
        if (segments.Scans > JpegSegments.MostScans)
            throw new PhotoException(
                $"{name} cannot be read: it has more than {JpegSegments.MostScans} scans, each as much work as a photo; save it again");
        if (segments.Segments > JpegSegments.MostSegments)
            throw new PhotoException($"{name} cannot be read: it has more than {JpegSegments.MostSegments} segments; save it again");
        return segments is { Scans: > 0, HasEnd: false, IsComplete: true } ? [.. jpeg, 0xFF, 0xD9] : jpeg;
    }

    private static string FormatOfHeif(byte[] file, string name)
    {
        if (!HeifBoxes.Fit(file)) throw Unreadable(name, "its parts do not fit in the file, or leave some of it over");
        if (HeifBoxes.LongestSide(file) > LongestSide) throw Unreadable(name, $"it states a side of more than {LongestSide} pixels");
        return HeifBoxes.PrimaryCodec(file) switch
        {
            "hvc1" or "hev1" => Heic,
            "av01" or null => Avif, // where the file does not say so plainly, libvips has the word: it decodes AV1 alone
            _ => throw Unreadable(name, "it is a HEIF picture, but neither AVIF nor HEIC"),
        };
    }

    private static int BitsOf(Enums.BandFormat format) => format switch
    {
        Enums.BandFormat.Uchar or Enums.BandFormat.Char => 8,
        Enums.BandFormat.Ushort or Enums.BandFormat.Short => 16,
        Enums.BandFormat.Uint or Enums.BandFormat.Int or Enums.BandFormat.Float => 32,
        Enums.BandFormat.Double or Enums.BandFormat.Complex => 64,
        _ => 128,
    };

    private static byte[] Array(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var part) && part.Array is { } whole && part.Offset == 0 && part.Count == whole.Length
            ? whole : bytes.ToArray();
}

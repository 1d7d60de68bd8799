using System.Runtime.InteropServices;

namespace Cutline.Imaging.Native;

[StructLayout(LayoutKind.Sequential)]
internal struct Info
{
    public int Width, Height, Format, Bands, Orientation, Bits;
}

[StructLayout(LayoutKind.Sequential)]
internal struct Pixels
{
    public nint Data, Icc;
    public long IccBytes;
    public int Width, Height, Bands;
}

/// <summary>native/vips.cpp, function by function.</summary>
internal static unsafe partial class Abi
{
    private const string Library = "cutline_vips";

    static Abi()
    {
        // One thread a picture: pictures are decoded in parallel, and starting threads costs more than a small one takes.
        if (Initialise(1) != 0) throw new PhotoException($"libvips did not start: {Error}");
    }

    internal static string Error => FirstLine(Marshal.PtrToStringUTF8(ErrorText()) ?? "") is { Length: > 0 } reason ? reason : "libvips gives no reason";

    internal static string Version => Marshal.PtrToStringUTF8(VersionText())!;

    [LibraryImport(Library, EntryPoint = "cv_error")] private static partial nint ErrorText();
    [LibraryImport(Library, EntryPoint = "cv_version")] private static partial nint VersionText();
    [LibraryImport(Library, EntryPoint = "cv_init")] private static partial int Initialise(int threads);
    [LibraryImport(Library, EntryPoint = "cv_probe")] internal static partial int Probe(void* data, long size, out Info info);
    [LibraryImport(Library, EntryPoint = "cv_load")] internal static partial int Load(void* data, long size, int bands, int leastWidth, int leastHeight, int keepProfile, out Pixels pixels);
    [LibraryImport(Library, EntryPoint = "cv_load_values")] internal static partial int LoadValues(void* data, long size, out Pixels pixels);
    [LibraryImport(Library, EntryPoint = "cv_from_svg")] internal static partial int FromSvg(void* svg, long size, double scale, out Pixels pixels);
    [LibraryImport(Library, EntryPoint = "cv_resize")] internal static partial int Resize(nint data, int width, int height, int bands, int toWidth, int toHeight, int kernel, out Pixels pixels);
    [LibraryImport(Library, EntryPoint = "cv_turn")] internal static partial int Turn(nint data, int width, int height, int bands, double degrees, int left, int top, int toWidth, int toHeight, int mirrored, out Pixels pixels);
    [LibraryImport(Library, EntryPoint = "cv_encode")] internal static partial int Encode(void* data, int width, int height, int bands, int format, int quality, int compression, void* icc, long iccBytes, void* original, long originalBytes, int place, out nint bytes, out long size);
    [LibraryImport(Library, EntryPoint = "cv_free")] internal static partial void Free(nint data);

    private static string FirstLine(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return (end < 0 ? text : text[..end]).Trim();
    }
}

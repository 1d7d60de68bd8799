using NetVips;

namespace Cutline.Imaging;

/// <summary>
/// Starts libvips, once for the process, with the settings that untrusted pictures need. They are libvips' own and so hold for
/// every user of NetVips in the process.
/// </summary>
internal static class VipsLibrary
{
    private static readonly Lazy<Exception?> Failure = new(Start);

    /// <exception cref="PhotoException">There is no libvips for this system.</exception>
    internal static void EnsureStarted()
    {
        if (Failure.Value is { } e)
            throw new PhotoException("libvips cannot be loaded: reference the package NetVips.Native of this system", e);
    }

    private static Exception? Start()
    {
        try
        {
            if (!ModuleInitializer.VipsInitialized) return ModuleInitializer.Exception;

            // What is wrong with a file is told by PhotoException, not on standard error; what is wrong with the program still is.
            const Enums.LogLevelFlags Quiet =
                Enums.LogLevelFlags.Warning | Enums.LogLevelFlags.Message | Enums.LogLevelFlags.Info | Enums.LogLevelFlags.Debug;
            Log.SetLogHandler("VIPS", Quiet, (_, _, _) => { });

            // One thread for each picture: pictures are decoded in parallel, and starting threads costs more than a small one takes.
            NetVips.NetVips.Concurrency = 1;

            // Every picture is new, so that a cache of operations would only hold memory.
            Cache.Max = 0;

            // The loaders that PictureFile names are trusted ones. SVG is for Photo.FromSvg, the program's own drawings.
            NetVips.NetVips.BlockUntrusted = true;
            Operation.Block("VipsForeignLoadSvg", false);
            return null;
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or BadImageFormatException)
        {
            return e;
        }
    }
}

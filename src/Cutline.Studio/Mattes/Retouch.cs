using Cutline.Imaging;
using Cutline.Imaging.Decoding;

namespace Cutline.Studio.Mattes;

/// <summary>
/// Manual edit mask: a grey PNG over the whole photo, where 128 keeps alpha, 0 erases and 255 restores.
/// Values between are applied in proportion.
/// </summary>
public static class Retouch
{
    private const int Neutral = 128;

    /// <summary>Checks that a file is a PNG, which stores the values without loss.</summary>
    /// <param name="info">The file's header.</param>
    /// <exception cref="PhotoException">The file is not a PNG.</exception>
    public static void Check(PhotoInfo info)
    {
        if (info.Format != "PNG")
            throw new PhotoException(
                $"the retouch is a {info.Format}, which does not store its values exactly: save it as a grey PNG; 128 keeps the mask");
    }

    /// <summary>Applies the edit mask to a matte, and updates the matte's bounds.</summary>
    /// <param name="file">A grey PNG of any size; it is resized to the matte.</param>
    /// <param name="matte">Changed in place.</param>
    /// <param name="decoder">Reads the file; null for this process.</param>
    /// <param name="cancel">Ends its decoding.</param>
    /// <exception cref="PhotoException">The file cannot be read, or is not a PNG.</exception>
    /// <exception cref="NothingToCutException">Nothing is left of the subject.</exception>
    internal static void Apply(
        ReadOnlyMemory<byte> file, Matte matte, PhotoDecoder? decoder = null, CancellationToken cancel = default)
    {
        decoder ??= PhotoDecoder.InProcess;
        Check(decoder.Probe(file, name: "the retouch", cancel: cancel));
        using var values = decoder.LoadIndices(file, name: "the retouch", cancel: cancel);
        using var sized = values.Resize(matte.Width, matte.Height, Kernel.Bilinear);
        Parallel.For(0, matte.Height, y =>
        {
            var alpha = matte.Writable.Slice(y * matte.Width, matte.Width);
            var edits = sized.Pixels.Slice(y * matte.Width, matte.Width);
            for (var x = 0; x < alpha.Length; x++)
                if (edits[x] != Neutral) alpha[x] = Edited(alpha[x], edits[x]);
        });
        matte.Measure();
        if (matte.Bounds.Width == 0) throw new NothingToCutException();
    }

    private static byte Edited(int alpha, int edit) => edit < Neutral
        ? (byte)((alpha * edit + Neutral / 2) / Neutral)
        : (byte)(alpha + ((255 - alpha) * (edit - Neutral) + 63) / (255 - Neutral));
}

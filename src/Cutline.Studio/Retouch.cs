using Cutline.Imaging;

namespace Cutline.Studio;

/// <summary>A hand's word on a matte: a grey picture over the whole photo, where 128 leaves alpha as it is, 0 erases, 255 restores, and values between do so in proportion.</summary>
public static class Retouch
{
    private const int Neutral = 128;

    /// <summary>Whether a file is of the one kind that holds such values exactly.</summary>
    /// <exception cref="PhotoException">It is no picture, or no PNG.</exception>
    public static void Check(ReadOnlyMemory<byte> file, PhotoLimits? limits = null)
    {
        var info = Photo.Probe(file, limits, "the retouch");
        if (info.Format != "PNG") throw new PhotoException($"the retouch is a {info.Format}, which blurs its values: save it as a grey PNG, where 128 leaves the mask as it is");
    }

    /// <param name="file">A PNG of any size.</param>
    /// <exception cref="PhotoException">It cannot be read, or is no PNG.</exception>
    /// <exception cref="NothingToCutException">It erases everything.</exception>
    internal static void Apply(ReadOnlyMemory<byte> file, Matte matte)
    {
        Check(file);
        using var values = Photo.LoadIndices(file, name: "the retouch");
        using var sized = values.Resize(matte.Width, matte.Height, Kernel.Bilinear);
        Parallel.For(0, matte.Height, y =>
        {
            var alpha = matte.Writable.Slice(y * matte.Width, matte.Width);
            var hand = sized.Pixels.Slice(y * matte.Width, matte.Width);
            for (var x = 0; x < alpha.Length; x++)
                if (hand[x] != Neutral) alpha[x] = Changed(alpha[x], hand[x]);
        });
        matte.Measure();
        if (matte.Bounds.Width == 0) throw new NothingToCutException();
    }

    private static byte Changed(int alpha, int hand) => hand < Neutral
        ? (byte)((alpha * hand + Neutral / 2) / Neutral)
        : (byte)(alpha + ((255 - alpha) * (hand - Neutral) + 63) / (255 - Neutral));
}

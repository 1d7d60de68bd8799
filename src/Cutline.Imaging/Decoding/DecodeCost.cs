namespace Cutline.Imaging.Decoding;

/// <summary>The memory and the processor time that a picture may take, by what it promises.</summary>
/// <param name="Bytes">Private memory beyond what the process has before.</param>
/// <param name="Time">Processor time.</param>
internal readonly record struct DecodeCost(long Bytes, TimeSpan Time)
{
    /// <summary>Bytes of a pixel: decoders that hold whole pictures take up to 13 (docs/performance.md).</summary>
    private const int OfPixel = 20, OfSample = 2;

    /// <summary>Bytes of a pixel of a canvas: four channels, and once more for a frame.</summary>
    private const int OfCanvas = 8;

    /// <summary>Pixels of the largest picture of the format.</summary>
    private const long MostOfWebP = 16_383L * 16_383;

    private const long Base = 96L << 20;

    private const double Seconds = 4, SecondsOfMegapixel = 0.25;

    /// <summary>Of the header, and of what is looked at before.</summary>
    internal static DecodeCost OfHeader(long file) => new(Base + 6 * file, TimeSpan.FromSeconds(Seconds));

    /// <summary>Of the header of a file, which a decoder of WebP reads with memory for the whole canvas.</summary>
    internal static DecodeCost OfHeader(ReadOnlySpan<byte> file)
    {
        var (width, height) = PictureSignature.Of(file) == PictureContainer.WebP ? WebPSize.Largest(file) : default;
        var cost = OfHeader(file.Length);
        return cost with { Bytes = cost.Bytes + OfCanvas * Math.Min(width * height, MostOfWebP) };
    }

    /// <summary>Of the whole picture.</summary>
    internal static DecodeCost Of(PhotoInfo info, long file)
    {
        var pixels = (long)info.Width * info.Height;
        var sample = Math.Max(1, info.Bits / 8) * (long)Math.Min(info.Bands, 64);
        var seconds = Seconds + SecondsOfMegapixel * pixels / 1e6;
        return new(Base + 6 * file + pixels * (OfPixel + OfSample * sample), TimeSpan.FromSeconds(seconds));
    }
}

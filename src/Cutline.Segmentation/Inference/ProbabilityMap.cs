using Cutline.Imaging;

namespace Cutline.Segmentation.Inference;

/// <summary>
/// The probability of the foreground over a whole photo: at the model's resolution, and from there at the photo's own size.
/// </summary>
public sealed class ProbabilityMap
{
    /// <summary>A map of some probabilities.</summary>
    /// <param name="values">Height·Width probabilities, row after row, covering the photo from edge to edge; owned from now on.</param>
    /// <param name="width">Columns of the values.</param>
    /// <param name="height">Rows of the values.</param>
    /// <param name="nativeWidth">The photo's width in pixels.</param>
    /// <param name="nativeHeight">The photo's height in pixels.</param>
    /// <exception cref="ArgumentException">A size is empty, or there are not Height·Width values.</exception>
    public ProbabilityMap(float[] values, int width, int height, int nativeWidth, int nativeHeight)
    {
        if (width < 1 || height < 1 || values.Length != (long)width * height)
            throw new ArgumentException($"{values.Length} probabilities are not a map of {width}×{height}");
        if (nativeWidth < 1 || nativeHeight < 1) throw new ArgumentException($"there is no photo of {nativeWidth}×{nativeHeight}");
        (Values, Width, Height, NativeWidth, NativeHeight) = (values, width, height, nativeWidth, nativeHeight);
    }

    /// <summary>Probabilities at the model's resolution, row after row.</summary>
    public float[] Values { get; }

    /// <summary>Columns of <see cref="Values"/>.</summary>
    public int Width { get; }

    /// <summary>Rows of <see cref="Values"/>.</summary>
    public int Height { get; }

    /// <summary>The photo's width in pixels.</summary>
    public int NativeWidth { get; }

    /// <summary>The photo's height in pixels.</summary>
    public int NativeHeight { get; }

    /// <summary>
    /// The probabilities (1, h, w) with the outline refined at the photo's own size, or at a reduced one where the photo is very large;
    /// null where it was not refined.
    /// </summary>
    public Planes? Refined { get; init; }

    /// <summary>The maps of the model's further outputs, by their names: none for most models.</summary>
    public IReadOnlyDictionary<string, ProbabilityMap> Further { get; init; } = new Dictionary<string, ProbabilityMap>();

    /// <summary>
    /// Probabilities at the photo's size, row after row, refined where they were: bilinear, before any threshold, since a mask enlarged
    /// after it loses what the probabilities knew.
    /// </summary>
    public float[] AtNativeSize()
    {
        var native = GC.AllocateUninitializedArray<float>(checked(NativeWidth * NativeHeight));
        var (values, resize) = Finest();
        for (var y = 0; y < NativeHeight; y++) resize.Row(values, y, native.AsSpan(y * NativeWidth, NativeWidth));
        return native;
    }

    /// <summary>The mask at the photo's size, grey: 255 where the probability is above 0.5, else 0.</summary>
    public Photo Mask()
    {
        var mask = GC.AllocateUninitializedArray<byte>(checked(NativeWidth * NativeHeight));
        var (values, resize) = Finest();
        var row = new float[NativeWidth];
        for (var y = 0; y < NativeHeight; y++)
        {
            resize.Row(values, y, row);
            Threshold(row, mask.AsSpan(y * NativeWidth, NativeWidth));
        }

        return Photo.FromPixels(mask, NativeWidth, NativeHeight, PixelFormat.Grey);
    }

    /// <summary>The finest probabilities that there are, and how they come to the photo's size row by row.</summary>
    internal (float[] Values, BilinearResize Resize) Finest() => Refined is { } refined
        ? (refined.Values, new(refined.Width, refined.Height, NativeWidth, NativeHeight))
        : (Values, new(Width, Height, NativeWidth, NativeHeight));

    private static void Threshold(ReadOnlySpan<float> probabilities, Span<byte> mask)
    {
        for (var x = 0; x < mask.Length; x++) mask[x] = probabilities[x] > 0.5f ? byte.MaxValue : (byte)0;
    }
}

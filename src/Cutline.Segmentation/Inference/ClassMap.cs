using Cutline.Imaging;

namespace Cutline.Segmentation.Inference;

/// <summary>
/// From probabilities of classes to one class index for each pixel of the photo, row by row, so that memory stays small for large photos.
/// </summary>
public static class ClassMap
{
    /// <summary>The index of the most probable class at the photo's size: probabilities are enlarged bilinearly, then compared.</summary>
    /// <param name="probabilities">(K, h, w), covering the photo from edge to edge; with K = 1 above 0.5 is class 1.</param>
    /// <param name="width">The photo's, in pixels.</param>
    /// <param name="height">The photo's, in pixels.</param>
    /// <returns>Grey, each value a class index; of equal classes the first.</returns>
    public static Photo Of(Planes probabilities, int width, int height)
    {
        var indices = GC.AllocateUninitializedArray<byte>(checked(width * height));
        var resize = new BilinearResize(probabilities.Width, probabilities.Height, width, height);
        var (row, most) = (new float[width], new float[width]);
        var plane = probabilities.Height * probabilities.Width;
        for (var y = 0; y < height; y++)
        {
            var to = indices.AsSpan(y * width, width);
            Begin(probabilities.Channels, to, most);
            for (var c = 0; c < probabilities.Channels; c++)
            {
                resize.Row(probabilities.Values.AsSpan(c * plane, plane), y, row);
                Compare(row, IndexOf(c, probabilities.Channels), to, most);
            }
        }

        return Photo.FromPixels(indices, width, height, PixelFormat.Grey);
    }

    /// <summary>The index of the most probable class of each pixel.</summary>
    /// <param name="probabilities">(K, P), class after class; with K = 1 above 0.5 is class 1.</param>
    /// <param name="classes">K.</param>
    /// <param name="indices">Receives P indices.</param>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    public static void Indices(ReadOnlySpan<float> probabilities, int classes, Span<byte> indices)
    {
        if (classes < 1 || probabilities.Length != (long)classes * indices.Length)
            throw new ArgumentException($"{probabilities.Length} probabilities are not of {classes} classes for {indices.Length} pixels");
        var most = new float[indices.Length];
        Begin(classes, indices, most);
        for (var c = 0; c < classes; c++)
            Compare(probabilities.Slice(c * indices.Length, indices.Length), IndexOf(c, classes), indices, most);
    }

    /// <summary>A foreground's single probability is compared with one half, probabilities of classes with each other.</summary>
    private static void Begin(int classes, Span<byte> indices, Span<float> most)
    {
        indices.Clear();
        most.Fill(classes == 1 ? 0.5f : float.NegativeInfinity);
    }

    private static byte IndexOf(int channel, int channels) => channels == 1 ? (byte)1 : (byte)channel;

    private static void Compare(ReadOnlySpan<float> probabilities, byte index, Span<byte> indices, Span<float> most)
    {
        for (var i = 0; i < indices.Length; i++)
        {
            if (!(probabilities[i] > most[i])) continue;
            (most[i], indices[i]) = (probabilities[i], index);
        }
    }
}

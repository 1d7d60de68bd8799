using Cutline.Imaging;
using Cutline.Torch;

namespace Cutline.Segmentation.Inference;

/// <summary>Probabilities of K classes made one index for each pixel of the photo, in bands, so that memory stays small for large photos.</summary>
public static class ClassMap
{
    /// <summary>fp32 values of an enlarged band at most: 16 million are 64 MB.</summary>
    private const long BandValues = 1 << 24;

    /// <summary>The index of the most probable class at native size: probabilities are enlarged bilinearly, then compared.</summary>
    /// <param name="probabilities">fp32 (1, K, h, w), covering the photo from edge to edge; of K = 1 above 0.5 is class 1.</param>
    /// <returns>Grey, each value a class index.</returns>
    public static Photo Of(Tensor probabilities, int width, int height, long bandValues = BandValues)
    {
        var indices = new byte[checked(width * height)];
        var rows = (int)Math.Clamp(bandValues / (probabilities.Shape[1] * width), 1, height);
        for (var y = 0; y < height; y += rows)
        {
            using var scope = new TensorScope();
            var band = Rows(probabilities, y, Math.Min(rows, height - y), height);              // (1, K, rows, w)
            if (band.Shape[3] != width) band = F.Bilinear(band, band.Shape[2], width);          // (1, K, rows, W)
            Indices(band).CopyTo(indices.AsSpan(y * width));
        }

        return Photo.FromPixels(indices, width, height, PixelFormat.Grey);
    }

    /// <summary>The index of the most probable class of each pixel of (1, K, H, W), row after row.</summary>
    public static byte[] Indices(Tensor probabilities)
    {
        using var scope = new TensorScope();
        var most = probabilities.Shape[1] == 1 ? probabilities.Gt(0.5) : probabilities.ArgMax(1);
        return most.To(DType.UInt8).To(Device.Cpu).Contiguous().Bytes.ToArray();
    }

    /// <summary>Rows [start, start + count) of what would be (1, K, height, w): between two rows, as align_corners=False has it.</summary>
    private static Tensor Rows(Tensor x, int start, int count, int height)
    {
        var from = (int)x.Shape[2];
        if (from == height) return x.Narrow(2, start, count);
        var (above, below, share) = (new long[count], new long[count], new float[count]);
        for (var i = 0; i < count; i++)
        {
            var at = Math.Max(0, (start + i + 0.5) * from / height - 0.5);
            above[i] = Math.Min((long)at, from - 1);
            below[i] = Math.Min(above[i] + 1, from - 1);
            share[i] = (float)(at - above[i]);
        }

        var weight = Tensor.From<float>(share, 1, 1, count, 1).To(x.Device);
        return x.IndexSelect(2, Tensor.From<long>(above, count).To(x.Device)) * (1 - weight) + x.IndexSelect(2, Tensor.From<long>(below, count).To(x.Device)) * weight;
    }
}

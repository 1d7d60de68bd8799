using Cutline.Torch;

namespace Cutline.Segmentation.Datasets;

/// <summary>Some samples' pixels, owned by whoever received them.</summary>
/// <param name="Photos">uint8 (N, H, W, 3), on the CPU.</param>
/// <param name="Masks">uint8 (N, H, W), on the CPU: {0, 1}, or, of many classes, indices 0 to K - 1 and <see cref="ClassSet.Void"/>.</param>
/// <param name="Indices">The samples' indices in their dataset, N of them.</param>
public sealed record Batch(Tensor Photos, Tensor Masks, int[] Indices) : IDisposable
{
    public int Count => Indices.Length;

    public void Dispose()
    {
        Photos.Dispose();
        Masks.Dispose();
    }
}

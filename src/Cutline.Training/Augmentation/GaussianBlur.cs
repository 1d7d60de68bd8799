using Cutline.Torch;

namespace Cutline.Training.Augmentation;

/// <summary>A Gaussian blur, across and then down, the border's pixels repeated beyond it.</summary>
internal static class GaussianBlur
{
    /// <summary>Photos (N, C, H, W), blurred alike.</summary>
    /// <param name="sigma">Standard deviation in pixels; the kernel reaches three of them to either side.</param>
    public static Tensor Apply(Tensor photos, double sigma)
    {
        using var scope = new TensorScope();
        var reach = Math.Max(1, (int)Math.Ceiling(3 * sigma));
        var weights = Weights(sigma, reach);
        var kernel = Tensor.From<float>(weights, 1, 1, 1, weights.Length).To(photos.Device);
        var shape = photos.Shape;
        var planes = F.PadReplicate(photos.Reshape(shape[0] * shape[1], 1, shape[2], shape[3]), reach, reach, reach, reach);
        return scope.Keep(F.Conv2d(F.Conv2d(planes, kernel), kernel.View(1, 1, weights.Length, 1)).View(shape));
    }

    private static float[] Weights(double sigma, int reach)
    {
        var weights = Enumerable.Range(-reach, 2 * reach + 1).Select(x => Math.Exp(-0.5 * Math.Pow(x / sigma, 2))).ToArray();
        return [.. weights.Select(w => (float)(w / weights.Sum()))];
    }
}

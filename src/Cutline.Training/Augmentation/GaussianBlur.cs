using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Cutline.Training.Augmentation;

/// <summary>A Gaussian blur along rows, then columns; the pixels of the border are repeated beyond it.</summary>
internal static class GaussianBlur
{
    /// <summary>Blurs photos (N, C, H, W), all of them alike.</summary>
    /// <param name="sigma">Standard deviation in pixels; the kernel reaches three of them to either side.</param>
    public static Tensor Apply(Tensor photos, double sigma)
    {
        using var scope = NewDisposeScope();
        var reach = Math.Max(1, (int)Math.Ceiling(3 * sigma));
        var weights = Weights(sigma, reach);
        var kernel = tensor(weights, [1, 1, 1, weights.Length], device: photos.device);
        var shape = photos.shape;
        var planes = F.pad(
            photos.reshape(shape[0] * shape[1], 1, shape[2], shape[3]), [reach, reach, reach, reach], PaddingModes.Replicate);
        return F.conv2d(F.conv2d(planes, kernel), kernel.view(1, 1, weights.Length, 1)).view(shape).MoveToOuterDisposeScope();
    }

    private static float[] Weights(double sigma, int reach)
    {
        var weights = Enumerable.Range(-reach, 2 * reach + 1).Select(x => Math.Exp(-0.5 * Math.Pow(x / sigma, 2))).ToArray();
        return [.. weights.Select(w => (float)(w / weights.Sum()))];
    }
}

using Cutline.Imaging;

namespace Cutline.Segmentation.Datasets.Inspection;

/// <summary>How well a mask's outline lies on edges of its photo: as it is read, and drawn on the photo's other pixels.</summary>
/// <param name="AsRead">Mean brightness step at the outline over that of the whole photo; 0 without an outline.</param>
/// <param name="Otherwise">The same of the mask that was drawn otherwise.</param>
internal sealed record OutlineFit(double AsRead, double Otherwise)
{
    /// <param name="photo">RGB, as shown.</param>
    /// <param name="mask">Class indices, of the photo's size.</param>
    /// <param name="otherwise">The same for the mask drawn on the photo's other pixels, shown or stored.</param>
    public static OutlineFit Of(Photo photo, Photo mask, Photo otherwise)
    {
        var steps = Steps(photo);
        return new(OnOutline(steps, mask), OnOutline(steps, otherwise));
    }

    private static float[] Steps(Photo photo)
    {
        var (width, height) = (photo.Width, photo.Height);
        var grey = new float[width * height];
        var pixels = photo.Pixels;
        for (var i = 0; i < grey.Length; i++) grey[i] = (pixels[3 * i] + 2 * pixels[3 * i + 1] + pixels[3 * i + 2]) / 4f;
        var steps = new float[grey.Length];
        for (var y = 1; y < height - 1; y++)
            for (var x = 1; x < width - 1; x++)
            {
                var i = y * width + x;
                steps[i] = Math.Abs(grey[i + 1] - grey[i - 1]) + Math.Abs(grey[i + width] - grey[i - width]);
            }

        return steps;
    }

    private static double OnOutline(float[] steps, Photo mask)
    {
        var (sum, count) = (0.0, 0);
        var width = mask.Width;
        var pixels = mask.Pixels;
        for (var y = 1; y < mask.Height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var i = y * width + x;
                if (pixels[i] == pixels[i + 1] && pixels[i] == pixels[i + width]) continue;
                sum += Math.Max(steps[i], Math.Max(steps[i + 1], steps[i + width]));
                count++;
            }
        }

        return count == 0 ? 0 : sum / count / Math.Max(1e-3, steps.Average());
    }
}

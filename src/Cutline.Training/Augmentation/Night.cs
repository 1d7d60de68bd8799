using Cutline.Training.Layers;
using TorchSharp;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Augmentation;

/// <summary>A photo as at night: dark, with deep shadows, in the colour of street lamps or of the late sky, and lamps that glare.</summary>
internal static class Night
{
    private const int MostLamps = 4;

    /// <summary>Darkens a photo (1, 3, H, W) in [0, 1], then draws lamps; the noise of a small sensor comes last.</summary>
    public static Tensor Fall(Tensor photo, AugmentationRandom random)
    {
        var (height, width) = ((int)photo.shape[2], (int)photo.shape[3]);
        var (exponent, gain, warm) = (random.Between(1.1, 1.9), random.Between(0.25, 0.7), random.Around(0, 0.25));
        var light = Colour(1 + warm, 1, 1 - warm, photo.device) * Held(gain);
        photo = photo.pow(Held(exponent)) * light;
        var xs = PixelCentres.Across(width, photo.device);
        var ys = PixelCentres.Down(height, photo.device);
        for (var left = random.Below(MostLamps + 1); left > 0; left--)
        {
            var (x, y, radius) = (width * random.Unit(), height * 0.8 * random.Unit(), width * random.Between(0.008, 0.05));
            var square = (xs - Held(x)).pow(Held(2)).Plus((ys - Held(y)).pow(Held(2)));
            var glare = ((square * Held(-0.5 / (radius * radius))).exp() * Held(2)).Plus(
                (square * Held(-0.05 / (radius * radius))).exp() * Held(0.35));
            photo = photo.Plus(glare * Colour(1, random.Between(0.7, 1), random.Between(0.4, 1), photo.device));
        }

        var noise = new float[3 * height * width];
        random.Noise(noise);
        photo = photo.Plus(tensor(noise, [1, 3, height, width], device: photo.device) * Held(random.Between(0, 0.05)));
        return photo.clamp(Held(0), Held(1));
    }

    private static Tensor Colour(double r, double g, double b, Device device) =>
        tensor([(float)r, (float)g, (float)b], [1, 3, 1, 1], device: device);
}

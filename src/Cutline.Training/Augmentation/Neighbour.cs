using Cutline.Training.Layers;
using TorchSharp;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Augmentation;

/// <summary>
/// A second object beside the one that a photo is of, taken from another photo: smaller, at its side and mostly behind it. It is
/// background, so that the model learns which object is the subject.
/// </summary>
internal static class Neighbour
{
    /// <summary>Objects that fill less of the photo are left alone, and are no neighbours.</summary>
    private const double Least = 0.02;

    /// <summary>A neighbour in front that hides more of the subject stands behind it instead.</summary>
    private const double MostHidden = 0.3;

    /// <summary>Places an object of one photo (1, 3, H, W) in another of the same size; both masks are (1, 1, H, W).</summary>
    public static (Tensor Photo, Tensor Mask) Place(
        Tensor photo, Tensor mask, Tensor otherPhoto, Tensor otherMask, AugmentationRandom random)
    {
        var (height, width) = ((int)photo.shape[2], (int)photo.shape[3]);
        if (Cutout.Bounds(mask) is not { } subject || Cutout.Bounds(otherMask) is not { } other) return (photo, mask);
        if (Math.Min(subject.Area, other.Area) < Least * width * height) return (photo, mask);

        var front = random.Chance(0.25);
        var scale = Math.Min(1.5, Math.Sqrt(random.Between(0.15, 0.7) * subject.Area / other.Area));
        var side = random.Chance(0.5) ? -1 : 1;
        var x = subject.CentreX + side * (subject.Width / 2 + scale * other.Width * random.Between(-0.25, 0.4));
        var bottom = subject.Bottom + subject.Height * (front ? random.Between(0, 0.2) : -random.Between(0, 0.25));
        var mirror = random.Chance(0.5) ? -1 : 1;

        var map = Towards(x, bottom, scale, mirror, other, width, height);
        var (seen, covered) = Warp.Read(otherPhoto, otherMask, Warp.Grid([map], height, width, photo.device));
        if (front && (covered * mask).sum().item<float>() > MostHidden * subject.Area) front = false;
        var alpha = front ? Cutout.Alpha(covered) : Cutout.Alpha(covered) * Cutout.Beyond(Cutout.Alpha(mask));
        return (photo.Plus((seen - photo) * alpha), front ? mask * Cutout.Beyond(covered) : mask);
    }

    /// <summary>The map by which the middle of an object's lower edge comes to lie at a point, in pixels.</summary>
    private static Homography Towards(double x, double bottom, double scale, int mirror, Box other, int width, int height)
    {
        static double Unit(double pixels, int side) => 2 * pixels / side - 1;
        var (a, e) = (mirror / scale, 1 / scale);
        return new(
            a, 0, Unit(other.CentreX, width) - a * Unit(x, width), 0, e, Unit(other.Bottom, height) - e * Unit(bottom, height));
    }
}

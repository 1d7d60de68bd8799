using Cutline.Segmentation.Labelling;
using Cutline.Segmentation.Labels;
using TorchSharp;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Cutline.Training.Augmentation;

/// <summary>
/// Objects of one photo pasted into another with their labels (G. Ghiasi et al., "Simple Copy-Paste is a Strong Data Augmentation Method
/// for Instance Segmentation", 2021). An object is a connected region of a class; class 0, which is the background or, in driving scenes,
/// the road, is none, and neither is a class that covers most of its photo. Nothing is blended: a pixel is of one photo or of the other.
/// </summary>
internal static class CopyPaste
{
    /// <summary>Smaller regions are no objects, as a share of the photo.</summary>
    private const double Least = 0.001;

    /// <summary>What covers more of a photo is its surroundings.</summary>
    private const double Most = 0.5;

    private const double Smallest = 0.5, Largest = 1.5;

    /// <summary>
    /// Pastes some objects of one class of a photo (1, 3, H, W) into another of the same size. Masks are binary (1, 1, H, W), with 255 for
    /// void, or class indices (1, H, W); what is void is not pasted, and what is pasted is no longer void.
    /// </summary>
    public static (Tensor Photo, Tensor Mask) Place(
        Tensor photo, Tensor mask, Tensor otherPhoto, Tensor otherMask, AugmentationRandom random)
    {
        var (height, width) = ((int)photo.shape[2], (int)photo.shape[3]);
        var labels = otherMask.to_type(ScalarType.Byte).cpu().contiguous().data<byte>().ToArray();
        if (Choose(labels, width, random) is not { } chosen) return (photo, mask);

        var box = BoxOf(chosen.Runs, width);
        var scale = Smallest * Math.Pow(Largest / Smallest, random.Unit());
        var mirror = random.Chance(0.5) ? -1 : 1;
        var map = Towards(random.Unit() * width, random.Unit() * height, scale, mirror, box, width, height);
        var grid = Warp.Grid([map], height, width, photo.device);
        var seen = F.grid_sample(otherPhoto, grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Border, align_corners: false);
        var region = tensor(RegionOf(chosen.Runs, labels.Length), [1, 1, height, width], device: photo.device);
        var covered = F.grid_sample(region, grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Zeros, align_corners: false)
            .ge(Held(0.5));                                                                              // (1, 1, H, W)
        var label = mask.masked_fill(mask.dim() == 4 ? covered : covered.squeeze(1), Held(chosen.Class));
        return (where(covered, seen, photo), label);
    }

    /// <summary>A class that has objects, and the runs of some of these; null where a mask has none.</summary>
    private static (long Class, IReadOnlyList<(int Begin, int End)> Runs)? Choose(byte[] labels, int width, AugmentationRandom random)
    {
        var areas = new int[ClassSet.Void + 1];
        foreach (var label in labels) areas[label]++;
        var classes = Enumerable.Range(1, ClassSet.Void - 1)
            .Where(c => areas[c] >= Least * labels.Length && areas[c] <= Most * labels.Length).ToArray();
        if (classes.Length == 0) return null;
        var chosen = classes[random.Below(classes.Length)];
        var objects = ConnectedObjects.Find(labels, width, (byte)chosen)
            .Where(o => ConnectedObjects.Area(o) >= Least * labels.Length).ToArray();
        if (objects.Length == 0) return null;
        var one = random.Below(objects.Length);
        return (chosen, [.. objects.Where((_, i) => i == one | random.Chance(0.5)).SelectMany(runs => runs)]);
    }

    private static Box BoxOf(IReadOnlyList<(int Begin, int End)> runs, int width) => new(
        runs.Min(r => r.Begin % width), runs.Min(r => r.Begin / width), runs.Max(r => (r.End - 1) % width) + 1,
        runs.Max(r => r.Begin / width) + 1, ConnectedObjects.Area(runs));

    private static float[] RegionOf(IReadOnlyList<(int Begin, int End)> runs, int length)
    {
        var region = new float[length];
        foreach (var (begin, end) in runs) region.AsSpan(begin..end).Fill(1);
        return region;
    }

    /// <summary>The map by which the middle of a box comes to lie at a point, in pixels.</summary>
    private static Homography Towards(double x, double y, double scale, int mirror, Box box, int width, int height)
    {
        static double Unit(double pixels, int side) => 2 * pixels / side - 1;
        var (a, e) = (mirror / scale, 1 / scale);
        return new(
            a, 0, Unit(box.CentreX, width) - a * Unit(x, width), 0, e, Unit((box.Top + box.Bottom) / 2.0, height) - e * Unit(y, height));
    }
}

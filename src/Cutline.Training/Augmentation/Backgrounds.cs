using System.Runtime.ExceptionServices;
using Cutline.Imaging;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Augmentation;

/// <summary>
/// Backgrounds to place behind an object: parts of photos from folders, kept decoded at a fixed size, and, one time in four or where there
/// are no photos, plain walls of two colours that meet at a horizon.
/// </summary>
public sealed class Backgrounds : IDisposable
{
    private const int Width = 640, Height = 448, Bytes = Width * Height * 3;

    private readonly Tensor? photos; // uint8 (M, Height, Width, 3)

    private Backgrounds(Tensor? photos) => this.photos = photos;

    /// <summary>The number of photos to choose from.</summary>
    public int Count => photos is null ? 0 : (int)photos.shape[0];

    /// <summary>
    /// Reads photos from folders; of a picture twice as wide as high (Cityscapes pairs, with the label at the right), the left half.
    /// </summary>
    /// <param name="folders">Empty for walls alone.</param>
    /// <param name="most">The largest number of photos kept, which are taken evenly from all; each takes 860 KB.</param>
    /// <exception cref="ArgumentException">A folder is missing or holds no photos.</exception>
    /// <exception cref="PhotoException">A photo cannot be read.</exception>
    public static Backgrounds Load(IReadOnlyList<string> folders, int most = 1000)
    {
        var files = folders.SelectMany(Files).ToArray();
        if (files.Length == 0) return new Backgrounds(null);
        var kept = Math.Min(most, files.Length);
        var chosen = files.Where((_, i) => (long)i * kept / files.Length != (i + 1L) * kept / files.Length).ToArray();
        var photos = empty([chosen.Length, Height, Width, 3], ScalarType.Byte).DetachFromDisposeScope();
        try
        {
            Parallel.For(0, chosen.Length, i => Read(chosen[i], photos.bytes.Slice(i * Bytes, Bytes)));
        }
        catch (AggregateException e)
        {
            photos.Dispose();
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return new Backgrounds(photos);
    }

    /// <summary>A background in [0, 1], (1, 3, height, width): a random part of a photo, mirrored or not, or a wall.</summary>
    public Tensor Sample(int width, int height, AugmentationRandom random, Device device)
    {
        using var scope = NewDisposeScope();
        var sample = photos is null || random.Chance(0.25)
            ? Wall(width, height, random, device)
            : Part(photos, width, height, random, device);
        return sample.MoveToOuterDisposeScope();
    }

    /// <summary>Releases the photos.</summary>
    public void Dispose() => photos?.Dispose();

    private static void Read(string file, Span<byte> pixels)
    {
        using var photo = Photo.Load(file, new PhotoLoad { ShrinkTo = (Width, Height) });
        var paired = photo.Width == 2 * photo.Height && photo.Width % 2 == 0;
        using var left = photo.Crop(0, 0, paired ? photo.Width / 2 : photo.Width, photo.Height);
        using var resized = left.Resize(Width, Height, Kernel.Bilinear);
        resized.CopyTo(pixels);
    }

    private static IEnumerable<string> Files(string folder)
    {
        if (!Directory.Exists(folder)) throw new ArgumentException($"the backgrounds folder {folder} does not exist");
        var files = Directory.EnumerateFiles(folder)
            .Where(f => PictureNames.IsPicture(f) && RegularFile.Is(f))
            .Order(StringComparer.Ordinal).ToArray();
        return files.Length > 0
            ? files
            : throw new ArgumentException($"{folder} holds no {string.Join(", ", PictureNames.Extensions)} files to use as backgrounds");
    }

    private static Tensor Part(Tensor photos, int width, int height, AugmentationRandom random, Device device)
    {
        var share = random.Between(0.5, 1);
        var (w, h) = ((long)(Width * share), (long)(Height * share));
        var part = photos.narrow(0, random.Below((int)photos.shape[0]), 1)
            .narrow(1, random.Below((int)(Height - h + 1)), h)
            .narrow(2, random.Below((int)(Width - w + 1)), w)
            .to(device).permute(0, 3, 1, 2).to_type(ScalarType.Float32) * Held(1 / 255.0);   // (1, 3, h, w)
        part = Resize(part, height, width);
        return random.Chance(0.5) ? part.flip(3) : part;
    }

    private static Tensor Wall(int width, int height, AugmentationRandom random, Device device)
    {
        if (height < 2) return Plane(height, width, random, device);
        var horizon = Math.Clamp((int)(height * random.Between(0.3, 0.8)), 1, height - 1);
        return cat([Plane(horizon, width, random, device), Plane(height - horizon, width, random, device)], 2);
    }

    /// <summary>A surface whose colour is interpolated between four corners.</summary>
    private static Tensor Plane(int height, int width, AugmentationRandom random, Device device)
    {
        var grey = random.Unit();
        var corners = new float[12];
        for (var i = 0; i < corners.Length; i++) corners[i] = (float)Math.Clamp(random.Around(grey, 0.25), 0, 1);
        return Resize(tensor(corners, [1, 3, 2, 2], device: device), height, width);
    }

    private static Tensor Resize(Tensor x, int height, int width) =>
        F.interpolate(x, [height, width], mode: InterpolationMode.Bilinear, align_corners: false);
}

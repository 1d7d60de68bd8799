using Cutline.Imaging;
using Cutline.Torch;

namespace Cutline.Training.Augmentation;

/// <summary>
/// What may stand behind a cut-out car: photos from folders, kept decoded at a fixed size, and, one time in four or where there
/// are no photos, plain walls of two colours that meet at a horizon.
/// </summary>
public sealed class Backgrounds : IDisposable
{
    private const int Width = 640, Height = 448;
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".webp"];

    private readonly Tensor? photos; // uint8 (M, Height, Width, 3)

    private Backgrounds(Tensor? photos) => this.photos = photos;

    /// <summary>Photographs to choose from.</summary>
    public int Count => photos is null ? 0 : (int)photos.Shape[0];

    /// <summary>Reads the photos of some folders; of a picture twice as wide as high with a label right (Cityscapes pairs), the left half.</summary>
    /// <exception cref="ArgumentException">A folder is missing or holds no photos.</exception>
    /// <exception cref="PhotoException">A photo cannot be read.</exception>
    public static Backgrounds Load(IReadOnlyList<string> folders, int most = 1000)
    {
        var files = folders.SelectMany(Files).ToArray();
        if (files.Length == 0) return new Backgrounds(null);
        var chosen = files.Where((_, i) => (long)i * Math.Min(most, files.Length) / files.Length != (i + 1L) * Math.Min(most, files.Length) / files.Length).ToArray();
        var photos = TensorScope.Detach(Tensor.Empty([chosen.Length, Height, Width, 3], DType.UInt8));
        var bytes = Width * Height * 3;
        Parallel.For(0, chosen.Length, i =>
        {
            using var photo = Photo.Load(chosen[i], new PhotoLoad { ShrinkTo = (Width, Height) });
            var paired = photo.Width == 2 * photo.Height && photo.Width % 2 == 0;
            using var left = photo.Crop(0, 0, paired ? photo.Width / 2 : photo.Width, photo.Height);
            using var resized = left.Resize(Width, Height, Kernel.Bilinear);
            resized.CopyTo(photos.Bytes.Slice(i * bytes, bytes));
        });
        return new Backgrounds(photos);
    }

    /// <summary>A background in [0, 1], (1, 3, height, width): a random part of a photo, mirrored or not, or a wall.</summary>
    public Tensor Sample(int width, int height, Draws random, Device device)
    {
        using var scope = new TensorScope();
        return scope.Keep(photos is null || random.Chance(0.25) ? Wall(width, height, random, device) : Part(photos, width, height, random, device));
    }

    public void Dispose() => photos?.Dispose();

    private static IEnumerable<string> Files(string folder)
    {
        if (!Directory.Exists(folder)) throw new ArgumentException($"the backgrounds folder {folder} does not exist");
        var files = Directory.EnumerateFiles(folder).Where(f => Extensions.Contains(Path.GetExtension(f).ToLowerInvariant())).Order(StringComparer.Ordinal).ToArray();
        return files.Length > 0 ? files : throw new ArgumentException($"{folder} holds no {string.Join(", ", Extensions)} files to use as backgrounds");
    }

    private static Tensor Part(Tensor photos, int width, int height, Draws random, Device device)
    {
        var share = random.Between(0.5, 1);
        var (w, h) = ((long)(Width * share), (long)(Height * share));
        var part = photos.Narrow(0, random.Below((int)photos.Shape[0]), 1)
            .Narrow(1, random.Below((int)(Height - h + 1)), h)
            .Narrow(2, random.Below((int)(Width - w + 1)), w)
            .To(device).Permute(0, 3, 1, 2).To(DType.Float32) * (1 / 255.0);          // (1, 3, h, w)
        part = F.Bilinear(part, height, width);
        return random.Chance(0.5) ? part.Flip(3) : part;
    }

    private static Tensor Wall(int width, int height, Draws random, Device device)
    {
        if (height < 2) return Plane(height, width, random, device);
        var horizon = Math.Clamp((int)(height * random.Between(0.3, 0.8)), 1, height - 1);
        return Tensor.Cat([Plane(horizon, width, random, device), Plane(height - horizon, width, random, device)], 2);
    }

    /// <summary>A surface whose colour runs between four corners.</summary>
    private static Tensor Plane(int height, int width, Draws random, Device device)
    {
        var grey = random.Unit();
        var corners = random.Many(12, () => (float)Math.Clamp(random.Around(grey, 0.25), 0, 1));
        return F.Bilinear(Tensor.From<float>(corners, 1, 3, 2, 2).To(device), height, width);
    }
}

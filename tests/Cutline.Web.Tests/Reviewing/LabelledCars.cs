using Cutline.Imaging;
using Cutline.Segmentation.Labelling;

namespace Cutline.Web.Tests.Reviewing;

/// <summary>A labelled folder of drawn cars, those of the least sure masks first in the order of their names.</summary>
internal sealed class LabelledCars : IDisposable
{
    public const int Count = 3;

    public LabelledCars()
    {
        var record = new LabelRecord([new("teacher.onnx", "0", "32×32 stretch", null, null, null, null, null)], new());
        using var folder = LabelledFolder.Open(Folder, record);
        for (var i = 0; i < Count; i++)
        {
            using var label = new PseudoLabel(Mask(), 0.3, i == 0 ? 0.95 : null, 0.1 - 0.01 * i, null);
            folder.Add($"car{i}.jpg", DrawnCar.Encoded(i), label);
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("cutline-labelled-").FullName;

    /// <summary>The photos that training would see.</summary>
    public string[] Photos => [.. Directory.EnumerateFiles(Path.Combine(Folder, "images")).Select(f => Path.GetFileName(f)).Order()];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>A box of car with void about it.</summary>
    private static Photo Mask()
    {
        var mask = new byte[DrawnCar.Width * DrawnCar.Height];
        for (var i = 0; i < mask.Length; i++)
        {
            var (x, y) = (i % DrawnCar.Width, i / DrawnCar.Width);
            var within = Math.Min(Math.Min(x - 60, 300 - x), Math.Min(y - 90, 190 - y));
            mask[i] = within >= 10 ? PseudoLabel.Object : within >= 0 ? PseudoLabel.Void : PseudoLabel.Background;
        }

        return Photo.FromPixels(mask, DrawnCar.Width, DrawnCar.Height, PixelFormat.Grey);
    }
}

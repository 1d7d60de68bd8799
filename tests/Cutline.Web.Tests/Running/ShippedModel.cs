using Cutline.Imaging;
using Cutline.Segmentation.Inference;
using Cutline.Torch;
using Cutline.Web.Cutting;

namespace Cutline.Web.Tests.Running;

/// <summary>The shipped model, loaded once; services of several tests take turns on it, as <see cref="Predictor"/> is for one thread.</summary>
internal sealed class ShippedModel : ICutter
{
    private static readonly Lazy<ShippedModel> Loaded = new(() => new());

    private readonly Lock turn = new();
    private readonly Predictor predictor;

    private ShippedModel()
    {
        LibTorch.Threads = 1; // work as small as a test's only waits for others
        predictor = new(ModelFile.Load(Above.Find("models/car.safetensors")), Device.Cpu);
    }

    public static ShippedModel Instance => Loaded.Value;

    public CutPhoto Cut(ReadOnlyMemory<byte> photo, CutOrder order, CancellationToken cancel)
    {
        lock (turn) return new PhotoCutter(predictor, PhotoLimits.Default).Cut(photo, order, cancel);
    }
}

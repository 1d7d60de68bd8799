using Cutline.Imaging;
using Cutline.Segmentation.Inference;
using Cutline.Torch;
using Cutline.Web.Cutting;

namespace Cutline.Web.Tests.Running;

/// <summary>The shipped model, loaded once, for the tests that go from a photo through a model to a file.</summary>
internal sealed class ShippedModel : ICutter
{
    private static readonly Lazy<ShippedModel> Loaded = new(() => new());

    private readonly PhotoCutter cutter;

    private ShippedModel()
    {
        LibTorch.Threads = 1; // work as small as a test's only waits for others
        cutter = new(new Predictor(ModelFile.Load(RepositoryPaths.Find("models/car.safetensors")), Device.Cpu), PhotoLimits.Default);
    }

    public static ShippedModel Instance => Loaded.Value;

    public CutResult Cut(ReadOnlyMemory<byte> photo, CutSettings settings, CancellationToken cancel) => cutter.Cut(photo, settings, cancel);
}

using Cutline.Imaging;
using Cutline.Segmentation.Inference;
using Cutline.Web.Cutting;

namespace Cutline.Web.Tests.Running;

/// <summary>The shipped model, loaded once, for the tests that go from a photo through a model to a file.</summary>
internal sealed class ShippedModel : ICutter
{
    private static readonly Lazy<ShippedModel> Loaded = new(() => new());

    private readonly PhotoCutter cutter;

    private ShippedModel()
    {
        var options = new PredictorOptions { Onnx = new OnnxOptions { Threads = 1 } }; // tests share the cores
        Predictor Load(string file) => Predictor.Load(RepositoryPaths.Find($"models/{file}"), options);
        cutter = new(Load("car.onnx"), PhotoLimits.Default, Load("plates.onnx"));
    }

    public static ShippedModel Instance => Loaded.Value;

    public CutResult Cut(ReadOnlyMemory<byte> photo, CutSettings settings, CancellationToken cancel) => cutter.Cut(photo, settings, cancel);
}

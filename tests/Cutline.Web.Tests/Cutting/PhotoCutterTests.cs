using System.Text;
using Cutline.Imaging;
using Cutline.Segmentation.Inference;
using Cutline.Studio.Mattes;
using Cutline.Web.Cutting;

namespace Cutline.Web.Tests.Cutting;

public sealed class PhotoCutterTests : IDisposable
{
    private static readonly Dictionary<string, string> NoOptions = [];
    private static readonly Dictionary<string, ReadOnlyMemory<byte>> NoFiles = [];

    private readonly string file = Path.Combine(Path.GetTempPath(), $"cutline-{Guid.NewGuid():N}.onnx");

    [Fact]
    public void What_is_unsure_is_said_by_the_threshold_in_the_models_file()
    {
        Assert.Empty(Cut(leastConfidence: null));
        Assert.Equal([ReviewReason.Unsure], Cut(leastConfidence: "0.99"));
    }

    private IReadOnlyList<ReviewReason> Cut(string? leastConfidence)
    {
        var model = File.ReadAllBytes(RepositoryPaths.Find("models/car.onnx"));
        File.WriteAllBytes(file, leastConfidence is null ? model : [.. model, .. Entry("cutline.least_confidence", leastConfidence)]);
        var options = new PredictorOptions { Onnx = new OnnxOptions { Threads = 1 } };
        using var cutter = new PhotoCutter(Predictor.Load(file, options), PhotoLimits.Default);
        var photo = File.ReadAllBytes(RepositoryPaths.Find("samples/car.jpg"));
        return cutter.Cut(photo, CutSettings.Read(NoOptions, NoFiles), CancellationToken.None).Review;
    }

    /// <summary>metadata_props of onnx.proto, field 14: behind the file's content it is one entry more.</summary>
    private static byte[] Entry(string key, string value)
    {
        static byte[] Field(int number, byte[] content) => [(byte)(number << 3 | 2), (byte)content.Length, .. content];
        return Field(14, [.. Field(1, Encoding.UTF8.GetBytes(key)), .. Field(2, Encoding.UTF8.GetBytes(value))]);
    }

    public void Dispose() => File.Delete(file);
}

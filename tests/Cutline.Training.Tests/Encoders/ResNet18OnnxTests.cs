using Cutline.Training.Checkpoints;
using Cutline.Training.Encoders;
using Cutline.Training.Export;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;
using DenseTensor = Microsoft.ML.OnnxRuntime.Tensors.DenseTensor<float>;
using F = TorchSharp.torch.nn.functional;

namespace Cutline.Training.Tests.Encoders;

[Collection("live tensors")]
public sealed class ResNet18OnnxTests : IDisposable
{
    private const int Convolutions = 1 + 4 + 5 + 5 + 7;     // of the package's network, whose last stage has a third block

    private static readonly float[] BgrMeans = [103.5f, 116.25f, 123.75f];

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void The_first_layer_sees_normalized_RGB_as_the_package_sees_BGR_less_a_mean()
    {
        random.manual_seed(4);
        var (weight, mean) = (randn(2, 3, 3, 3), randn(2));
        var state = ResNet18Onnx.Read(Network(weight, mean), Preparation());
        var colours = rand(1, 3, 8, 8);                                                      // RGB from 0 to 1

        var bgr = 255 * colours.flip(1) - tensor(BgrMeans).view(1, 3, 1, 1);
        var expected = F.conv2d(bgr, weight) - mean.view(1, 2, 1, 1);
        var normalized = (colours - tensor([0.485f, 0.456f, 0.406f]).view(1, 3, 1, 1)) / tensor([0.229f, 0.224f, 0.225f]).view(1, 3, 1, 1);
        var found = F.conv2d(normalized, Values(state, "conv1.weight")) - Values(state, "bn1.running_mean").view(1, 2, 1, 1);

        Assert.True(expected.abs().max().item<float>() > 100);
        Assert.InRange((found - expected).abs().max().item<float>(), 0, 1f);                 // weights of 16 bits, sums of some hundreds
    }

    [Fact]
    public void Names_are_torchvisions_and_the_third_block_is_left_out()
    {
        var state = ResNet18Onnx.Read(Network(randn(2, 3, 3, 3), zeros(2)), Preparation());

        using var encoder = EncoderRegistry.Make("resnet18");
        Assert.Equal(encoder.state_dict().Keys.Order(StringComparer.Ordinal), state.Keys.Order(StringComparer.Ordinal));
        // The i-th convolution's weights are i; a stage's shortcut comes first.
        float First(string name) => Values(state, name).flatten()[0].item<float>();
        Assert.Equal([1, 4, 5, 6, 7, 15, 16, 17, 19],
            [
                First("layer1.0.conv1.weight"), First("layer1.1.conv2.weight"), First("layer2.0.downsample.0.weight"),
                First("layer2.0.conv1.weight"), First("layer2.0.conv2.weight"), First("layer4.0.downsample.0.weight"),
                First("layer4.0.conv1.weight"), First("layer4.0.conv2.weight"), First("layer4.1.conv2.weight"),
            ]);
        Assert.Equal(15.5f, First("layer4.0.downsample.1.running_mean"));
        Assert.Equal(16.5f, First("layer4.0.bn1.running_mean"));
    }

    [Fact]
    public void Files_that_are_no_ONNX_or_of_another_network_are_refused()
    {
        Assert.Throws<InvalidDataException>(() => ResNet18Onnx.Read([0xff, 0xff, 0xff], Preparation()));
        Assert.Contains("it has 0 convolutions, not 22",
            Assert.Throws<InvalidDataException>(() => ResNet18Onnx.Read(Preparation(), Preparation())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_the_package_that_is_missing_or_changed_writes_nothing()
    {
        var output = folder.At("cache", "resnet18.safetensors");
        Assert.Contains("has no ResNet18.onnx",
            Assert.Throws<CheckpointException>(() => ResNet18Package.Convert(folder.Path, output)).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(folder.At("ResNet18Onnx"));
        File.WriteAllBytes(folder.At("ResNet18Onnx", "ResNet18.onnx"), Network(randn(2, 3, 3, 3), zeros(2)));
        Assert.Contains("is not the file that Cutline knows",
            Assert.Throws<CheckpointException>(() => ResNet18Package.Convert(folder.Path, output)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.At("cache")));
    }

    /// <summary>Where the package lies in NuGet's folder: its own network in ONNX Runtime beside the converted one.</summary>
    [PackageFact]
    public void Features_are_those_that_ONNX_Runtime_computes_of_the_package()
    {
        var file = folder.At("resnet18.safetensors");
        ResNet18Package.Convert(PackageFactAttribute.Models, file);
        using var encoder = EncoderRegistry.Make("resnet18");
        EncoderWeights.Load(encoder, file);
        encoder.eval();
        random.manual_seed(2);
        var colours = F.interpolate(rand(1, 3, 14, 14), size: [224, 224], mode: InterpolationMode.Bilinear);

        var network = File.ReadAllBytes(Path.Combine(PackageFactAttribute.Models, "ResNet18Onnx", "ResNet18.onnx"));
        var graph = OnnxReading.Read(network);
        var means = OnnxReading.Read(File.ReadAllBytes(Path.Combine(PackageFactAttribute.Models, "ResNetPrepOnnx",
            "ResNetPreprocess.onnx"))).Constants.Values.MaxBy(t => t.Values.Length).Values;
        var bgr = 255 * colours.flip(1) - tensor(means).view(1, 3, 224, 224).mean([2, 3], keepdim: true);
        var end = graph.Nodes.Where(n => n.Operator == "Relu").ElementAt(1 + 2 * 8 - 1).Output;     // of layer4.1
        using var session = new InferenceSession(WithOutput(network, end));
        using var results = session.Run(
            [NamedOnnxValue.CreateFromTensor(session.InputNames[0], new DenseTensor(bgr.ToArray<float>(), [1, 3, 224, 224]))],
            [end]);
        var expected = tensor(results[0].AsTensor<float>().ToArray()).view(1, 512, 7, 7);
        var mean = tensor([0.485f, 0.456f, 0.406f]).view(1, 3, 1, 1);
        var found = encoder.Features((colours - mean) / tensor([0.229f, 0.224f, 0.225f]).view(1, 3, 1, 1))[^1];

        var inner = (found - expected).narrow(2, 2, 3).narrow(3, 2, 3).abs().max().item<float>();   // borders are padded by another grey
        Assert.True(expected.max().item<float>() > 1);
        Assert.InRange(inner, 0, 0.05 * expected.max().item<float>());
    }

    public void Dispose()
    {
        folder.Dispose();
        scope.Dispose();
    }

    private static byte[] Network(Tensor first, Tensor firstMean)
    {
        var graph = new OnnxGraph();
        graph.Inputs.Add(new("data", OnnxElementType.Float, 1, 3, 8, 8));
        var x = "data";
        for (var i = 0; i < Convolutions; i++)
        {
            string Constant(float[] values, params long[] shape) => graph.Constant(OnnxTensor.Of<float>(values, shape));
            var weight = i == 0 ? Constant(first.ToArray<float>(), 2, 3, 3, 3) : Constant([i, 0, 0, i], 2, 2, 1, 1);
            var mean = i == 0 ? firstMean.ToArray<float>() : [i + 0.5f, 0];
            x = graph.Add("Conv", [x, weight]);
            x = graph.Add("BatchNormalization", [x, Constant([1, 1], 2), Constant([0, 0], 2), Constant(mean, 2), Constant([1, 1], 2)]);
        }

        return graph.ToBytes();
    }

    private static byte[] Preparation()
    {
        var graph = new OnnxGraph();
        graph.Constant(OnnxTensor.Of<float>([.. BgrMeans.SelectMany(m => (float[])[m - 1, m + 1])], 3, 1, 2));
        return graph.ToBytes();
    }

    private static Tensor Values(Dictionary<string, TensorSource> state, string name)
    {
        var (info, bytes) = (state[name].Info, state[name].Bytes("file", name));
        return info.Type == ElementType.F16
            ? tensor(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, Half>(bytes).ToArray().Select(h => (float)h).ToArray())
                .view([.. info.Shape])
            : tensor(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).ToArray()).view([.. info.Shape]);
    }

    /// <summary>A message that is appended to another of its kind is merged with it: here a further output of the graph.</summary>
    private static byte[] WithOutput(byte[] network, string name)
    {
        var graph = new ProtobufMessage().Message(12, new OnnxValue(name, OnnxElementType.Float).Encode());
        using var stream = new MemoryStream();
        stream.Write(network);
        new ProtobufMessage().Message(7, graph).WriteTo(stream);
        return stream.ToArray();
    }
}

/// <summary>A test that needs the package of ResNet-18's weights, skipped where NuGet has not restored it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PackageFactAttribute : FactAttribute
{
    public PackageFactAttribute() => Skip = Directory.Exists(Models) ? null : $"{Models} is missing";

    public static string Models => Path.Combine(
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
        ResNet18Package.Id.ToLowerInvariant(), ResNet18Package.Version, "tools", "DnnImageModels");
}

using Cutline.Golden;
using Cutline.Training.Checkpoints;
using Cutline.Training.Layers;
using Cutline.Training.Models;
using Cutline.Training.Encoders;
using Cutline.Training.Tests.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Encoders;

/// <summary>The encoders and the pyramid pooling against torchvision's (golden/encoders/make.py).</summary>
public sealed class EncoderGoldenTests : IDisposable
{
    private const double Tolerance = 1e-4;

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly TemporaryFolder folder = new();
    private readonly GoldenFile golden = new("encoders/encoders");

    [Theory]
    [InlineData("resnet18", ".pth", false)]
    [InlineData("resnet34", ".safetensors", false)]
    [InlineData("resnet50", ".safetensors", false)]
    [InlineData("mobilenet_v2", ".pth", false)]
    [InlineData("mobilenet_v2", ".safetensors", true)]
    public void A_file_of_torchvisions_gives_its_features_and_logits(string name, string ending, bool channelsLast)
    {
        var state = FormulaWeights.Of(golden.Metadata[name]);
        var file = folder.At(name + ending);
        if (ending == ".pth") PyTorchFile.Write(file, state);
        else SafeTensors.Write(file, state);
        using var encoder = EncoderRegistry.Make(name);
        using var _ = no_grad();

        EncoderWeights.Load(encoder, file);

        encoder.eval();
        var features = encoder.Features(channelsLast ? golden["input"].ChannelsLast() : golden["input"]);
        Assert.Equal(encoder.Channels.Select(c => (long)c), features.Select(f => f.shape[1]));
        AssertFeatures(name, features);
        golden.AssertClose($"{name}.logits", Head(state, features[^1]), Tolerance);
    }

    [Fact]
    public void A_file_of_torchvisions_whole_mobilenet_gives_the_features_to_stride_16()
    {
        SafeTensors.Write(folder.At("whole.safetensors"), FormulaWeights.Of(golden.Metadata["mobilenet_v2"]));
        using var encoder = EncoderRegistry.Make("mobilenet_v2_96");
        using var _ = no_grad();

        EncoderWeights.Load(encoder, folder.At("whole.safetensors"));

        encoder.eval();
        AssertFeatures("mobilenet_v2", encoder.Features(golden["input"]));
    }

    [PythonFact("torchvision")]
    public void A_file_that_torchvision_saved_here_and_now_gives_its_logits()
    {
        foreach (var name in (string[])["resnet18", "mobilenet_v2"])
        {
            var (code, errors) = PythonFactAttribute
                .Run(Path.Combine(RepositoryPaths.Find("tests/golden"), "encoders", "torchvision_file.py"), folder.Path, name);
            Assert.True(code == 0, errors);
            using var encoder = EncoderRegistry.Make(name);
            using var _ = no_grad();

            EncoderWeights.Load(encoder, folder.At($"{name}.pth"));

            encoder.eval();
            var theirs = PyTorchFile.Read(folder.At($"{name}.out.pt"));
            var logits = Head(PyTorchFile.Read(folder.At($"{name}.pth")), encoder.Features(theirs["input"])[^1]);
            var expected = theirs["logits"].ToArray<float>();
            var size = Math.Sqrt(expected.Average(v => (double)v * v));
            Assert.All(expected.Zip(logits.ToArray<float>()), v =>
                Assert.Equal(v.First, v.Second, Tolerance * Math.Max(size, Math.Abs(v.First))));
        }
    }

    [Fact]
    public void Dilated_it_is_torchvisions_with_its_last_stride_replaced()
    {
        using var encoder = EncoderRegistry.Make("resnet50", dilated: true);
        var state = FormulaWeights.Of(golden.Metadata["resnet50.dilated"]);
        StateDict.Load(encoder, state.Where(t => !t.Key.StartsWith("fc.", StringComparison.Ordinal)).ToDictionary());
        encoder.eval();
        using var _ = no_grad();

        var features = encoder.Features(golden["input"]);

        AssertFeatures("resnet50.dilated", features);
        golden.AssertClose("resnet50.dilated.logits", Head(state, features[^1]), Tolerance);
    }

    [Fact]
    public void Pyramid_pooling_is_torchvisions_with_its_gradients()
    {
        using var numbers = new GoldenFile("encoders/aspp");
        using var aspp = new Aspp(6, 5, 6, 12, 18);
        Assert.Equal(numbers.Metadata["names"].Split(' ').Order(), aspp.state_dict().Keys.Order());
        StateDict.Load(aspp, numbers.Part("state."));
        aspp.eval();
        var x = numbers["input"];
        x.requires_grad = true;

        var y = aspp.call(x);
        (y * numbers["cotangent"]).sum().backward();

        numbers.AssertClose("output", y, Tolerance);
        numbers.AssertClose("grad.input", x.grad, Tolerance);
        foreach (var (name, parameter) in aspp.named_parameters()) numbers.AssertClose($"grad.{name}", parameter.grad, Tolerance);
    }

    public void Dispose()
    {
        golden.Dispose();
        folder.Dispose();
        scope.Dispose();
    }

    private void AssertFeatures(string name, Tensor[] features)
    {
        for (var i = 0; i < features.Length; i++)
        {
            var key = $"{name}.features.{i}";
            golden.AssertClose(key, features[i].narrow(1, 0, golden[key].shape[1]), Tolerance);
        }
    }

    /// <summary>torchvision's classifier, which is no part of an encoder, on the last features.</summary>
    private static Tensor Head(Dictionary<string, Tensor> state, Tensor x)
    {
        const string last = "features.18.", linear = "classifier.1";
        if (state.ContainsKey(linear + ".weight"))
        {
            using var layers = nn.Sequential(nn.Conv2d(320, 1280, 1, bias: false), nn.BatchNorm2d(1280), nn.ReLU6());
            StateDict.Load(layers,
                state.Where(t => t.Key.StartsWith(last, StringComparison.Ordinal)).ToDictionary(t => t.Key[last.Length..], t => t.Value));
            layers.eval();
            x = layers.call(x);
        }

        var name = state.ContainsKey(linear + ".weight") ? linear : "fc";
        return x.mean([2, 3]).matmul(state[$"{name}.weight"].permute(1, 0)) + state[$"{name}.bias"];
    }
}

using Cutline.Training.Encoders;
using Cutline.Training.Layers;
using Cutline.Training.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Encoders;

public sealed class EncoderTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public static TheoryData<string> Names => [.. EncoderRegistry.Names.Where(n => !n.StartsWith("test-", StringComparison.Ordinal))];

    /// <summary>torchvision's published counts (its weights' metadata), less those of the head by hand.</summary>
    [Theory]
    [InlineData("resnet18", 11_689_512 - (512 + 1) * 1000, 1.814 - 0.000512)]
    [InlineData("resnet34", 21_797_672 - (512 + 1) * 1000, 3.664 - 0.000512)]
    [InlineData("resnet50", 25_557_032 - (2048 + 1) * 1000, 4.089 - 0.002048)]
    [InlineData("mobilenet_v2", 3_504_872 - (1280 + 1) * 1000 - (320 + 2) * 1280, 0.301 - 0.021350)] // its head has 1280·320·49 + 1280·1000
    public void Parameters_and_multiply_accumulates_are_the_published_ones(string name, long parameters, double giga)
    {
        using var encoder = EncoderRegistry.Make(name);
        var summary = ModelSummary.Of(encoder, 224, 224, channels: 3);

        Assert.Equal(parameters, summary.Parameters);
        Assert.Equal(giga, summary.Macs / 1e9, 0.0006); // the published counts are rounded
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Features_halve_five_times_rounded_up(string name)
    {
        using var encoder = EncoderRegistry.Make(name, inChannels: 4);
        encoder.eval();
        var features = encoder.Features(rand(1, 4, 65, 33));
        Assert.Equal([(33, 17), (17, 9), (9, 5), (5, 3), (3, 2)], features.Select(f => ((int)f.shape[2], (int)f.shape[3])));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Dilated_it_stays_at_stride_16_with_the_same_weights(string name)
    {
        using var plain = EncoderRegistry.Make(name);
        using var dilated = EncoderRegistry.Make(name, dilated: true);
        StateDict.Load(dilated, plain.state_dict());
        plain.eval();
        dilated.eval();
        using var _ = no_grad();
        var x = rand(1, 3, 64, 96);

        var (coarse, fine) = (plain.Features(x), dilated.Features(x));

        for (var i = 0; i < Encoder.Levels - 1; i++) Assert.Equal(coarse[i].ToArray<float>(), fine[i].ToArray<float>());
        Assert.Equal([1, coarse[^1].shape[1], 4, 6], fine[^1].shape);
    }

    /// <summary>The 3×3 convolutions of the last stage's blocks but the first.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Dilation_widens_the_last_stage(string name)
    {
        using var encoder = EncoderRegistry.Make(name, dilated: true);
        var dilations = encoder.modules().OfType<Conv2d>().Count(c => c.dilation[0] == 2);
        Assert.Equal(name switch { "resnet18" => 2, "resnet34" => 4, "resnet50" => 2, _ => 3 }, dilations);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_those_that_there_are() =>
        Assert.StartsWith("Model.Encoder is 'vgg16': use resnet18, resnet34, resnet50, mobilenet_v2",
            Assert.Throws<ArgumentException>(() => EncoderRegistry.Make("vgg16")).Message, StringComparison.Ordinal);

    public void Dispose() => scope.Dispose();
}

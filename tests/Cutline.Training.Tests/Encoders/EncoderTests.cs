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
    // Blocks 14 to 17 by hand: 96 → 160, twice 160 → 160, 160 → 320; expansions of 6, each convolution with batch norm, at 7×7 but for
    // the first expansion, at 14×14.
    [InlineData("mobilenet_v2_96",
        3_504_872 - (1280 + 1) * 1000 - (320 + 2) * 1280 - (576 * (96 + 2 + 9 + 2 + 160) + 2 * 160)
        - 2 * (960 * (160 + 2 + 9 + 2 + 160) + 2 * 160) - (960 * (160 + 2 + 9 + 2 + 320) + 2 * 320),
        0.301 - 0.021350 - (576 * 96 * 196 + (576 * (9 + 160) + 2 * 960 * (160 + 9 + 160) + 960 * (160 + 9 + 320)) * 49) / 1e9)]
    public void Parameters_and_multiply_accumulates_are_the_published_ones(string name, long parameters, double giga)
    {
        using var encoder = EncoderRegistry.Make(name);
        var summary = ModelSummary.Of(encoder, 224, 224, channels: 3);

        Assert.Equal(parameters, summary.Parameters);
        Assert.Equal(giga, summary.Macs / 1e9, 0.0006); // the published counts are rounded
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Features_have_their_strides_rounded_up_and_their_channels(string name)
    {
        using var encoder = EncoderRegistry.Make(name, inChannels: 4);
        encoder.eval();
        var features = encoder.Features(rand(1, 4, 65, 33));
        Assert.Equal(encoder.Strides.Select(s => ((65 + s - 1) / s, (33 + s - 1) / s)),
            features.Select(f => ((int)f.shape[2], (int)f.shape[3])));
        Assert.Equal(encoder.Channels, features.Select(f => (int)f.shape[1]));
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

        Assert.Equal(16, dilated.Stride);
        for (var i = 0; i < coarse.Length - 1; i++) Assert.Equal(coarse[i].ToArray<float>(), fine[i].ToArray<float>());
        Assert.Equal([1, coarse[^1].shape[1], 4, 6], fine[^1].shape);
    }

    /// <summary>The 3×3 convolutions of the last stage's blocks but the first.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Dilation_widens_the_last_stage(string name)
    {
        using var encoder = EncoderRegistry.Make(name, dilated: true);
        var dilations = encoder.modules().OfType<Conv2d>().Count(c => c.dilation[0] == 2);
        var expected = name switch { "resnet34" => 4, "mobilenet_v2_96" => 0, "mobilenet_v2" or "mobilenet_v2_1280" => 3, _ => 2 };
        Assert.Equal(expected, dilations);
    }

    [Theory]
    [InlineData("mobilenet_v2", "2 4 8 16 32", "2 4 8 16 16")]
    [InlineData("mobilenet_v2_96", "2 4 8 16", "2 4 8 16")] // ends at stride 16 in any case
    [InlineData("mit_b0", "4 8 16 32", "4 8 16 16")]
    public void Strides(string name, string plain, string dilated)
    {
        Assert.Equal(plain, string.Join(' ', EncoderRegistry.Make(name).Strides));
        Assert.Equal(dilated, string.Join(' ', EncoderRegistry.Make(name, dilated: true).Strides));
    }

    [Fact]
    public void An_encoder_without_features_at_stride_4_or_beyond_is_refused()
    {
        Assert.Equal("Flat has features at strides 2, 4: begin at 2 or 4, and go beyond 4",
            Assert.Throws<ArgumentException>(() => new Flat([8, 8])).Message);
        Assert.Throws<ArgumentException>(() => new Flat([8, 8, 8], finest: 8));
    }

    [Fact]
    public void An_unknown_name_is_answered_with_those_that_there_are() =>
        Assert.StartsWith("Model.Encoder is 'vgg16': use resnet18, resnet34, resnet50, mobilenet_v2",
            Assert.Throws<ArgumentException>(() => EncoderRegistry.Make("vgg16")).Message, StringComparison.Ordinal);

    public void Dispose() => scope.Dispose();

    private sealed class Flat(int[] channels, int finest = 2) : Encoder(nameof(Flat), channels, finest)
    {
        public override IReadOnlyList<string> Head => [];

        public override Tensor[] Features(Tensor x) => [x];
    }
}

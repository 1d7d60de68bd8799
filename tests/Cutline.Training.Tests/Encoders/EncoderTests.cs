using Cutline.Training.Encoders;
using Cutline.Torch;
using Cutline.Torch.Nn;

namespace Cutline.Training.Tests.Encoders;

public sealed class EncoderTests : IDisposable
{
    private readonly TensorScope scope = new();

    public static TheoryData<string> Names => [.. EncoderRegistry.Names];

    /// <summary>torchvision's published counts (its weights' metadata), less those of the head by hand.</summary>
    [Theory]
    [InlineData("resnet18", 11_689_512 - (512 + 1) * 1000, 1.814 - 0.000512)]
    [InlineData("resnet34", 21_797_672 - (512 + 1) * 1000, 3.664 - 0.000512)]
    [InlineData("resnet50", 25_557_032 - (2048 + 1) * 1000, 4.089 - 0.002048)]
    [InlineData("mobilenet_v2", 3_504_872 - (1280 + 1) * 1000 - (320 + 2) * 1280, 0.301 - 0.021350)] // its head has 1280·320·49 + 1280·1000
    public void Parameters_and_multiply_accumulates_are_the_published_ones(string name, long parameters, double giga)
    {
        using var encoder = EncoderRegistry.Make(name);
        var macs = 0L;
        using (LibTorch.NoGrad())
        {
            encoder.Eval();
            Module.Observe((layer, y) => macs += layer.Macs(y), () => encoder.Forward(Tensor.Zeros([1, 3, 224, 224])));
        }

        Assert.Equal(parameters, encoder.Parameters().Sum(p => p.ElementCount));
        Assert.Equal(giga, macs / 1e9, 0.0006); // the published counts are rounded
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Features_halve_five_times_rounded_up(string name)
    {
        using var encoder = EncoderRegistry.Make(name, inChannels: 4);
        encoder.Eval();
        var features = encoder.Features(Tensor.Rand([1, 4, 65, 33]));
        Assert.Equal([(33, 17), (17, 9), (9, 5), (5, 3), (3, 2)], features.Select(f => ((int)f.Shape[2], (int)f.Shape[3])));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Dilated_it_stays_at_stride_16_with_the_same_weights(string name)
    {
        using var plain = EncoderRegistry.Make(name);
        using var dilated = EncoderRegistry.Make(name, dilated: true);
        dilated.LoadStateDict(plain.StateDict());
        plain.Eval();
        dilated.Eval();
        using var _ = LibTorch.NoGrad();
        var x = Tensor.Rand([1, 3, 64, 96]);

        var (coarse, fine) = (plain.Features(x), dilated.Features(x));

        for (var i = 0; i < Encoder.Levels - 1; i++) Assert.Equal(coarse[i].ToArray<float>(), fine[i].ToArray<float>());
        Assert.Equal([1, coarse[^1].Shape[1], 4, 6], fine[^1].Shape);
    }

    /// <summary>The 3×3 convolutions of the last stage's blocks but the first.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Dilation_widens_the_last_stage(string name)
    {
        using var encoder = EncoderRegistry.Make(name, dilated: true);
        var dilations = encoder.Descendants().OfType<Conv2d>().Count(c => Dilation(c) == 2);
        Assert.Equal(name switch { "resnet18" => 2, "resnet34" => 4, "resnet50" => 2, _ => 3 }, dilations);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_those_that_there_are() =>
        Assert.Equal("there is no encoder named 'vgg16': use resnet18, resnet34, resnet50, mobilenet_v2", Assert.Throws<ArgumentException>(() => EncoderRegistry.Make("vgg16")).Message);

    public void Dispose() => scope.Dispose();

    /// <summary>How far apart a 3×3 convolution of stride 1 reads, found by convolving one bright pixel; 1 for others.</summary>
    private static int Dilation(Conv2d conv)
    {
        var shape = conv.Weight.Shape;
        if (shape[2] != 3) return 1;
        using var inner = new TensorScope();
        using var _ = LibTorch.NoGrad();
        var depthwise = shape[1] == 1;
        var x = Tensor.Zeros([1, depthwise ? shape[0] : shape[1], 11, 11]);
        x.Narrow(2, 5, 1).Narrow(3, 5, 1).Fill(1);
        var y = conv.Forward(x);
        return y.Shape[2] == 11 && y.Select(2, 5).Select(2, 6).Abs().Max().Item<float>() == 0 && y.Select(2, 5).Select(2, 7).Abs().Max().Item<float>() > 0 ? 2 : 1;
    }
}

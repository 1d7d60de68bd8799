using Cutline.Training.Encoders;
using Cutline.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Export;

/// <summary>What the ONNX file of every model of the registry does, with every encoder that it takes.</summary>
public sealed class ModelExportTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public ModelExportTests() => manual_seed(5);

    public static TheoryData<string, string?, UpSampling> Every
    {
        get
        {
            var rows = new TheoryData<string, string?, UpSampling>();
            foreach (var kind in ModelRegistry.All)
                foreach (var encoder in EncoderRegistry.Names.Prepend(null))
                    if (kind.Encoder == EncoderUse.Optional || encoder is null == (kind.Encoder == EncoderUse.None))
                        rows.Add(kind.Name, encoder, UpSampling.Transposed);
            rows.Add("unet", null, UpSampling.Bilinear);
            rows.Add("unet++", null, UpSampling.Bilinear);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Agrees_with_the_model_at_any_size_and_batch(string name, string? encoder, UpSampling up)
    {
        var model = ModelRegistry.Make(new() { Name = name, Encoder = encoder, Base = 8, Depth = 3, Classes = 3, Up = up });
        using var exported = new Exported(Exported.Trained(model));
        Assert.InRange(exported.Result.LargestDifference, 0, 1e-4);
        foreach (var (batch, height, width) in ((long, long, long)[])[(1, 64, 128), (2, 75, 33), (5, 17, 101)])
        {
            var (difference, spread) = exported.Compare(batch, height, width);
            Assert.InRange(difference, 0, 1e-4);
            Assert.InRange(spread, 0.02, 1);
        }
    }

    [Fact]
    public void A_foreground_model_gives_the_sigmoid_of_its_logits()
    {
        using var exported = new Exported(Exported.Trained(ModelRegistry.Make(new() { Base = 8, Depth = 2 })));
        Assert.InRange(exported.Compare(2, 40, 41).Difference, 0, 1e-4);
        Assert.Equal(1, exported.Session.OutputMetadata["probabilities"].Dimensions[1]);
    }

    public void Dispose() => scope.Dispose();
}

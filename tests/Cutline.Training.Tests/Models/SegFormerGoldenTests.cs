using Cutline.Golden;
using Cutline.Segmentation.Preprocessing;
using Cutline.Training.Checkpoints;
using Cutline.Training.Encoders;
using Cutline.Training.Models;
using Cutline.Training.Tests.Encoders;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Models;

/// <summary>Files with the names of the transformers library against PyTorch (golden/encoders/segformer.py).</summary>
public sealed class SegFormerGoldenTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly TemporaryFolder folder = new();
    private readonly GoldenFile golden = new("encoders/segformer");

    private Dictionary<string, Tensor> State => FormulaWeights.Of(golden.Metadata["segformer"]);

    [Fact]
    public void Logits_of_a_whole_model_are_its_own()
    {
        SafeTensors.Write(folder.At("model.safetensors"), State);

        using var model = ModelImport.Load(folder.At("model.safetensors"));

        Assert.Equal(new ModelOptions { Name = "segformer", Encoder = "mit_b0", Base = 16, Classes = 1 }, model.Options);
        model.eval();
        using var _ = no_grad();
        var logits = model.call(golden["input"]);
        Assert.True(logits.std().item<float>() > 0.1);
        golden.AssertClose("logits", logits, 1e-4);
        using var opened = ModelCheckpoint.Load(folder.At("model.safetensors"), new ImportOptions { Size = (64, 64) });
        Assert.Equal(Normalization.ImageNet, opened.Preprocess.Normalization); // which that library scales colours by
    }

    /// <summary>As of <c>nvidia/mit-b0</c>: the encoder behind a prefix, with a classifier.</summary>
    [Fact]
    public void Features_of_a_classifiers_encoder_are_its_own()
    {
        var state = State.Where(t => t.Key.StartsWith("segformer.", StringComparison.Ordinal)).ToDictionary();
        state["classifier.weight"] = zeros(1000, 256);
        PyTorchFile.Write(folder.At("mit.pth"), state);
        using var encoder = EncoderRegistry.Make("mit_b0");
        using var _ = no_grad();

        EncoderWeights.Load(encoder, folder.At("mit.pth"));

        encoder.eval();
        var features = encoder.Features(golden["input"]);
        for (var i = 0; i < features.Length; i++)
            golden.AssertClose($"features.{i}", features[i].narrow(1, 0, golden[$"features.{i}"].shape[1]), 1e-4);
    }

    [Fact]
    public void Another_size_of_segformer_is_refused_with_what_is_known()
    {
        const string patches = "segformer.encoder.patch_embeddings.0.proj.weight";
        SafeTensors.Write(folder.At("b1.safetensors"), new Dictionary<string, Tensor>(State) { [patches] = ones(64, 3, 7, 7) });
        var message = Assert.Throws<CheckpointException>(() => ModelImport.Load(folder.At("b1.safetensors"))).Message;
        Assert.EndsWith("its encoder begins with 64 channels: only SegFormer-B0's, mit_b0, is known", message);

        using var encoder = EncoderRegistry.Make("mit_b0");
        Assert.EndsWith("use a file of the transformers library, such as nvidia/mit-b0",
            Assert.Throws<CheckpointException>(() => EncoderWeights.Load(encoder, folder.At("b1.safetensors"))).Message);
    }

    /// <summary>Xie et al. 2021, table 1: 3.8 million, 3.4 in the encoder and 0.4 in the decoder; those of the network in torch.</summary>
    [Theory]
    [InlineData(19, 3_719_027)]
    [InlineData(150, 3_752_694)]
    public void It_has_the_papers_parameters(int classes, long parameters)
    {
        using var model = ModelRegistry.Make(new ModelOptions { Name = "segformer", Encoder = "mit_b0", Classes = classes });
        Assert.Equal(parameters, model.parameters().Sum(p => p.numel()));
    }

    /// <summary>Table 1: 8.4 G for ADE20K at 512×512.</summary>
    [Fact]
    public void It_has_the_papers_multiply_accumulates()
    {
        using var model = ModelRegistry.Make(new ModelOptions { Name = "segformer", Encoder = "mit_b0", Classes = 150 });
        Assert.Equal(8.4, ModelSummary.Of(model, 512, 512).Macs / 1e9, 0.1);
    }

    public void Dispose()
    {
        golden.Dispose();
        folder.Dispose();
        scope.Dispose();
    }
}

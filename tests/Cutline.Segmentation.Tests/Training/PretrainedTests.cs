using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Models;
using Cutline.Segmentation.Models.Encoders;
using Cutline.Segmentation.Tests.Datasets;
using Cutline.Torch;
using Cutline.Torch.Checkpoints;

namespace Cutline.Segmentation.Tests.Training;

/// <summary>Training that begins with a pretrained encoder.</summary>
public sealed class PretrainedTests : IDisposable
{
    private readonly DrawnDiscs discs = new();
    private readonly TemporaryFolder folder = new();
    private readonly TensorScope scope = new();

    [Fact]
    public void The_encoder_begins_with_the_files_weights_and_a_resumed_run_does_not_go_back_to_them()
    {
        var weights = folder.At("mobilenet_v2.pth");
        using (var encoder = EncoderRegistry.Make("mobilenet_v2"))
        {
            encoder.StateDict()["features.1.conv.1.weight"].Detach().Fill(0.125);
            PyTorchFile.Write(weights, encoder.StateDict());
        }

        var options = SmallRun.Options(discs) with
        {
            Model = new ModelOptions { Name = "deeplabv3+", Encoder = "mobilenet_v2", Base = 2 }, EncoderWeights = weights, Epochs = 1, LearningRate = 1e-9,
        };
        using var run = new SmallRun(options);
        run.Train();

        Assert.All(First(run), v => Assert.Equal(0.125f, v, 1e-6f));

        File.Delete(weights);
        run.Train(resume: true, other: options with { Epochs = 2 });
        Assert.All(First(run), v => Assert.Equal(0.125f, v, 1e-6f));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var run = new SmallRun(SmallRun.Options(discs) with { Model = new ModelOptions { Encoder = "mobilenet_v2" }, EncoderWeights = folder.At("none.pth") });
        Assert.Contains("none.pth", Assert.Throws<CheckpointException>(() => run.Train()).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
        discs.Dispose();
    }

    private static float[] First(SmallRun run)
    {
        using var loaded = ModelFile.Load(run.Folder.Path);
        return loaded.Model.StateDict()["encoder.features.1.conv.1.weight"].ToArray<float>();
    }
}

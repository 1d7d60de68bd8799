using Cutline.Segmentation;
using Cutline.Segmentation.Preprocessing;
using Cutline.Training.Checkpoints;
using Cutline.Training.Encoders;
using Cutline.Training.Models;
using Cutline.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Runs;

/// <summary>Training that begins with weights of another model.</summary>
[Collection("live tensors")]
public sealed class PretrainedTests : IDisposable
{
    private readonly DrawnDiscs discs = new();
    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    [Fact]
    public void The_encoder_begins_with_the_files_weights_and_a_resumed_run_does_not_go_back_to_them()
    {
        var weights = folder.At("mobilenet_v2.pth");
        using (var encoder = EncoderRegistry.Make("mobilenet_v2"))
        {
            encoder.state_dict()["features.1.conv.1.weight"].detach().fill_(0.125);
            PyTorchFile.Write(weights, encoder.state_dict());
        }

        var options = SmallRun.Options(discs) with
        {
            Model = new ModelOptions { Name = "deeplabv3+", Encoder = "mobilenet_v2", Base = 2 }, EncoderWeights = weights, Epochs = 1,
                LearningRate = 1e-9,
        };
        using var run = new SmallRun(options);
        run.Train();

        Assert.All(First(run), v => Assert.Equal(0.125f, v, 1e-6f));

        File.Delete(weights);
        run.Train(resume: true, other: options with { Epochs = 2 });
        Assert.All(First(run), v => Assert.Equal(0.125f, v, 1e-6f));
    }

    [Fact]
    public void Weights_that_do_not_fit_are_told_before_the_photos_are_looked_at()
    {
        var options = SmallRun.Options(discs) with
        {
            Model = new ModelOptions { Name = "deeplabv3+", Encoder = "mobilenet_v2", Base = 2 }, EncoderWeights = folder.At("none.pth"),
        };
        using var trainer = Trainer.FromOptions(options);
        var looked = new List<DataProgress>();
        trainer.ValidationProgress = new Told<DataProgress>(looked.Add);

        Assert.Throws<CheckpointException>(() => trainer.Run(folder.At("run")));
        Assert.Empty(looked);
    }

    [Fact]
    public void A_model_of_other_classes_lends_all_but_its_last_layer()
    {
        var start = folder.At("classes.safetensors");
        string first;
        float[] lent;
        using (var model = new UNet(new ModelOptions { Base = 4, Depth = 2, Classes = 5 }))
        {
            ModelCheckpoint.Save(start, model, PreprocessOptions.Square(32));
            (first, var weight) = model.state_dict().First(t => t.Key == "enter.conv.0.weight");
            lent = weight.ToArray<float>();
        }

        using var run = new SmallRun(SmallRun.Options(discs) with { From = start, Epochs = 1, LearningRate = 1e-9 });
        TrainingStarted? told = null;
        run.Train(tell: e => told = e as TrainingStarted ?? told);

        using var loaded = ModelCheckpoint.Load(run.Folder.Path);
        Assert.All(lent.Zip(loaded.Model.state_dict()[first].ToArray<float>()), w => Assert.Equal(w.First, w.Second, 1e-6f));
        Assert.Contains("but for the last layer: that model has 5 classes, this one 1", told!.Start, StringComparison.Ordinal);
        Assert.Equal([1, 4, 1, 1], loaded.Model.state_dict()["exit.weight"].shape);
    }

    [Fact]
    public void A_model_of_another_shape_lends_nothing()
    {
        var start = folder.At("wide.safetensors");
        using (var model = new UNet(new ModelOptions { Base = 8, Depth = 2, Classes = 5 })) ModelCheckpoint
            .Save(start, model, PreprocessOptions.Square(32));
        using var run = new SmallRun(SmallRun.Options(discs) with { From = start, Epochs = 1 });
        Assert.Contains("weights are those of another model", Assert.Throws<ArgumentException>(() => run.Train()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var run = new SmallRun(SmallRun.Options(discs)
            with { Model = new ModelOptions { Encoder = "mobilenet_v2" }, EncoderWeights = folder.At("none.pth") });
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
        using var loaded = ModelCheckpoint.Load(run.Folder.Path);
        return loaded.Model.state_dict()["encoder.features.1.conv.1.weight"].ToArray<float>();
    }
}

using Cutline.Training.Checkpoints;
using Cutline.Training.Optimizers;
using Cutline.Training.Runs;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Runs;

/// <summary>What of a run no other test resumes, because its arithmetic is for GPUs: the scale of fp16's loss.</summary>
[Collection("live tensors")]
public sealed class TrainingStateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly nn.Module<Tensor, Tensor> model = nn.Sequential(nn.Conv2d(1, 1, 1));
    private readonly FlatParameters parameters;

    public TrainingStateTests() => parameters = new FlatParameters(model);

    [Fact]
    public void The_scale_of_the_loss_comes_back()
    {
        var scaler = new GradientScaler();
        scaler.Restore(1024, 77);
        using (var optimizer = new Sgd(parameters, 0.1)) State(optimizer, scaler).Save(folder.At("last.safetensors"));

        var resumed = new GradientScaler();
        using var again = new Sgd(parameters, 0.1);
        State(again, resumed).Load(folder.At("last.safetensors"));

        Assert.Equal((1024.0, 77), (resumed.Scale, resumed.GoodSteps));
    }

    [Fact]
    public void A_run_without_a_scale_does_not_go_on_with_one()
    {
        using var optimizer = new Sgd(parameters, 0.1);
        State(optimizer, null).Save(folder.At("last.safetensors"));

        var error = Assert.Throws<CheckpointException>(() => State(optimizer, new GradientScaler()).Load(folder.At("last.safetensors")));

        Assert.Contains("resume with the run's own options", error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        parameters.Dispose();
        model.Dispose();
        folder.Dispose();
    }

    private TrainingState State(Sgd optimizer, GradientScaler? scaler) => new(parameters, optimizer, average: null, plateau: null, scaler);
}

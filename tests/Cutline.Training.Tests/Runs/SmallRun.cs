using Cutline.Segmentation.Preprocessing;
using Cutline.Training.Models;
using Cutline.Training.Runs;

namespace Cutline.Training.Tests.Runs;

/// <summary>A run of seconds in a folder of its own.</summary>
internal sealed class SmallRun(TrainOptions options) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public RunFolder Folder => new(folder.At("run"));

    /// <summary>4 base channels, 2 levels, 32×32, 4 epochs in batches of 4, at a rate that learns discs.</summary>
    public static TrainOptions Options(DrawnDiscs data) => new()
    {
        Data = [data.Root],
        Preprocess = PreprocessOptions.Square(32),
        Model = new ModelOptions { Base = 4, Depth = 2 },
        Epochs = 4,
        Batch = 4,
        LearningRate = 0.01,
    };

    /// <summary>Trains, or goes on; reports every event.</summary>
    public TrainingEnded Train(
        bool resume = false, Action<TrainingEvent>? tell = null, CancellationToken cancel = default, TrainOptions? other = null,
            int predictEvery = 0, bool export = false)
    {
        using var trainer = Trainer.FromOptions(other ?? options);
        trainer.PredictEvery = predictEvery;
        trainer.Export = export;
        if (tell is not null) trainer.Callbacks = [new Told<TrainingEvent>(tell)];
        return trainer.Run(Folder.Path, resume, cancel);
    }

    /// <summary>Trains until an event, and is interrupted there.</summary>
    public void TrainUntil(Predicate<TrainingEvent> stop)
    {
        using var cancel = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Train(tell: e => { if (stop(e)) cancel.Cancel(); }, cancel: cancel.Token));
    }

    public void Dispose() => folder.Dispose();
}

namespace Cutline.Training.Tests.Runs;

/// <summary>A run on discs, made once for all tests that look at a trained model.</summary>
public sealed class TrainedDiscs : IDisposable
{
    private readonly SmallRun run;

    public TrainedDiscs()
    {
        Discs = new DrawnDiscs(width: 48, height: 36);
        var options = SmallRun.Options(Discs) with { Epochs = 8 };
        run = new SmallRun(options);
        Options = options;
        run.Train();
        using var data = Segmentation.Training.TrainingData.Open(options);
        data.Split.Save(run.Folder.Split, data.All.Samples, options.Split);
        Segmentation.Training.RunFolder.WriteJson(run.Folder.Options, options);
    }

    internal DrawnDiscs Discs { get; }

    public Segmentation.Training.TrainOptions Options { get; }

    public Segmentation.Training.RunFolder Run => run.Folder;

    public void Dispose()
    {
        run.Dispose();
        Discs.Dispose();
    }
}

/// <summary>Runs while no others do, since training draws from the process's one random generator.</summary>
[CollectionDefinition("trained discs", DisableParallelization = true)]
public sealed class TrainedDiscsTests : ICollectionFixture<TrainedDiscs>;

using Cutline.Segmentation.Runs;
using Cutline.Segmentation.Splits;
using Cutline.Segmentation.Tests.Inference;

namespace Cutline.Segmentation.Tests.Evaluation;

/// <summary>A run on discs with a model that finds them, made once for all tests of a class.</summary>
public sealed class DiscRun : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public DiscRun()
    {
        Run = TrainedFolder.Save(folder.Path, new SplitOptions(), Discs.Root);
        new SmallModel().Write(Run.PathOf(RunFiles.BestModel));
    }

    internal DrawnDiscs Discs { get; } = new(width: 48, height: 36);

    /// <summary>With options, split and model.</summary>
    public SavedRun Run { get; }

    public void Dispose()
    {
        folder.Dispose();
        Discs.Dispose();
    }
}

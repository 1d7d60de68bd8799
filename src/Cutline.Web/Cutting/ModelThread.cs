using System.Collections.Concurrent;
using Cutline.Imaging;
using Cutline.Segmentation.Inference;

namespace Cutline.Web.Cutting;

/// <summary>The one thread that a model predicts on, photo after photo, while other threads decode, cut and encode.</summary>
internal sealed class ModelThread : IDisposable
{
    private readonly BlockingCollection<ModelTurn> turns = [];
    private readonly Thread thread;

    public ModelThread(Predictor predictor)
    {
        thread = new(() => Work(predictor)) { Name = "model", IsBackground = true };
        thread.Start();
    }

    /// <summary>Waits for the model and for what it says. To be disposed of by the caller.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before its turn came.</exception>
    public ProbabilityMap Predict(Photo photo, CancellationToken cancel)
    {
        var turn = new ModelTurn(photo, cancel);
        turns.Add(turn, CancellationToken.None);
        return turn.Result();
    }

    /// <summary>Ends the thread, when all that wait have been served.</summary>
    public void Dispose()
    {
        turns.CompleteAdding();
        thread.Join();
        turns.Dispose();
    }

    private void Work(Predictor predictor)
    {
        foreach (var turn in turns.GetConsumingEnumerable()) turn.Run(predictor);
    }
}

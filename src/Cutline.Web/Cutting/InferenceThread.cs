using System.Collections.Concurrent;
using Cutline.Imaging;
using Cutline.Segmentation.Inference;

namespace Cutline.Web.Cutting;

/// <summary>The single thread that runs a model, photo by photo, while other threads decode, cut and encode.</summary>
internal sealed class InferenceThread : IDisposable
{
    private readonly BlockingCollection<InferenceRequest> requests = [];
    private readonly Thread thread;

    public InferenceThread(Predictor predictor)
    {
        thread = new(() => Work(predictor)) { Name = "inference", IsBackground = true };
        thread.Start();
    }

    /// <summary>Predicts a photo, after the requests before it. The caller disposes the map.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before the prediction started.</exception>
    public ProbabilityMap Predict(Photo photo, CancellationToken cancel)
    {
        var request = new InferenceRequest(photo, cancel);
        requests.Add(request, CancellationToken.None);
        return request.Result();
    }

    /// <summary>Ends the thread after all queued requests.</summary>
    public void Dispose()
    {
        requests.CompleteAdding();
        thread.Join();
        requests.Dispose();
    }

    private void Work(Predictor predictor)
    {
        foreach (var request in requests.GetConsumingEnumerable()) request.Run(predictor);
    }
}

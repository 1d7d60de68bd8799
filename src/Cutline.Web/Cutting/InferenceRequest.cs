using Cutline.Imaging;
using Cutline.Segmentation.Inference;

namespace Cutline.Web.Cutting;

/// <summary>
/// A photo that waits for the model. The thread that asks waits as well, so that the photo lives until it has been predicted.
/// </summary>
internal sealed class InferenceRequest(Photo photo, CancellationToken cancel)
{
    private readonly TaskCompletionSource<ProbabilityMap> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ProbabilityMap Result() => done.Task.GetAwaiter().GetResult();

    /// <summary>Runs the model on the calling thread. Exceptions surface in <see cref="Result"/>.</summary>
    public void Run(Predictor predictor)
    {
        try
        {
            cancel.ThrowIfCancellationRequested();
            done.SetResult(predictor.Predict(photo));
        }
        catch (OperationCanceledException e)
        {
            done.SetCanceled(e.CancellationToken);
        }
        catch (Exception e)
        {
            done.SetException(e);
        }
    }
}

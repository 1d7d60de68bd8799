using Cutline.Imaging;
using Cutline.Segmentation.Inference;

namespace Cutline.Web.Cutting;

/// <summary>One photo that waits for the model. Its thread waits along, so that the photo lives until the model has seen it.</summary>
internal sealed class ModelTurn(Photo photo, CancellationToken cancel)
{
    private readonly TaskCompletionSource<ProbabilityMap> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ProbabilityMap Result() => done.Task.GetAwaiter().GetResult();

    /// <summary>On the model's thread; what goes wrong is for who waits.</summary>
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

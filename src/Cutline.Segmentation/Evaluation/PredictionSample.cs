namespace Cutline.Segmentation.Evaluation;

/// <summary>A sample with its prediction, at the model's size.</summary>
/// <param name="Index">Of the sample in its dataset.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Photo">RGB bytes (H, W, 3).</param>
/// <param name="Truth">(H, W): 0 and 1, or, with several classes, indices and void.</param>
/// <param name="Predicted">(H, W): 0 and 1, or, with several classes, indices.</param>
public sealed record PredictionSample(int Index, int Width, int Height, byte[] Photo, byte[] Truth, byte[] Predicted);

namespace Cutline.Segmentation.Evaluation;

/// <summary>What a model says of a sample at its own input size, to look at.</summary>
/// <param name="Index">In the dataset.</param>
/// <param name="Photo">RGB, row after row.</param>
/// <param name="Truth">{0, 1}, or of many classes their indices and void.</param>
/// <param name="Predicted">{0, 1}, or of many classes their indices.</param>
public sealed record SeenSample(int Index, int Width, int Height, byte[] Photo, byte[] Truth, byte[] Predicted);

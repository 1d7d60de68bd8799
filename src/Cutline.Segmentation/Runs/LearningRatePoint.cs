namespace Cutline.Segmentation.Runs;

/// <summary>A learning rate that was tried, and the loss with it.</summary>
/// <param name="Rate">Of an update.</param>
/// <param name="Loss">Mean of the update's photos, before it.</param>
/// <param name="Smoothed">The mean of the losses around it.</param>
public sealed record LearningRatePoint(double Rate, double Loss, double Smoothed);

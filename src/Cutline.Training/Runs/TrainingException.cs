namespace Cutline.Training.Runs;

/// <summary>Training cannot go on with a useful result: the loss is not finite, or the model's output is constant.</summary>
public sealed class TrainingException(string message) : Exception(message);

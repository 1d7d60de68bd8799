namespace Cutline.Training.Runs;

/// <summary>Training cannot go on to anything good: the loss is not a number, or the model answers the same everywhere.</summary>
public sealed class TrainingException(string message) : Exception(message);

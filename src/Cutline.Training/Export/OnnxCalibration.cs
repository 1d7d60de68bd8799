using Microsoft.ML.OnnxRuntime;

namespace Cutline.Training.Export;

/// <summary>Photos that 8-bit arithmetic is scaled by and its loss is measured on; some dozens that resemble what the model will see.</summary>
/// <param name="Photos">At least one.</param>
public sealed record OnnxCalibration(IReadOnlyList<CalibrationPhoto> Photos)
{
    /// <summary>How much of each activation's values its 8 bits reach, in percent; rare values beyond are clipped. 100 for all of them.</summary>
    public double Percentile { get; init; } = 99.99;
}

/// <summary>A photo as the model takes it.</summary>
/// <param name="Input">Normalised, (channels, height, width).</param>
/// <param name="Mask">The class of each pixel, (height, width), 255 where it does not count; null where the model's own answer in 32 bits is to stand for the truth.</param>
public sealed record CalibrationPhoto(float[] Input, int Height, int Width, byte[]? Mask = null)
{
    /// <summary>The input as a batch of one.</summary>
    internal OrtValue Value() => OrtValue.CreateTensorValueFromMemory(Input, [1, Input.Length / (Height * Width), Height, Width]);
}

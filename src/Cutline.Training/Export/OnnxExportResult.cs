namespace Cutline.Training.Export;

/// <summary>What an export wrote, and how far it is from the model.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="LargestDifference">
/// Of a probability between the file with weights in 32 bits and the model, over <see cref="Inputs"/>.
/// </param>
/// <param name="PrecisionDifference">
/// Of a probability between the file as written and the model: over <see cref="Inputs"/>, in 8 bits over the calibration photos.
/// </param>
/// <param name="Inputs">The shapes of the random pictures that both ran on: (N, C, H, W) each.</param>
/// <param name="Quantization">What 8-bit arithmetic costs; null with other precisions.</param>
public sealed record OnnxExportResult(
    string Path, long Bytes, double LargestDifference, double PrecisionDifference, IReadOnlyList<long[]> Inputs,
    QuantizationReport? Quantization);

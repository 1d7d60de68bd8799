namespace Cutline.Training.Export;

/// <summary>How the weights of an ONNX file are stored, and what it computes in.</summary>
public enum OnnxPrecision
{
    /// <summary>Weights and arithmetic in 32 bits.</summary>
    Full,

    /// <summary>Weights in 16 bits, half the file's size; arithmetic in 32 bits.</summary>
    Half,

    /// <summary>
    /// Weights and activations of convolutions in 8 bits, scaled by what calibration photos show; the file holds QuantizeLinear and
    /// DequantizeLinear pairs.
    /// </summary>
    Quantized,
}

/// <summary>How a model is exported to ONNX.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>Channels of the input; 3 for RGB.</summary>
    public int Channels { get; init; } = 3;

    /// <summary>
    /// Sides of a picture that the model takes are multiples of this. The file takes any size: it pads with zeros at the right and the
    /// bottom, and crops the output. 1 for a model that takes any size by itself, as those of Cutline.Training.Models do.
    /// </summary>
    public int Stride { get; init; } = 1;

    /// <summary>
    /// Height, in pixels, of the picture that the model is recorded on, rounded up to a prime number: no multiple of anything, so that
    /// a padding takes place. The file takes any size.
    /// </summary>
    public int Height { get; init; } = 128;

    /// <summary>Width, in pixels, of the picture that the model is recorded on, rounded up to a prime number.</summary>
    public int Width { get; init; } = 192;

    /// <summary>How weights are stored.</summary>
    public OnnxPrecision Precision { get; init; } = OnnxPrecision.Full;

    /// <summary>What 8-bit arithmetic is scaled by: needed with <see cref="OnnxPrecision.Quantized"/>, unused otherwise.</summary>
    public OnnxCalibration? Calibration { get; init; }

    /// <summary>
    /// The largest difference of a probability that is allowed between the file, with weights in 32 bits, and the model. A file that
    /// differs more is not written.
    /// </summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Texts kept in the file under names: preprocessing, classes, licence, data. <c>cutline.precision</c> is added.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <exception cref="ArgumentException">A value is out of range, or calibration is missing.</exception>
    internal OnnxExportOptions Validated()
    {
        Check(Channels, 1, 64, nameof(Channels));
        Check(Stride, 1, 1024, nameof(Stride));
        Check(Height, 16, 4096, nameof(Height));
        Check(Width, 16, 4096, nameof(Width));
        if (!(Tolerance > 0)) throw new ArgumentException($"{nameof(Tolerance)} is {Tolerance}: use a number above 0");
        if (Precision == OnnxPrecision.Quantized && Calibration is null)
        {
            throw new ArgumentException(
                $"{nameof(Precision)} is {Precision} and there is no {nameof(Calibration)}: give photos to calibrate on");
        }

        return this;
    }

    private static void Check(int value, int least, int most, string name)
    {
        if (value < least || value > most) throw new ArgumentException($"{name} is {value}: use a number from {least} to {most}");
    }
}

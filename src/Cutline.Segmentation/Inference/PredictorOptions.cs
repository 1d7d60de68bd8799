namespace Cutline.Segmentation.Inference;

/// <summary>
/// How a photo is predicted: once at the model's size, or several times, or in tiles at its own size; and how the model runs.
/// </summary>
public sealed record PredictorOptions
{
    /// <summary>The scales of <see cref="Augmented"/>.</summary>
    public static IReadOnlyList<double> UsualScales { get; } = [0.75, 1, 1.25];

    /// <summary>
    /// Test-time augmentation as <c>--tta</c> means it: each of the usual scales, as it is and mirrored; six predictions.
    /// </summary>
    public static PredictorOptions Augmented { get; } = new() { Flip = true, Scales = UsualScales };

    /// <summary>Predicts the mirrored photo, too, and averages the probabilities.</summary>
    public bool Flip { get; init; }

    /// <summary>Sizes to predict at, relative to the input's, whose probabilities are averaged.</summary>
    public IReadOnlyList<double> Scales { get; init; } = [1];

    /// <summary>Side in pixels of tiles that cover the photo at its own size; 0 fits the whole photo into the model's input.</summary>
    public int Tile { get; init; }

    /// <summary>The share of a tile that its neighbours cover as well.</summary>
    public double Overlap { get; init; } = 0.25;

    /// <summary>
    /// A model of edges, a run folder or an .onnx file, by which the outline is refined at the photo's own size
    /// (<see cref="EdgeRefiner"/>); null to leave it as the model predicts it.
    /// </summary>
    public string? Refine { get; init; }

    /// <summary>How the model runs, and how a file of another program is used.</summary>
    public OnnxOptions Onnx { get; init; } = new();

    /// <exception cref="ArgumentException">A value is out of range; the message says which to use.</exception>
    public PredictorOptions Validated()
    {
        Check(
            Scales.Count is >= 1 and <= 16 && Scales.All(s => s is >= 0.1 and <= 4), nameof(Scales), string.Join(", ", Scales),
            "1 to 16 numbers from 0.1 to 4");
        Check(Tile is 0 or (>= 32 and <= 4096), nameof(Tile), Tile, "32 to 4096 pixels, or 0 for the whole photo at once");
        Check(Overlap is >= 0 and <= 0.75, nameof(Overlap), Overlap, "a share of the tile from 0 to 0.75");
        Onnx.Validated();
        return this;
    }

    private static void Check(bool fits, string name, object value, string use)
    {
        if (!fits) throw new ArgumentException(FormattableString.Invariant($"{name} is {value}: use {use}"));
    }
}

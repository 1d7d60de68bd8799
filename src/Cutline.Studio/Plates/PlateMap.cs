using Cutline.Imaging;

namespace Cutline.Studio.Plates;

/// <summary>Predicts where number plates are in a picture; any model of a foreground can.</summary>
/// <param name="picture">RGB, of any size: a car, or a part of it. Valid during the call.</param>
public delegate PlateMap PlateModel(Photo picture);

/// <summary>The probability that each part of a picture belongs to a number plate.</summary>
public sealed class PlateMap
{
    private readonly ReadOnlyMemory<float> values;

    /// <param name="values">(height, width) in row order, 0 to 1, covering the whole picture.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <exception cref="ArgumentException">The map is empty, or its length is not width · height.</exception>
    public PlateMap(ReadOnlyMemory<float> values, int width, int height)
    {
        if (width < 1 || height < 1 || values.Length != (long)width * height)
            throw new ArgumentException(
                $"{values.Length} probabilities do not fill a map of plates of {width}×{height}: give height · width values");
        (this.values, Width, Height) = (values, width, height);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The probabilities, (Height, Width) in row order.</summary>
    internal ReadOnlySpan<float> Values => values.Span;

    /// <summary>The 4-connected components of at least a number of cells, where the probability is at least a threshold.</summary>
    internal List<Blob> Components(float threshold, int leastCells)
    {
        var cells = new bool[values.Length];
        for (var i = 0; i < cells.Length; i++) cells[i] = Values[i] >= threshold;
        return Blob.Of(cells, Width, leastCells);
    }

    /// <summary>The sum of the probabilities of a component's cells.</summary>
    internal double Sum(Blob blob)
    {
        var sum = 0.0;
        foreach (var cell in blob.Cells) sum += Values[cell];
        return sum;
    }
}

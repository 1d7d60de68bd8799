using Cutline.Segmentation.Metrics;
using Microsoft.ML.OnnxRuntime;

namespace Cutline.Training.Export;

/// <summary>What a model loses in 8 bits, measured on the calibration photos.</summary>
/// <param name="FullDice">Of the file in 32 bits, mean per photo; 1 where its own masks stand for the truth.</param>
/// <param name="Dice">Of the file in 8 bits, mean per photo.</param>
/// <param name="MeanDifference">Of a probability between the two files, over all pixels of all photos.</param>
/// <param name="LargestDifference">Likewise, the largest.</param>
/// <param name="KeepsEnds">Whether the first and the last convolution stay in 32 bits, because that gave a better Dice.</param>
public sealed record QuantizationReport(double FullDice, double Dice, double MeanDifference, double LargestDifference, bool KeepsEnds)
{
    /// <summary>How much Dice 8 bits cost.</summary>
    public double Loss => FullDice - Dice;
}

/// <summary>
/// Makes an 8-bit graph of a 32-bit one, with or without its first and last convolution, whichever agrees better with the truth.
/// </summary>
internal static class Quantization
{
    /// <param name="graph">In 32 bits; is not changed.</param>
    internal static (OnnxGraph Graph, QuantizationReport Report) Apply(OnnxGraph graph, OnnxCalibration calibration)
    {
        if (calibration.Photos.Count == 0)
            throw new OnnxExportException("there are no calibration photos: give some dozens that resemble what the model will see");
        var blocks = graph.Clone();
        TransposedConvolutionBlocks.Apply(blocks);
        var convolutions = QuantizedGraph.Convolutions(blocks).Select(c => c.Outputs[0]).ToList();
        if (convolutions.Count == 0) throw new OnnxExportException("the model has no convolution to run in 8 bits: export with 32 bits");

        var all = new QuantizedGraph(blocks, new HashSet<string>());
        var inner = new QuantizedGraph(blocks, new HashSet<string> { convolutions[0], convolutions[^1] });
        var ranges = ActivationRanges.Of(blocks, [.. all.Activations.Union(inner.Activations)], calibration);

        var full = Run(graph, calibration);
        var truth = calibration.Photos.Select((photo, i) => photo.Mask ?? Mask(full[i], photo)).ToList();
        var (whole, ends) = (all.Write(ranges), inner.Write(ranges));
        var (ofWhole, ofEnds) = (Run(whole, calibration), Run(ends, calibration));
        var (wholeDice, endsDice) = (Dice(ofWhole, truth, calibration), Dice(ofEnds, truth, calibration));
        var keep = endsDice >= wholeDice;
        var differences = full.Zip(keep ? ofEnds : ofWhole, (a, b) => a.Zip(b, (x, y) => Math.Abs((double)x - y)).ToList()).ToList();
        var (mean, largest) = (differences.Average(d => d.Average()), differences.Max(d => d.Max()));
        return (keep ? ends : whole, new(Dice(full, truth, calibration), keep ? endsDice : wholeDice, mean, largest, keep));
    }

    /// <summary>Each photo's probabilities, (classes, height, width).</summary>
    private static List<float[]> Run(OnnxGraph graph, OnnxCalibration calibration)
    {
        using var session = RuntimeSession.Open(graph.ToBytes());
        using var run = new RunOptions();
        var probabilities = new List<float[]>();
        foreach (var photo in calibration.Photos)
        {
            using var input = photo.Value();
            using var outputs = session.Run(run, [OnnxExport.InputName], [input], [OnnxExport.OutputName]);
            probabilities.Add(outputs[0].GetTensorDataAsSpan<float>().ToArray());
        }

        return probabilities;
    }

    private static byte[] Mask(float[] probabilities, CalibrationPhoto photo)
    {
        var pixels = photo.Height * photo.Width;
        var classes = probabilities.Length / pixels;
        var mask = new byte[pixels];
        for (var i = 0; i < pixels; i++)
        {
            if (classes == 1) mask[i] = probabilities[i] >= 0.5f ? (byte)1 : (byte)0;
            for (var c = 1; c < classes; c++)
                if (probabilities[c * pixels + i] > probabilities[mask[i] * pixels + i]) mask[i] = (byte)c;
        }

        return mask;
    }

    /// <summary>
    /// Mean over the photos: of the foreground where there is one class, else of the classes that a photo shows, in truth or prediction.
    /// </summary>
    private static double Dice(List<float[]> predicted, List<byte[]> truth, OnnxCalibration calibration) =>
        calibration.Photos
            .Select((photo, i) => Dice(Mask(predicted[i], photo), truth[i], predicted[i].Length / (photo.Height * photo.Width)))
            .Average();

    private static double Dice(byte[] mask, byte[] truth, int classes)
    {
        if (classes == 1) return ImageScore.Of(mask, truth).Dice;
        var counts = ConfusionMatrix.Of(mask, truth, classes);
        return Enumerable.Range(0, classes).Where(c => counts.True(c) + counts.Predicted(c) > 0).Average(c => counts.Of(c).Dice);
    }
}

using Cutline.Segmentation;
using Cutline.Segmentation.Metrics;
using Microsoft.ML.OnnxRuntime;

namespace Cutline.Training.Export;

/// <summary>What a model loses in 8 bits, measured on the calibration photos.</summary>
/// <param name="FullDice">Of the file in 32 bits, mean per photo; 1 where its own masks stand for the truth.</param>
/// <param name="Dice">Of the file in 8 bits, mean per photo.</param>
/// <param name="MeanDifference">Of a probability between the two files, over all pixels of all photos.</param>
/// <param name="LargestDifference">Likewise, the largest.</param>
/// <param name="Kept">How many convolutions stay in 32 bits, each because that made the mean difference much less.</param>
/// <param name="Convolutions">How many there are.</param>
public sealed record QuantizationReport(
    double FullDice, double Dice, double MeanDifference, double LargestDifference, int Kept, int Convolutions)
{
    /// <summary>How much Dice 8 bits cost.</summary>
    public double Loss => FullDice - Dice;
}

/// <summary>
/// Makes an 8-bit graph of a 32-bit one. A convolution stays in 32 bits where that takes a tenth or more off the mean difference of the
/// probabilities: often the first depthwise one or the last, whose errors nothing evens out.
/// </summary>
internal static class Quantization
{
    // Photos on which each convolution is tried, which share of the convolutions may stay, and what each has to bring.
    private const int Trials = 4, OneKeptOf = 8;
    private const double Worthwhile = 0.9;

    /// <param name="graph">In 32 bits; is not changed.</param>
    internal static (OnnxGraph Graph, QuantizationReport Report) Apply(OnnxGraph graph, OnnxCalibration calibration)
    {
        if (calibration.Photos.Count == 0)
            throw new OnnxExportException("there are no calibration photos: give some dozens that resemble what the model will see");
        var blocks = graph.Clone();
        TransposedConvolutionBlocks.Apply(blocks);
        var convolutions = QuantizedGraph.Convolutions(blocks).Select(c => c.Outputs[0]).ToList();
        if (convolutions.Count == 0) throw new OnnxExportException("the model has no convolution to run in 8 bits: export with 32 bits");

        var all = new QuantizedGraph(blocks, new HashSet<string>()); // whose activations are those of any that keeps some in 32 bits
        var statistics = ActivationStatistics.Of(blocks, all.Activations, calibration);
        var kept = Sensitive(blocks, convolutions, statistics, Sample(calibration));
        var quantized = new QuantizedGraph(blocks, kept).Write(statistics);

        var (full, eight) = (Run(graph, calibration), Run(quantized, calibration));
        var truth = calibration.Photos.Select((photo, i) => photo.Mask ?? Mask(full[i], photo)).ToList();
        return (quantized, new(
            Dice(full, truth, calibration), Dice(eight, truth, calibration), MeanDifference(full, eight),
            full.Zip(eight, (a, b) => a.Zip(b, (x, y) => Math.Abs((double)x - y)).Max()).Max(), kept.Count, convolutions.Count));
    }

    /// <summary>The convolutions that are to stay in 32 bits: tried alone, then the best of them together, one after another.</summary>
    private static HashSet<string> Sensitive(
        OnnxGraph graph, List<string> convolutions, ActivationStatistics statistics, OnnxCalibration calibration)
    {
        var full = Run(graph, calibration);
        double Difference(HashSet<string> kept) =>
            MeanDifference(full, Run(new QuantizedGraph(graph, kept).Write(statistics), calibration));

        HashSet<string> best = [];
        var least = Difference(best);
        var ranking = convolutions.Select(c => (Name: c, Difference: Difference([c]))).OrderBy(c => c.Difference).ToList();
        foreach (var (name, _) in ranking.Take(convolutions.Count / OneKeptOf))
        {
            HashSet<string> more = [.. best, name];
            var difference = Difference(more);
            if (difference <= Worthwhile * least) (best, least) = (more, difference);
        }

        return best;
    }

    /// <summary>A few of the photos, evenly spread.</summary>
    private static OnnxCalibration Sample(OnnxCalibration calibration)
    {
        var chosen = EvenSample.Of([.. Enumerable.Range(0, calibration.Photos.Count)], Trials);
        return calibration with { Photos = [.. chosen.Select(i => calibration.Photos[i])] };
    }

    private static double MeanDifference(List<float[]> one, List<float[]> other) =>
        one.Zip(other, (a, b) => a.Zip(b, (x, y) => Math.Abs((double)x - y)).Average()).Average();

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

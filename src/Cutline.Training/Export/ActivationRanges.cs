using Microsoft.ML.OnnxRuntime;

namespace Cutline.Training.Export;

/// <summary>Finds the ranges of a graph's values over calibration photos, by running it in ONNX Runtime.</summary>
internal static class ActivationRanges
{
    private const int Bins = 2048;

    /// <summary>For each value its least and greatest, or less: a share of its elements may lie beyond.</summary>
    /// <param name="graph">In 32 bits.</param>
    /// <param name="names">Of the values.</param>
    /// <param name="calibration">Photos, and the share that the range holds.</param>
    internal static Dictionary<string, (float Least, float Most)> Of(
        OnnxGraph graph, IReadOnlyList<string> names, OnnxCalibration calibration)
    {
        var exposed = graph.Clone();
        exposed.Outputs.Clear();
        string[] computed = [.. names.Where(n => n != OnnxExport.InputName)];
        exposed.Outputs.AddRange(computed.Select(n => new OnnxValue(n, OnnxElementType.Float)));
        using var session = RuntimeSession.Open(exposed.ToBytes());

        var ranges = names.ToDictionary(n => n, _ => (Least: float.PositiveInfinity, Most: float.NegativeInfinity));
        ForEach(session, computed, names.Contains(OnnxExport.InputName), calibration, (name, values) =>
        {
            var (least, most) = ranges[name];
            foreach (var v in values) (least, most) = (Math.Min(least, v), Math.Max(most, v));
            ranges[name] = (least, most);
        });
        if (calibration.Percentile >= 100) return ranges;

        var histograms = names.ToDictionary(n => n, _ => new long[Bins]);
        ForEach(session, computed, names.Contains(OnnxExport.InputName), calibration, (name, values) =>
        {
            var (least, most) = ranges[name];
            var (counts, perUnit) = (histograms[name], Bins / Math.Max(most - least, 1e-8f));
            foreach (var v in values) counts[Math.Clamp((int)((v - least) * perUnit), 0, Bins - 1)]++;
        });
        return names.ToDictionary(n => n, n => Narrowed(ranges[n], histograms[n], calibration.Percentile));
    }

    private static void ForEach(InferenceSession session, string[] names, bool withInput, OnnxCalibration calibration, ReadValues read)
    {
        using var run = new RunOptions();
        foreach (var photo in calibration.Photos)
        {
            if (withInput) read(OnnxExport.InputName, photo.Input);
            using var input = photo.Value();
            using var outputs = session.Run(run, [OnnxExport.InputName], [input], names);
            for (var i = 0; i < names.Length; i++) read(names[i], outputs[i].GetTensorDataAsSpan<float>());
        }
    }

    /// <summary>Cuts half of what may lie beyond from each end.</summary>
    private static (float Least, float Most) Narrowed((float Least, float Most) range, long[] counts, double percentile)
    {
        var beyond = counts.Sum() * (100 - percentile) / 200;
        var step = (range.Most - range.Least) / Bins;
        var (first, last) = (0, Bins - 1);
        for (double below = counts[0]; below <= beyond && first < last; below += counts[first]) first++;
        for (double above = counts[last]; above <= beyond && first < last; above += counts[last]) last--;
        return (range.Least + first * step, range.Least + (last + 1) * step);
    }

    private delegate void ReadValues(string name, ReadOnlySpan<float> values);
}

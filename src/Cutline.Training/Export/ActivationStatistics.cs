using Microsoft.ML.OnnxRuntime;

namespace Cutline.Training.Export;

/// <summary>What a graph's values are over calibration photos, found by running it in ONNX Runtime.</summary>
/// <param name="Ranges">Of each value its least and greatest, or less: a share of its elements may lie beyond.</param>
/// <param name="Means">Of each value the mean of every channel, over pixels and photos.</param>
internal sealed record ActivationStatistics(
    IReadOnlyDictionary<string, (float Least, float Most)> Ranges, IReadOnlyDictionary<string, float[]> Means)
{
    private const int Bins = 2048;

    /// <param name="graph">In 32 bits.</param>
    /// <param name="names">Of the values, (N, channels, …) each.</param>
    /// <param name="calibration">Photos, and the share that a range holds.</param>
    internal static ActivationStatistics Of(OnnxGraph graph, IReadOnlyList<string> names, OnnxCalibration calibration)
    {
        var exposed = graph.Clone();
        exposed.Outputs.Clear();
        string[] computed = [.. names.Where(n => n != OnnxExport.InputName)];
        exposed.Outputs.AddRange(computed.Select(n => new OnnxValue(n, OnnxElementType.Float)));
        using var session = RuntimeSession.Open(exposed.ToBytes());

        var ranges = names.ToDictionary(n => n, _ => (Least: float.PositiveInfinity, Most: float.NegativeInfinity));
        var means = new Dictionary<string, float[]>();
        ForEach(session, computed, names.Contains(OnnxExport.InputName), calibration, (name, values, channels) =>
        {
            if (!means.TryGetValue(name, out var mean)) means.Add(name, mean = new float[channels]);
            var (least, most) = ranges[name];
            var pixels = values.Length / channels;
            for (var channel = 0; channel < channels; channel++)
            {
                var sum = 0f;
                foreach (var v in values.Slice(channel * pixels, pixels))
                {
                    sum += v;
                    least = Math.Min(least, v);
                    most = Math.Max(most, v);
                }

                mean[channel] += sum / pixels / calibration.Photos.Count;
            }

            ranges[name] = (least, most);
        });
        if (calibration.Percentile >= 100) return new(ranges, means);

        var histograms = names.ToDictionary(n => n, _ => new long[Bins]);
        ForEach(session, computed, names.Contains(OnnxExport.InputName), calibration, (name, values, _) =>
        {
            var (least, most) = ranges[name];
            var (counts, perUnit) = (histograms[name], Bins / Math.Max(most - least, 1e-8f));
            foreach (var v in values) counts[Math.Clamp((int)((v - least) * perUnit), 0, Bins - 1)]++;
        });
        return new(names.ToDictionary(n => n, n => Narrowed(ranges[n], histograms[n], calibration.Percentile)), means);
    }

    private static void ForEach(InferenceSession session, string[] names, bool withInput, OnnxCalibration calibration, ReadValues read)
    {
        using var run = new RunOptions();
        foreach (var photo in calibration.Photos)
        {
            if (withInput) read(OnnxExport.InputName, photo.Input, photo.Input.Length / (photo.Height * photo.Width));
            using var input = photo.Value();
            using var outputs = session.Run(run, [OnnxExport.InputName], [input], names);
            for (var i = 0; i < names.Length; i++)
                read(names[i], outputs[i].GetTensorDataAsSpan<float>(), (int)outputs[i].GetTensorTypeAndShape().Shape[1]);
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

    private delegate void ReadValues(string name, ReadOnlySpan<float> values, int channels);
}

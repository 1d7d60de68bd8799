using System.Text.Json;
using System.Text.Json.Nodes;
using Cutline.Segmentation.Datasets;

namespace Cutline.Cli.Output;

/// <summary>The files that every evaluation writes, whatever it is of.</summary>
internal static class EvaluationFolder
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes evaluation.json, and images.csv with a row for each image or another table.</summary>
    internal static void Write(string folder, JsonObject figures, Action<string> writeCsv, string table = "images.csv")
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "evaluation.json"), figures.ToJsonString(Indented) + "\n");
        writeCsv(Path.Combine(folder, table));
    }

    /// <summary>Where samples of these names stand in the data.</summary>
    internal static int[] Places(SegmentationDataset data, IEnumerable<string> names)
    {
        var places = data.Samples.Select((sample, i) => (sample.Name, i)).ToDictionary(s => s.Name, s => s.i);
        return [.. names.Select(name => places[name])];
    }
}

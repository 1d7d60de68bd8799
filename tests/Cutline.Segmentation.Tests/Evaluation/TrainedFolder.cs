using System.Text.Json;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Runs;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Tests.Evaluation;

/// <summary>A run's folder without a training.</summary>
internal static class TrainedFolder
{
    /// <summary>Saves options and split of a run on some data, as a training leaves them.</summary>
    public static SavedRun Save(string folder, SplitOptions split, params string[] data)
    {
        Directory.CreateDirectory(folder);
        var run = new SavedRun(folder);
        File.WriteAllText(
            run.PathOf(RunFiles.Options),
            JsonSerializer.Serialize(new Dictionary<string, object> { ["data"] = data, ["epochs"] = 8 }, OptionsJson.Indented));
        var sources = data.Select(root => FolderDataset.Open(root)).ToArray();
        var splits = sources.Select((source, i) => source.CreateSplit(i == 0 ? split : SplitOptions.Quarter)).ToArray();
        if (sources is [var only])
        {
            splits[0].Save(run.PathOf(RunFiles.Split), only.Samples, split);
        }
        else
        {
            using var all = new CombinedDataset(sources);
            all.Join(splits).Save(run.PathOf(RunFiles.Split), all.Samples, split);
        }

        foreach (var source in sources) source.Dispose();
        return run;
    }
}

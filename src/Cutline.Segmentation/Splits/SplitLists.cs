using System.Text;

namespace Cutline.Segmentation.Splits;

/// <summary>A split that text files give: <c>train.txt</c>, and <c>val.txt</c> and <c>test.txt</c> where there are any, with a sample's name on each line.</summary>
internal static class SplitLists
{
    private const long MaxBytes = 64 << 20;

    /// <param name="folder">Where the files are.</param>
    /// <exception cref="DatasetException">train.txt is missing, or a name is unknown or listed twice.</exception>
    public static Split Read(string folder, IReadOnlyList<SampleId> samples)
    {
        if (!File.Exists(Path.Combine(folder, "train.txt"))) throw new DatasetException($"{folder} has no train.txt; write the names of the training samples there, one a line");
        var index = Enumerable.Range(0, samples.Count).ToDictionary(i => samples[i].Name);
        var used = new Dictionary<int, string>();
        int[] Part(string list)
        {
            if (!File.Exists(Path.Combine(folder, list))) return [];
            var found = new List<int>();
            foreach (var line in Encoding.UTF8.GetString(BoundedFile.Read(folder, list, MaxBytes)).Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0))
            {
                if (!index.TryGetValue(line, out var i) && !index.TryGetValue(Path.ChangeExtension(line, null), out i))
                    throw new DatasetException(new DataProblem(list, $"names {line}, which is not in the data", $"write names such as {samples.FirstOrDefault()?.Name ?? "those of the photos"}"));
                if (!used.TryAdd(i, list))
                    throw new DatasetException(new DataProblem(list, $"names {line}, which {used[i]} names too", "list each sample once: it cannot be trained and tested on"));
                found.Add(i);
            }

            return [.. found.Order()];
        }

        return new(Part("train.txt"), Part("val.txt"), Part("test.txt"));
    }
}

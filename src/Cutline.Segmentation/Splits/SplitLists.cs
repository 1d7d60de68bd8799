
namespace Cutline.Segmentation.Splits;

/// <summary>
/// A split given by text files, <c>train.txt</c>, <c>val.txt</c> and <c>test.txt</c>, that name one sample on each line. The last two are
/// optional.
/// </summary>
internal static class SplitLists
{
    private const long MaxBytes = 64 << 20;

    /// <summary>Reads the lists.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="samples">The dataset's samples.</param>
    /// <exception cref="DatasetException">train.txt is missing, or a name is unknown or listed twice.</exception>
    public static Split Read(string folder, IReadOnlyList<SampleId> samples)
    {
        if (!File.Exists(Path.Combine(folder, "train.txt")))
            throw new DatasetException($"{folder} has no train.txt; write the names of the training samples there, one on each line");
        var index = Enumerable.Range(0, samples.Count).ToDictionary(i => NameForm.Of(samples[i].Name));
        var used = new Dictionary<int, string>();
        int[] Part(string list)
        {
            if (!File.Exists(Path.Combine(folder, list))) return [];
            var found = new List<int>();
            var lines = BoundedFile.ReadText(folder, list, MaxBytes).Split('\n');
            foreach (var line in lines.Select(l => l.Trim()).Where(l => l.Length > 0))
            {
                if (!index.TryGetValue(NameForm.Of(line), out var i)
                    && !index.TryGetValue(NameForm.Of(Path.ChangeExtension(line, null)), out i))
                {
                    var example = samples.Count > 0 ? samples[0].Name : "those of the photos";
                    throw new DatasetException(
                        new DataProblem(list, $"names {line}, which is not in the data", $"write names such as {example}"));
                }

                if (!used.TryAdd(i, list))
                {
                    const string repair = "list each sample once: it cannot be trained and tested on";
                    throw new DatasetException(new DataProblem(list, $"names {line}, which {used[i]} names too", repair));
                }

                found.Add(i);
            }

            return [.. found.Order()];
        }

        return new(Part("train.txt"), Part("val.txt"), Part("test.txt"));
    }
}

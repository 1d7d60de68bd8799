using System.Globalization;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Runs;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Evaluation;

/// <summary>A split to measure with, and what should be known of it.</summary>
/// <param name="Split">Of its test part no photo is known to have been trained on.</param>
/// <param name="Notes">What is left out, and how to measure it.</param>
public sealed record ChosenSplit(Split Split, IReadOnlyList<DataNote> Notes);

/// <summary>
/// Finds the parts of a run's split in data, so that what the run was trained on does not pass for its test: by the samples' names where
/// the data lies where it lay in training, elsewhere by the photos' content, whatever they are called now. Runs of earlier versions did
/// not record the content; of those the names count everywhere.
/// </summary>
internal sealed class UnseenSplit(SegmentationDataset data, SavedRun run)
{
    /// <summary>The split; null where no sample of the data is known from the run.</summary>
    /// <exception cref="DatasetException">The run's split cannot be read.</exception>
    public ChosenSplit? Find()
    {
        if (!run.Exists || !run.Has(RunFiles.Split)) return null;
        var (sources, path) = (run.DataFolders(), run.PathOf(RunFiles.Split));
        string Prefix(int i) => sources.Count == 1 ? "" : CombinedDataset.Prefix(i);
        var places = Enumerable.Range(0, sources.Count).ToArray();
        if (places.Where(i => Path.GetFullPath(sources[i]) == Path.GetFullPath(data.Root)).ToArray() is [var place, ..])
            return Choose(OfNames(SplitFile.Read(path, Prefix(place))), isMoved: false);
        if (SplitFile.Read(path, "") is { Photos: not null } whole)
            return Choose(OfPhotos(whole), isMoved: true);
        return places.Select(i => Choose(OfNames(SplitFile.Read(path, Prefix(i))), isMoved: true))
            .FirstOrDefault(split => split is not null);
    }

    private string?[] OfNames(SplitFile file)
    {
        var parts = file.PartOfName();
        return [.. data.Samples.Select(s => parts.GetValueOrDefault(s.Name))];
    }

    private string?[] OfPhotos(SplitFile file)
    {
        var parts = file.PartOfPhoto();
        return [.. data.PhotoKeys().Select(photo => photo is { } key ? parts.GetValueOrDefault(key.ToString()) : null)];
    }

    /// <param name="parts">The part of each sample; null for one that the run does not know.</param>
    /// <param name="isMoved">
    /// Whether the data is not where the run had it: then what the run does not know is new, and measured with the test part.
    /// </param>
    private ChosenSplit? Choose(string?[] parts, bool isMoved)
    {
        if (parts.All(p => p is null)) return null;
        int[] Of(Func<string?, bool> isOf) => [.. Enumerable.Range(0, parts.Length).Where(i => isOf(parts[i]))];
        var split = new Split(Of(p => p == "train"), Of(p => p == "val"), Of(p => p == "test" || p is null && isMoved));
        return new(split, [.. Notes(split, Of(p => p is null).Length, isMoved)]);
    }

    private IEnumerable<DataNote> Notes(Split split, int unknown, bool isMoved)
    {
        if (isMoved && split.Train.Length + split.Val.Length is > 0 and var trained)
        {
            var first = data.Samples[split.Train.Concat(split.Val).Min()].Name;
            yield return new(
                Text($"{trained} of {data.Samples.Count} photos of {data.Root}, such as {first}, are the model's own from training")
                    + " (train or val) and are no test",
                "to measure them, too, ask for Part all");
        }

        if (!isMoved && unknown > 0)
            yield return new(
                Text($"{unknown} of {data.Samples.Count} photos of {data.Root} came after the training, or were excluded from it, and ")
                    + "are in no part of its split",
                "to measure them, too, ask for Part all");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

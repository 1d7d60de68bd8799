using System.Globalization;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Inspection;
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
/// not record the content; of those the names count everywhere. Photos that were saved anew are known by their looks
/// (<see cref="PhotoHash"/>). Of an ensemble of folds, what one of its models was trained on counts.
/// </summary>
/// <param name="data">The data.</param>
/// <param name="run">The run.</param>
/// <param name="progress">Receives the number of photos that were compared by their looks, from any thread.</param>
/// <param name="cancel">Cancels the comparison.</param>
internal sealed class UnseenSplit(
    SegmentationDataset data, SavedRun run, IProgress<DataProgress>? progress = null, CancellationToken cancel = default)
{
    /// <summary>Photos are compared by their looks at about this size, which JPEGs reach without being decoded whole.</summary>
    private const int LookSide = 256;

    /// <summary>
    /// Photos whose hashes differ in at most this many bits are one. Measured on 4,320 studio photos of cars: saved again as JPEG of
    /// quality 70 they differ in at most 8 bits, the nearest other photo in 14 or more; lots and streets: at most 12, and 24 or more.
    /// </summary>
    private const int MostBits = 12;

    private readonly IReadOnlyList<SavedRun> members = [.. run.Members().Where(member => member.Has(RunFiles.Split))];
    private IReadOnlyList<string>? folders;
    private SplitFile? whole;
    private int savedAnew;

    /// <summary>The split; null where no sample of the data is known from the run.</summary>
    /// <exception cref="DatasetException">The run's split cannot be read.</exception>
    public ChosenSplit? Find()
    {
        if (!HasSplit) return null;
        if (Place is { } place) return Choose(OfNames(SplitOf(place)), isMoved: false);
        if (Whole.Photos is not null) return Choose(OfPhotos(Whole), isMoved: true);
        return Sources.Select(i => Choose(OfNames(SplitOf(i)), isMoved: true)).FirstOrDefault(split => split is not null);
    }

    /// <summary>What is to be said of a test part that somebody else chose: whether the run was trained on some of it.</summary>
    /// <param name="test">Positions in the data's samples.</param>
    public IEnumerable<DataNote> Trained(IReadOnlyList<int> test)
    {
        if (Find() is not { } known) yield break;
        var trained = known.Split.Train.Concat(known.Split.Val).Intersect(test).Order().ToArray();
        if (trained.Length > 0)
            yield return new(
                Text($"{trained.Length} of the {test.Count} photos in this test part of {data.Root}, such as ")
                    + data.Samples[trained[0]].Name + ", are the model's own from training (train or val), so that its figures are no test",
                "leave the options of the split out to measure the others alone");
    }

    /// <summary>
    /// What is to be said of photos elsewhere that are called as those that the run was trained on, and have another content: they may be
    /// the same, saved anew.
    /// </summary>
    /// <param name="test">Positions in the data's samples.</param>
    public IEnumerable<DataNote> Namesakes(IReadOnlyList<int> test)
    {
        if (!HasSplit || Place is not null || Whole.Photos is null) yield break;
        var byName = Sources.Select(i => OfNames(SplitOf(i))).ToArray();
        var alike = test.Where(i => byName.Any(parts => parts[i] is "train" or "val")).ToArray();
        if (alike.Length > 0)
            yield return new(
                Text($"{alike.Length} of the {test.Count} photos measured of {data.Root}, such as {data.Samples[alike[0]].Name}, ")
                    + "have names of photos that the model was trained on, and another content: if they are the same photos saved anew, "
                    + "they are no test",
                "measure on photos that were not trained on");
    }

    private IReadOnlyList<string> Folders => folders ??= members[0].DataFolders();

    private SplitFile Whole => whole ??= Read("");

    private bool HasSplit => members.Count > 0;

    private IEnumerable<int> Sources => Enumerable.Range(0, Folders.Count);

    /// <summary>Which of the run's sources the data is, by its path; null where it is none.</summary>
    private int? Place => Sources.Where(i => Path.GetFullPath(Folders[i]) == Path.GetFullPath(data.Root))
        .Select(i => (int?)i).FirstOrDefault();

    /// <summary>The split of one of the run's sources.</summary>
    private SplitFile SplitOf(int source) =>
        Read(Folders.Count == 1 ? "" : CombinedDataset.Prefix(source));

    private SplitFile Read(string prefix) =>
        SplitFile.Merged([.. members.Select(member => SplitFile.Read(member.PathOf(RunFiles.Split), prefix))]);

    private string?[] OfNames(SplitFile file)
    {
        var parts = file.PartOfName();
        return [.. data.Samples.Select(s => parts.GetValueOrDefault(s.Name))];
    }

    private string?[] OfPhotos(SplitFile file)
    {
        var parts = file.PartOfPhoto();
        string?[] known = [.. data.PhotoKeys(cancel).Select(photo => photo is { } key ? parts.GetValueOrDefault(key.ToString()) : null)];
        FindAlike(file.PartOfLook(), known);
        return known;
    }

    /// <summary>
    /// Photos of unknown content that look as one of the run's are of its part: of the nearest, and first of those trained on.
    /// </summary>
    private void FindAlike(Dictionary<string, string> parts, string?[] known)
    {
        var trained = parts.Select(p => (Look: PhotoHash.Parse(p.Key), Part: p.Value)).Where(p => p.Look is not null)
            .Select(p => (Look: p.Look!.Value, p.Part)).ToArray();
        int[] open = trained.Length == 0 ? [] : [.. Enumerable.Range(0, known.Length).Where(i => known[i] is null)];
        var found = SampleLoop.Run(open.Length, k => Look(open[k]) is { } look ? Nearest(look) : null, progress, cancel);
        foreach (var (k, part) in found.Index()) known[open[k]] = part;
        savedAnew = found.Count(part => part is "train" or "val");

        string? Nearest(PhotoHash look)
        {
            var (distance, part) = trained.Select(t => (Distance: t.Look.Distance(look), t.Part)).MinBy(t => t.Distance);
            return distance <= MostBits ? part : null;
        }
    }

    private PhotoHash? Look(int index)
    {
        try
        {
            using var photo = data.LoadPhoto(index, (LookSide, LookSide));
            return PhotoHash.Of(photo);
        }
        catch (DatasetException)
        {
            return null; // the check of the data tells it
        }
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
                    + (savedAnew > 0 ? Text($" (train or val; {savedAnew} of them saved anew, known by their looks)") : " (train or val)")
                    + " and are no test",
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

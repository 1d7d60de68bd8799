using Cutline.Imaging;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets.Cityscapes;

/// <summary>
/// Cityscapes as image pairs: pictures in <c>train/</c> and <c>val/</c>, each with the photo on the left and the coloured labels on the
/// right. JPEG blurs the labels' colours, so each pixel gets the label of the nearest colour; <see cref="DecodedMask.DistantPixels"/>
/// counts those that lie far from any.
/// </summary>
public sealed class CityscapesPairsDataset : ClassDataset
{
    /// <summary>The number of pictures that are decoded to see whether they are pairs.</summary>
    private const int Tried = 3;

    /// <summary>With more distant pixels a picture is no pair. The blur of edges makes 0.09 of Cityscapes' own distant.</summary>
    private const double MostDistant = 0.2;

    private static readonly string[] Annotations = [".json", ".xml", ".csv", ".yaml", ".yml"];

    private readonly IReadOnlyList<string> files;
    private readonly CityscapesTask task;

    private CityscapesPairsDataset(string root, IReadOnlyList<string> files, CityscapesTask task, PhotoLimits? limits)
        : base(root, [.. files.Select(f => (new SampleId(Name(f), Name(f)), (string?)f.Split('/')[0]))], [], limits) =>
        (this.files, this.task) = (files, task);

    /// <inheritdoc/>
    public override ClassSet Classes => task.Classes;

    /// <inheritdoc/>
    public override string LabelKey => $"cityscapes pairs {task.Name} {task.LabelIds.Key}";

    /// <summary>
    /// Whether <c>train/</c>, <c>val/</c> or <c>test/</c> directly hold pictures and no annotations, and those that are looked at are at
    /// least twice as wide as high, with the colours of Cityscapes in their right halves.
    /// </summary>
    public static bool IsAt(string root)
    {
        try
        {
            var pictures = Pictures(root);
            return pictures.Count > 0 && !HasAnnotations(root) && LooksLikePairs(root, pictures);
        }
        catch (Exception e) when (e is PhotoException or DatasetException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Opens a folder. Nothing is decoded yet: see <see cref="ClassDataset.Validate"/>.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="task">The classes to tell apart.</param>
    /// <param name="limits">Limits on what is read and decoded; null for the defaults.</param>
    /// <exception cref="DatasetException">The folders cannot be listed, or hold two pictures of the same name.</exception>
    public static CityscapesPairsDataset Open(string root, CityscapesTask task, PhotoLimits? limits = null)
    {
        var files = Pictures(root);
        if (files.GroupBy(Name).FirstOrDefault(g => g.Count() > 1) is { } same)
            throw new DatasetException(new DataProblem(same.Last(), $"has the same name as {same.First()}", "remove one of the two"));
        return new(root, files, task, limits);
    }

    /// <inheritdoc/>
    protected override ClassSample ReadSample(int index) =>
        new ImagePairSample(files[index], BoundedFile.Read(Root, files[index], Limits.MaxBytes), task, Limits);

    /// <summary>Whether there are files of annotations beside the pictures: then these are of another format, which is not known.</summary>
    private static bool HasAnnotations(string root) => PartNames.All.Select(part => Path.Combine(root, part)).Prepend(root)
        .Where(Directory.Exists).SelectMany(Directory.EnumerateFiles)
        .Any(file => Annotations.Contains(Path.GetExtension(file).ToLowerInvariant()));

    private static bool LooksLikePairs(string root, IReadOnlyList<string> pictures) =>
        EvenSample.Of([.. Enumerable.Range(0, pictures.Count)], Tried).All(i => ShowsLabels(root, pictures[i]));

    private static bool ShowsLabels(string root, string file)
    {
        var info = Photo.Probe(Path.Combine(root, file));
        if (info.Width < 2 * info.Height) return false;
        var limits = PhotoLimits.Default;
        var sample = new ImagePairSample(file, BoundedFile.Read(root, file, limits.MaxBytes), CityscapesTask.Official, limits);
        using var mask = sample.ReadMask();
        return mask.DistantPixels <= MostDistant * mask.Indices.Width * mask.Indices.Height;
    }

    private static string Name(string file) => Path.ChangeExtension(file, null);

    private static IReadOnlyList<string> Pictures(string root) =>
    [
        .. PartNames.All.Where(part => Directory.Exists(Path.Combine(root, part)))
            .SelectMany(part => PictureFiles.Find(root, part, recursive: false))
            .OrderBy(Name, StringComparer.Ordinal),
    ];
}

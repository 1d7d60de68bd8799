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
    /// Whether <c>train/</c>, <c>val/</c> or <c>test/</c> directly hold pictures, and the first is at least twice as wide as high.
    /// </summary>
    public static bool IsAt(string root)
    {
        try
        {
            return Pictures(root) is [var first, ..] && Photo.Probe(Path.Combine(root, first)) is var info && info.Width >= 2 * info.Height;
        }
        catch (PhotoException)
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

    private static string Name(string file) => Path.ChangeExtension(file, null);

    private static IReadOnlyList<string> Pictures(string root) =>
    [
        .. PartNames.All.Where(part => Directory.Exists(Path.Combine(root, part)))
            .SelectMany(part => PictureFiles.Find(root, part, recursive: false))
            .OrderBy(Name, StringComparer.Ordinal),
    ];
}

using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.Cityscapes;

/// <summary>
/// Cityscapes as image pairs: pictures in <c>train/</c> and <c>val/</c>, photo left, coloured label right. JPEG blurs the labels' colours, so
/// each pixel is the label of the nearest colour; how many lie far from any is part of every <see cref="MaskReading"/>.
/// </summary>
public sealed class CityscapesPairsDataset : ClassDataset
{
    private static readonly string[] Parts = ["train", "val", "test"];

    private readonly IReadOnlyList<string> files;
    private readonly CityscapesTask task;

    private CityscapesPairsDataset(string root, IReadOnlyList<string> files, CityscapesTask task, PhotoLimits? limits)
        : base(root, [.. files.Select(f => (new SampleId(Path.ChangeExtension(f, null), Path.ChangeExtension(f, null)), (string?)f.Split('/')[0]))], [], limits) =>
        (this.files, this.task) = (files, task);

    public override ClassSet Classes => task.Classes;

    public override string LabelKey => $"cityscapes pairs {task.Name} {task.LabelIds.Key}";

    /// <summary>Whether <c>train/</c> or <c>val/</c> directly hold pictures, and the first is twice as wide as high or wider.</summary>
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

    /// <summary>Opens the folder. Nothing is decoded yet.</summary>
    /// <exception cref="DatasetException">The folders cannot be listed, or hold two pictures of one name.</exception>
    public static CityscapesPairsDataset Open(string root, CityscapesTask task, PhotoLimits? limits = null)
    {
        var files = Pictures(root);
        if (files.GroupBy(f => Path.ChangeExtension(f, null)).FirstOrDefault(g => g.Count() > 1) is { } same)
            throw new DatasetException(new DataProblem(same.Last(), $"has the same name as {same.First()}", "remove one of the two"));
        return new(root, files, task, limits);
    }

    private protected override ClassSample ReadClasses(int index) => new PictureHalves(files[index], BoundedFile.Read(Root, files[index], Limits.MaxBytes), task, Limits);

    private static IReadOnlyList<string> Pictures(string root) =>
        [.. Parts.Where(part => Directory.Exists(Path.Combine(root, part))).SelectMany(part => PictureFiles.Find(root, part, recursive: false)).OrderBy(f => Path.ChangeExtension(f, null), StringComparer.Ordinal)];
}

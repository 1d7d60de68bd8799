using Cutline.Imaging;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// The Carvana Image Masking Challenge as Kaggle distributes it: photos in <c>train/</c> or <c>train.zip</c>, masks in <c>train_masks/</c>
/// or <c>train_masks.zip</c>, at any resolution. The 16 photos of a car are a group.
/// </summary>
public sealed class CarvanaDataset : PairedDataset
{
    private const string Photos = "train";
    private const string Masks = "train_masks";

    private CarvanaDataset(string root, FileSource photos, FileSource masks, PhotoLimits? limits)
        : base(root, photos, masks, new CarvanaPairing(), MaskValues.Binary, limits)
    {
    }

    /// <summary>Whether a folder holds both photos and masks, as folders or archives.</summary>
    public static bool IsAt(string root) => Has(root, Photos) && Has(root, Masks);

    /// <summary>Opens a folder. Nothing is decoded yet: see <see cref="SegmentationDataset.Validate"/>.</summary>
    /// <param name="root">The folder that holds both photos and masks.</param>
    /// <param name="limits">Limits on what is read and decoded; null for the defaults.</param>
    /// <exception cref="DatasetException">Photos or masks are missing, or an archive is damaged.</exception>
    public static CarvanaDataset Open(string root, PhotoLimits? limits = null)
    {
        var photos = Source(root, Photos);
        try
        {
            return new(root, photos, Source(root, Masks), limits);
        }
        catch
        {
            photos.Dispose();
            throw;
        }
    }

    private static bool Has(string root, string part) =>
        Directory.Exists(Path.Combine(root, part)) || File.Exists(Path.Combine(root, part + ".zip"));

    private static FileSource Source(string root, string part)
    {
        var folder = Path.Combine(root, part);
        var archive = folder + ".zip";
        if (Directory.Exists(folder)) return new FolderSource(root, [(part, "")], recursive: false);
        if (File.Exists(archive)) return new ZipSource(archive);
        throw new DatasetException($"{root} has neither {part}/ nor {part}.zip; put one of the two there");
    }
}

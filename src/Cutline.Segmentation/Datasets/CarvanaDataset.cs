using Cutline.Imaging;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// The Carvana Image Masking Challenge as Kaggle ships it: photos in <c>train/</c> or an untouched <c>train.zip</c>,
/// masks in <c>train_masks/</c> or <c>train_masks.zip</c>, at any resolution. 16 angles of each car make a group.
/// </summary>
public sealed class CarvanaDataset : PairedDataset
{
    private const string Photos = "train";
    private const string Masks = "train_masks";

    private CarvanaDataset(string root, FileSource photos, FileSource masks, PhotoLimits? limits)
        : base(root, photos, masks, new CarvanaPairing(), MaskValues.Binary, limits)
    {
    }

    /// <summary>Whether both photos and masks are here, as folders or archives.</summary>
    public static bool IsAt(string root) => Has(root, Photos) && Has(root, Masks);

    /// <summary>Opens the folder that holds both parts. Nothing is decoded yet: see <see cref="SegmentationDataset.Validate"/>.</summary>
    /// <param name="limits">What is read and decoded at most; null for the usual limits.</param>
    /// <exception cref="DatasetException">A part is missing, or an archive is broken.</exception>
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
        if (Directory.Exists(folder)) return new FolderSource(folder);
        if (File.Exists(archive)) return new ZipSource(archive);
        throw new DatasetException($"{root} has neither {part}/ nor {part}.zip; put the one or the other there");
    }
}

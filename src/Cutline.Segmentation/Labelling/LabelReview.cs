using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Reports;

namespace Cutline.Segmentation.Labelling;

/// <summary>
/// Goes through the masks of a folder and rejects bad ones: photo and mask move to <c>rejected/</c>, where no training sees them, and can
/// be moved back. Thread-safe. Of several processes, one at a time reviews a folder.
/// </summary>
public sealed class LabelReview : IDisposable
{
    private readonly string path;
    private readonly Lock gate = new();
    private readonly LabelMap labels;
    private readonly List<ReviewedLabel> items;
    private readonly FolderLock alone;

    private LabelReview(string path, LabelMap labels, List<ReviewedLabel> items, FolderLock alone) =>
        (this.path, this.labels, this.items, this.alone) = (path, labels, items, alone);

    /// <summary>The folder.</summary>
    public string Folder => path;

    /// <summary>The labelled photos, those of the least sure masks first.</summary>
    public IReadOnlyList<ReviewedLabel> Labels
    {
        get
        {
            lock (gate) return [.. items];
        }
    }

    /// <summary>Opens a folder that was labelled.</summary>
    /// <exception cref="DatasetException">It was not, or is damaged.</exception>
    /// <exception cref="IOException">It cannot be written, or another process reviews it.</exception>
    public static LabelReview Open(string path)
    {
        var list = Path.Combine(path, LabelledFolder.RowsFile);
        if (!File.Exists(list))
            throw new DatasetException($"{path} has no {LabelledFolder.RowsFile}: name a folder that cutline label made");
        var labels = ClassFile.Read(Path.Combine(path, ClassFile.Name));
        var rows = LabelledFolder.ReadRows(path);
        var alone = FolderLock.Take(path, "review", "cutline label --review");
        try
        {
            return new(path, labels, Items(path, rows), alone);
        }
        catch
        {
            alone.Dispose();
            throw;
        }
    }

    /// <summary>Rejects a label, or takes the rejection back.</summary>
    /// <param name="index">In <see cref="Labels"/>.</param>
    /// <param name="rejected">Whether it is to be rejected.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such label.</exception>
    /// <exception cref="IOException">A file cannot be moved.</exception>
    public void Reject(int index, bool rejected)
    {
        lock (gate)
        {
            var item = items[index];
            if (item.IsRejected == rejected) return;
            void MoveMask() => File.Move(MaskAt(path, item.Row.Photo, !rejected), MaskAt(path, item.Row.Photo, rejected));
            void MovePhoto() => File.Move(PhotoAt(path, item.Row.Photo, !rejected), PhotoAt(path, item.Row.Photo, rejected));
            if (rejected) MoveMask();
            MovePhoto();
            if (!rejected) MoveMask();
            items[index] = item with { IsRejected = rejected };
        }
    }

    /// <summary>A label's photo, reduced, as a JPEG.</summary>
    /// <param name="index">In <see cref="Labels"/>.</param>
    /// <param name="masked">Whether its mask is laid over it: the object coloured, void striped, a line between.</param>
    /// <param name="side">The longest side at most, in pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such label.</exception>
    /// <exception cref="PhotoException">A file cannot be read.</exception>
    /// <exception cref="IOException">Likewise.</exception>
    public byte[] Picture(int index, bool masked, int side = 1600)
    {
        byte[] photoFile, maskFile;
        string name;
        lock (gate)
        {
            var item = items[index];
            name = item.Row.Photo;
            (photoFile, maskFile) = (
                File.ReadAllBytes(PhotoAt(path, name, item.IsRejected)), File.ReadAllBytes(MaskAt(path, name, item.IsRejected)));
        }

        using var photo = Photo.Load(photoFile, new PhotoLoad { ShrinkTo = (side, side) }, name);
        var scale = Math.Min(1.0, (double)side / Math.Max(photo.Width, photo.Height));
        var (width, height) = (Math.Max(1, (int)(photo.Width * scale)), Math.Max(1, (int)(photo.Height * scale)));
        using var sized = photo.Resize(width, height, Kernel.Area);
        if (!masked) return sized.Encode(new PhotoEncoding(PhotoFormat.Jpeg));
        using var mask = labels.Read(maskFile, PhotoLimits.Default, name);
        using var indices = mask.Indices.Resize(width, height, Kernel.Nearest);
        using var overlay = ClassOverlay.Of(sized, indices, labels.Classes);
        return overlay.Encode(new PhotoEncoding(PhotoFormat.Jpeg));
    }

    /// <summary>Lets other processes review the folder.</summary>
    public void Dispose() => alone.Dispose();

    private static List<ReviewedLabel> Items(string path, IEnumerable<LabelRow> rows)
    {
        foreach (var kind in (string[])[LabelledFolder.Images, LabelledFolder.Masks])
            Directory.CreateDirectory(Path.Combine(path, LabelledFolder.Rejected, kind));
        var items = new List<ReviewedLabel>();
        foreach (var row in rows.Where(row => row.IsKept && row.Photo == Path.GetFileName(row.Photo)))
        {
            // The mask's place decides: a process may have been killed between the two files.
            var rejected = File.Exists(MaskAt(path, row.Photo, true));
            if (rejected && File.Exists(PhotoAt(path, row.Photo, false)))
                File.Move(PhotoAt(path, row.Photo, false), PhotoAt(path, row.Photo, true), overwrite: true);
            if (rejected || File.Exists(MaskAt(path, row.Photo, false))) items.Add(new(row, rejected));
        }

        return [.. items.OrderByDescending(i => i.Row.UnsureShare).ThenBy(i => i.Row.Photo, StringComparer.Ordinal)];
    }

    private static string PhotoAt(string path, string photo, bool rejected) => At(path, rejected, LabelledFolder.Images, photo);

    private static string MaskAt(string path, string photo, bool rejected) =>
        At(path, rejected, LabelledFolder.Masks, Path.ChangeExtension(photo, ".png"));

    private static string At(string path, bool rejected, string kind, string file) =>
        rejected ? Path.Combine(path, LabelledFolder.Rejected, kind, file) : Path.Combine(path, kind, file);
}

/// <summary>A label that is looked at.</summary>
/// <param name="Row">What is known of it.</param>
/// <param name="IsRejected">Whether it was rejected.</param>
public sealed record ReviewedLabel(LabelRow Row, bool IsRejected);

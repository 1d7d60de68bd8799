using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// The content of a photo file and its mask file, read once: however often they are decoded, it is from the same bytes, and
/// <see cref="Key"/> is the key of these bytes.
/// </summary>
public abstract class Sample
{
    /// <summary>The key of photo and mask together.</summary>
    public abstract ContentKey Key { get; }

    /// <summary>
    /// The key of the photo alone, by which a split knows it wherever it lies, whatever it is called and whatever its mask. Where a dataset
    /// does not tell photo and mask apart it is that of both.
    /// </summary>
    public virtual ContentKey PhotoKey => Key;

    /// <summary>Decodes the photo: RGB, upright.</summary>
    /// <param name="shrinkTo">The decoder may reduce the photo, but not below this size; null for the native size.</param>
    /// <exception cref="DatasetException">It cannot be decoded; the message names the file and the repair.</exception>
    public abstract Photo DecodePhoto((int Width, int Height)? shrinkTo = null);

    /// <summary>
    /// Decodes the mask: grey, at the photo's native size. Of a foreground any value above 0 is foreground; otherwise values are class
    /// indices and <see cref="ClassSet.Void"/>.
    /// </summary>
    /// <exception cref="DatasetException">It cannot be decoded, does not fit its photo, or holds an unknown label.</exception>
    public abstract Photo DecodeMask();

    /// <summary>
    /// Decodes the mask as class indices (0 and 1 for a foreground). Unknown labels in the file become void and are counted.
    /// </summary>
    /// <exception cref="DatasetException">It cannot be decoded, or does not fit its photo.</exception>
    public virtual DecodedMask ReadMask()
    {
        using var mask = DecodeMask();
        var indices = new byte[mask.Width * mask.Height];
        var pixels = mask.Pixels;
        for (var i = 0; i < indices.Length; i++) indices[i] = pixels[i] > 0 ? (byte)1 : (byte)0;
        return new(Photo.FromPixels(indices, mask.Width, mask.Height, PixelFormat.Grey), []);
    }

    /// <summary>How the mask lies to a photo that its EXIF orientation turns. It may read the mask.</summary>
    internal virtual MaskTurn Turn => MaskTurn.None;

    /// <summary>
    /// The mask as it would lie if it had been drawn on the other pixels of a photo that EXIF turns, shown or stored; null where nothing
    /// leaves that open.
    /// </summary>
    /// <param name="mask">The mask as it is read.</param>
    internal virtual Photo? DrawnOtherwise(Photo mask) => Turn.IsOpen ? mask.Turned(Turn.Orientation) : null;

    /// <summary>Calls a function that decodes a file, and turns its <see cref="PhotoException"/> into one that names the file.</summary>
    /// <param name="file">The file, relative to the dataset's root.</param>
    /// <param name="decode">What decodes it.</param>
    /// <exception cref="DatasetException">The file cannot be decoded.</exception>
    protected static T WithFileContext<T>(string file, Func<T> decode)
    {
        try
        {
            return decode();
        }
        catch (PhotoException e)
        {
            var repair = e.IsWhole ? "save it anew in such a way" : "replace it with an intact copy";
            throw new DatasetException(new DataProblem(file, $"cannot be decoded ({e.Message})", repair), e);
        }
    }
}

namespace Cutline.Web.Cutting;

/// <summary>Cuts photos, each on the thread that asks, several at a time.</summary>
public interface ICutter
{
    /// <param name="photo">A file's bytes, within the limits.</param>
    /// <param name="cancel">Looked at between two steps of the work.</param>
    /// <exception cref="Imaging.PhotoException">The photo cannot be read.</exception>
    /// <exception cref="Studio.NothingToCutException">There is no car in it.</exception>
    CutPhoto Cut(ReadOnlyMemory<byte> photo, CutOrder order, CancellationToken cancel);
}

using Cutline.Segmentation.Inference;

namespace Cutline.Web.Cutting;

/// <summary>Cuts photos out, each on the calling thread; several threads may call it at a time.</summary>
public interface ICutter
{
    /// <summary>The model that it cuts with, shown to users with its terms; null where there is none to show.</summary>
    ModelCard? Model => null;

    /// <summary>Cuts one photo out.</summary>
    /// <param name="photo">The content of a file, within the limits.</param>
    /// <param name="settings">How it is cut out and encoded.</param>
    /// <param name="cancel">Checked between two steps of the work.</param>
    /// <exception cref="Imaging.PhotoException">The photo cannot be read.</exception>
    /// <exception cref="Studio.Mattes.NothingToCutException">The photo contains no car.</exception>
    CutResult Cut(ReadOnlyMemory<byte> photo, CutSettings settings, CancellationToken cancel);
}

using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets;

/// <summary>A photo with a mask of class indices. A derived class decodes the two; that they fit each other is checked here.</summary>
public abstract class ClassSample : Sample
{
    /// <summary>Where the mask is, relative to the dataset's root, for messages.</summary>
    protected abstract string MaskFile { get; }

    /// <summary>Where the photo is, relative to the dataset's root, for messages.</summary>
    protected abstract string PhotoFile { get; }

    /// <summary>The size of the upright photo, from its header.</summary>
    /// <exception cref="DatasetException">The header cannot be read.</exception>
    public abstract (int Width, int Height) PhotoSize { get; }

    /// <summary>Decodes the mask at its own size; unknown labels become void and are counted.</summary>
    /// <exception cref="DatasetException">It cannot be decoded.</exception>
    protected abstract DecodedMask DecodeMaskFile();

    /// <inheritdoc/>
    public sealed override DecodedMask ReadMask()
    {
        var mask = DecodeMaskFile();
        try
        {
            var (width, height) = PhotoSize;
            if (mask.Indices.Width == width && mask.Indices.Height == height) return mask;
            throw new DatasetException(new DataProblem(
                MaskFile,
                $"is {mask.Indices.Width}×{mask.Indices.Height}, its photo {Path.GetFileName(PhotoFile)} is {width}×{height}",
                "replace one of them so that both have the same size"));
        }
        catch
        {
            mask.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public sealed override Photo DecodeMask()
    {
        var mask = ReadMask();
        if (mask.UnknownLabels.Count == 0) return mask.Indices;
        using (mask) throw new DatasetException(UnknownLabelProblem(mask));
    }

    /// <summary>The problem of a mask that holds unknown labels.</summary>
    internal DataProblem UnknownLabelProblem(DecodedMask mask)
    {
        const int shown = 4;
        var labels = string.Join(", ", mask.UnknownLabels.Take(shown).Select(label => $"{label.Value} ({label.Pixels} pixels)"));
        var more = mask.UnknownLabels.Count > shown ? $" and {mask.UnknownLabels.Count - shown} more" : "";
        return new(
            MaskFile, $"holds {labels}{more}, which is no class", $"add it to a class or to void in {ClassFile.Name}, or correct the mask");
    }
}

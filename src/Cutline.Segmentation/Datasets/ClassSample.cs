using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets;

/// <summary>A photo with a mask of class indices.</summary>
internal abstract class ClassSample : Sample
{
    /// <summary>Where the mask is, as the user would find it.</summary>
    protected abstract string MaskFile { get; }

    /// <summary>Where the photo is.</summary>
    protected abstract string PhotoFile { get; }

    /// <summary>The mask, whatever its size, strangers void and counted.</summary>
    protected abstract MaskReading ReadAnyMask();

    /// <summary>The photo's upright size.</summary>
    public abstract (int Width, int Height) PhotoSize { get; }

    public sealed override MaskReading ReadMask()
    {
        var reading = ReadAnyMask();
        var (width, height) = PhotoSize;
        if (reading.Indices.Width == width && reading.Indices.Height == height) return reading;
        using (reading)
        {
            throw new DatasetException(new DataProblem(
                MaskFile,
                $"is {reading.Indices.Width}×{reading.Indices.Height}, its photo {Path.GetFileName(PhotoFile)} is {width}×{height}",
                "replace one of them so that both have the same size"));
        }
    }

    public sealed override Photo DecodeMask()
    {
        var reading = ReadMask();
        if (reading.UnknownLabels.Count == 0) return reading.Indices;
        using (reading) throw new DatasetException(UnknownLabelProblem(reading));
    }

    /// <summary>What is wrong with a mask that holds strangers.</summary>
    public DataProblem UnknownLabelProblem(MaskReading reading)
    {
        const int shown = 4;
        var strangers = string.Join(", ", reading.UnknownLabels.Take(shown).Select(s => $"{s.Value} ({s.Pixels} pixels)"));
        var more = reading.UnknownLabels.Count > shown ? $" and {reading.UnknownLabels.Count - shown} more" : "";
        return new(MaskFile, $"holds {strangers}{more}, which is no class", $"add it to a class or to void in {ClassFile.Name}, or correct the mask");
    }

    protected static T WithFileContext<T>(string file, Func<T> decode)
    {
        try
        {
            return decode();
        }
        catch (PhotoException e)
        {
            throw new DatasetException(new DataProblem(file, $"cannot be decoded ({e.Message})", "replace it with an intact copy"), e);
        }
    }
}

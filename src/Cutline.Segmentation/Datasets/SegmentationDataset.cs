using Cutline.Imaging;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// Photos with masks. A mask tells foreground from background, or holds class indices. Derive from it for data in a layout of your own:
/// <see cref="Root"/>, <see cref="Samples"/> and <see cref="Read"/> are all that is needed. All members may be called from several threads
/// at the same time.
/// </summary>
public abstract class SegmentationDataset : IDisposable
{
    /// <summary>
    /// Where the data comes from: a folder, or a word for generated data. Shown in messages, and part of the key of decoded pixels.
    /// </summary>
    public abstract string Root { get; }

    /// <summary>The samples that have both photo and mask, with different names, in ordinal order of the names.</summary>
    public abstract IReadOnlyList<SampleId> Samples { get; }

    /// <summary>The classes in the masks; of masks that tell foreground from background a <see cref="ClassSet.ForegroundOf"/>.</summary>
    public virtual ClassSet Classes => ClassSet.Foreground;

    /// <summary>Whether masks tell foreground from background, for a model with one output; otherwise they hold class indices.</summary>
    public bool IsBinary => Classes.IsForeground;

    /// <summary>The split that the data itself defines, by folders or lists; null where there is none.</summary>
    public virtual Split? GivenSplit => null;

    /// <summary>
    /// A text that changes whenever the same mask file would be read as other class indices; empty where masks tell foreground from
    /// background. A cache of decoded pixels is used again only while it stays the same.
    /// </summary>
    public virtual string LabelKey => "";

    /// <summary>
    /// How the files were read where they leave that open, and what of them is not used. Inspection and training show it.
    /// </summary>
    public virtual IReadOnlyList<DataNote> Notes => [];

    /// <summary>Reads a sample's files, without decoding them.</summary>
    /// <param name="index">The sample's position in <see cref="Samples"/>.</param>
    /// <exception cref="DatasetException">A file cannot be read; the message names it and the repair.</exception>
    public abstract Sample Read(int index);

    /// <summary>Checks the files and lists everything that is wrong; empty where nothing is.</summary>
    /// <param name="depth">How thoroughly the files are checked.</param>
    /// <param name="progress">Receives the number of checked samples, from any thread.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public virtual IReadOnlyList<DataProblem> Validate(
        ValidationDepth depth = ValidationDepth.Decode, IProgress<DataProgress>? progress = null, CancellationToken cancel = default) => [];

    /// <summary>
    /// Divides the samples into training, validation and test: by <see cref="GivenSplit"/> where there is one and the options are to keep
    /// groups together (<see cref="SplitBy.Car"/>), with a missing validation part drawn from training; otherwise as the options say.
    /// </summary>
    /// <exception cref="DatasetException">
    /// There is nothing to train on, there are too few groups, or a group to exclude does not exist.
    /// </exception>
    public Split CreateSplit(SplitOptions options)
    {
        options.Validate();
        if (options.By != SplitBy.Car || GivenSplit is not { } parts) return Split.Of(Samples, options);
        int[] Kept(int[] part) => [.. part.Where(i => !options.ExcludeGroups.Contains(Samples[i].Group))];
        var given = new Split(Kept(parts.Train), Kept(parts.Val), Kept(parts.Test));
        if (given.Train.Length == 0) throw new DatasetException($"{Root} has no training part; name it train, or split by image");
        if (options.Folds is not null) return given.InFolds(Samples, options);
        if (given.Val.Length > 0 || options.Validation == 0) return given;
        var drawn = Split.Of([.. given.Train.Select(i => Samples[i])], options with { Test = 0, ExcludeGroups = [] });
        return given with { Train = [.. drawn.Train.Select(i => given.Train[i])], Val = [.. drawn.Val.Select(i => given.Train[i])] };
    }

    /// <summary>Decodes a photo: RGB, upright.</summary>
    /// <param name="index">The sample's position in <see cref="Samples"/>.</param>
    /// <param name="shrinkTo">The decoder may reduce the photo, but not below this size; null for the native size.</param>
    /// <exception cref="DatasetException">It cannot be read; the message names the file and the repair.</exception>
    public Photo LoadPhoto(int index, (int Width, int Height)? shrinkTo = null) => Read(index).DecodePhoto(shrinkTo);

    /// <summary>Decodes a mask: grey, at the photo's native size, with values as <see cref="Sample.DecodeMask"/> gives them.</summary>
    /// <param name="index">The sample's position in <see cref="Samples"/>.</param>
    /// <exception cref="DatasetException">It cannot be read, or does not fit its photo.</exception>
    public Photo LoadMask(int index) => Read(index).DecodeMask();

    /// <summary>The key of a sample's present content.</summary>
    /// <param name="index">The sample's position in <see cref="Samples"/>.</param>
    /// <exception cref="DatasetException">A file cannot be read.</exception>
    public ContentKey Fingerprint(int index) => Read(index).Key;

    /// <summary>The keys of all photos, in the order of <see cref="Samples"/>; null for a photo that cannot be read.</summary>
    /// <param name="cancel">Cancels the operation.</param>
    public IReadOnlyList<ContentKey?> PhotoKeys(CancellationToken cancel = default) => SampleLoop.Run(
        Samples.Count,
        i =>
        {
            try
            {
                return Read(i).PhotoKey;
            }
            catch (DatasetException)
            {
                return (ContentKey?)null;
            }
        },
        null,
        cancel);

    /// <summary>Releases open files.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases open files.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}

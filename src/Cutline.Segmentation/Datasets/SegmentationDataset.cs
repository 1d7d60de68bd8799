using Cutline.Imaging;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// Photos with masks of their foreground, or of class indices. Samples are in ordinal order of their names, whatever order the disk lists them in.
/// Every member may be used from several threads at once.
/// </summary>
public abstract class SegmentationDataset : IDisposable
{
    /// <summary>Where the data comes from: a folder, or the word that names drawn data.</summary>
    public abstract string Root { get; }

    /// <summary>The samples that have both photo and mask, in ordinal order of their names.</summary>
    public abstract IReadOnlyList<SampleId> Samples { get; }

    /// <summary>What the masks tell apart; <see cref="ClassSet.Car"/> itself where they are of a foreground only.</summary>
    public virtual ClassSet Classes => ClassSet.Car;

    /// <summary>Whether masks are of a foreground only, which a model with a single logit learns; else they hold class indices.</summary>
    public bool IsBinary => ReferenceEquals(Classes, ClassSet.Car);

    /// <summary>The parts that the data itself puts its samples in, by folders or lists; null where it does not.</summary>
    public virtual Split? GivenSplit => null;

    /// <summary>
    /// Text that changes whenever the same mask file would be read as other class indices; "" where masks are of a foreground only.
    /// A cache of decoded pixels is used again only while it stays the same.
    /// </summary>
    public virtual string LabelKey => "";

    /// <summary>Reads a sample's bytes, without decoding them.</summary>
    /// <exception cref="DatasetException">A file cannot be read; the message names it and the repair.</exception>
    public abstract Sample Read(int index);

    /// <summary>Looks at every file and collects all that is wrong. Nothing wrong: an empty list.</summary>
    /// <param name="progress">Told how many samples are checked, from any thread.</param>
    public virtual IReadOnlyList<DataProblem> Validate(
        ValidationDepth depth = ValidationDepth.Decode, IProgress<DataProgress>? progress = null, CancellationToken cancel = default) => [];

    /// <summary>The photo: RGB, upright, at native size or reduced while decoding, but not below <paramref name="shrinkTo"/>.</summary>
    /// <exception cref="DatasetException">It cannot be read; the message names the file and the repair.</exception>
    public Photo LoadPhoto(int index, (int Width, int Height)? shrinkTo = null) => Read(index).DecodePhoto(shrinkTo);

    /// <summary>The mask: grey, of the photo's native size; any value above 0 foreground, or, of many classes, indices and <see cref="ClassSet.Void"/>.</summary>
    /// <exception cref="DatasetException">It cannot be read, or does not fit its photo.</exception>
    public Photo LoadMask(int index) => Read(index).DecodeMask();

    /// <summary>
    /// Divides the samples into training, validation and test: by <see cref="GivenSplit"/> where there is one and the options are to keep
    /// groups together (<see cref="SplitBy.Car"/>), with a missing validation part drawn from training; otherwise as the options say.
    /// </summary>
    /// <exception cref="DatasetException">There is nothing to train on, there are too few groups, or a group to exclude does not exist.</exception>
    public Split CreateSplit(SplitOptions options)
    {
        options.Validate();
        if (options.By != SplitBy.Car || GivenSplit is not { } parts) return Split.Of(Samples, options);
        int[] Kept(int[] part) => [.. part.Where(i => !options.ExcludeGroups.Contains(Samples[i].Group))];
        var given = new Split(Kept(parts.Train), Kept(parts.Val), Kept(parts.Test));
        if (given.Train.Length == 0) throw new DatasetException($"{Root} has no training part; name it train, or split by image");
        if (given.Val.Length > 0 || options.Validation == 0) return given;
        var drawn = Split.Of([.. given.Train.Select(i => Samples[i])], options with { Test = 0, ExcludeGroups = [] });
        return given with { Train = [.. drawn.Train.Select(i => given.Train[i])], Val = [.. drawn.Val.Select(i => given.Train[i])] };
    }

    /// <summary>The identity of a sample's content as it is now.</summary>
    public ContentKey Fingerprint(int index) => Read(index).Key;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the dataset holds open.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}

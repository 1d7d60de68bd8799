using Cutline.Imaging;

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

    /// <summary>What decides which class index a pixel gets; a part of the key of decoded pixels.</summary>
    internal virtual string CodingKey => "";

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

using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// The content of a photo file and of a mask file of its foreground, which is read as a <see cref="MaskReading"/> says or, where there is
/// none, may hold 0 and 1 or 0 and 255.
/// </summary>
internal sealed class PairedSample(
    SourceFile photo, byte[] photoBytes, SourceFile mask, byte[] maskBytes, MaskReading? reading,
    MaskOrientation orientation, PhotoLimits limits) : Sample
{
    private static readonly LabelMap ZeroAndOne = ForegroundOf(1), ZeroAnd255 = ForegroundOf(255);

    private readonly Lazy<ContentKey> key = new(() => ContentKey.Of(photoBytes, maskBytes));

    private PhotoInfo? info;
    private MaskTurn? turn;

    public override ContentKey Key => key.Value;

    public override ContentKey PhotoKey => ContentKey.Of(photoBytes);

    /// <summary>Reads the photo's header.</summary>
    public PhotoInfo ProbePhoto() => info ??= WithFileContext(photo.DisplayPath, () => Photo.Probe(photoBytes, limits, photo.Name));

    public override Photo DecodePhoto((int Width, int Height)? shrinkTo = null) =>
        WithFileContext(
            photo.DisplayPath, () => Photo.Load(photoBytes, new PhotoLoad { Limits = limits, ShrinkTo = shrinkTo }, photo.Name));

    /// <summary>Decodes the photo to its last byte, as small as the decoder can, to find damage.</summary>
    public void CheckPhoto()
    {
        DecodePhoto((1, 1)).Dispose();

        // A reduced decode may not read a JPEG's last rows. In an intact file the end marker follows the start of the last scan.
        var bytes = photoBytes.AsSpan();
        var isJpeg = bytes.StartsWith([(byte)0xFF, (byte)0xD8]);
        if (isJpeg && bytes.LastIndexOf([(byte)0xFF, (byte)0xD9]) < bytes.LastIndexOf([(byte)0xFF, (byte)0xDA])) DecodePhoto().Dispose();
    }

    internal override MaskTurn Turn
    {
        get
        {
            if (turn is null && ProbePhoto().Orientation > 1) DecodeMaskFile().Dispose();
            return turn ??= MaskTurn.None;
        }
    }

    public override Photo DecodeMask()
    {
        var size = ProbePhoto();
        var decoded = DecodeMaskFile();
        if (decoded.Width == size.Width && decoded.Height == size.Height) return decoded;
        using (decoded) throw new DatasetException(SizeProblem(decoded, size));
    }

    public override DecodedMask ReadMask()
    {
        if (reading is not null) return new(DecodeMask(), []);
        using var decoded = DecodeMask();
        return (decoded.Pixels.Contains((byte)255) ? ZeroAnd255 : ZeroAndOne).OfValues(decoded);
    }

    /// <summary>Decodes the mask at its own size, turned like its photo where it was drawn on the stored pixels.</summary>
    /// <exception cref="DatasetException">It cannot be decoded, or what the masks of the dataset mean is not known.</exception>
    public Photo DecodeMaskFile()
    {
        if (reading?.Refusal is { } refusal)
            throw new DatasetException(
                new DataProblem(Path.GetDirectoryName(mask.DisplayPath) + "/", refusal.What, refusal.Repair)) { NamesOptions = true };
        var decoded = reading is not null
            ? WithFileContext(mask.DisplayPath, () => reading.Apply(RawMask.Decode(maskBytes, limits, mask.Name)))
            : GifMask.TryDecode(maskBytes, limits)
                ?? WithFileContext(mask.DisplayPath, () => Photo.LoadIndices(maskBytes, limits, mask.Name));
        turn ??= MaskTurn.Of(orientation, ProbePhoto(), decoded.Width, decoded.Height);
        return turn.Apply(decoded);
    }

    /// <summary>The problem of a mask that has not the size of its photo.</summary>
    public DataProblem SizeProblem(Photo decoded, PhotoInfo size) => new(
        mask.DisplayPath,
        $"is {decoded.Width}×{decoded.Height}, its photo {photo.Name} is {size.Width}×{size.Height}",
        "replace one of them so that both have the same size");

    /// <summary>The problem of a mask that has other values than two.</summary>
    public DataProblem ValueProblem(byte value) => new(
        mask.DisplayPath,
        $"holds the value {value}, but a mask may hold only 0 and 1, or only 0 and 255",
        "save it again with two values, without smoothing or compression by JPEG");

    private static LabelMap ForegroundOf(byte value) => new(ClassSet.Car, [[0], [value]], [[], []], [], []);
}

using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets;

/// <summary>A photo's and a mask's bytes, read together.</summary>
internal sealed class PairedSample(SourceFile photo, byte[] photoBytes, SourceFile mask, byte[] maskBytes, MaskValues allowed, PhotoLimits limits) : Sample
{
    private static readonly LabelMap Ones = ValuesOf(1), Full = ValuesOf(255);

    private readonly Lazy<ContentKey> key = new(() => ContentKey.Of(photoBytes, maskBytes));

    private PhotoInfo? info;

    public override ContentKey Key => key.Value;

    public PhotoInfo ProbePhoto() => info ??= WithFileContext(photo, () => Photo.Probe(photoBytes, limits, photo.Name));

    public override Photo DecodePhoto((int Width, int Height)? shrinkTo = null) =>
        WithFileContext(photo, () => Photo.Load(photoBytes, new PhotoLoad { Limits = limits, ShrinkTo = shrinkTo }, photo.Name));

    /// <summary>Decodes the photo to its last byte, as small as the decoder makes it.</summary>
    public void CheckPhoto()
    {
        DecodePhoto((1, 1)).Dispose();

        // Reduced, a JPEG's last rows may fall away unread. A whole one ends after its last scan begins.
        var bytes = photoBytes.AsSpan();
        var isJpeg = bytes.StartsWith([(byte)0xFF, (byte)0xD8]);
        if (isJpeg && bytes.LastIndexOf([(byte)0xFF, (byte)0xD9]) < bytes.LastIndexOf([(byte)0xFF, (byte)0xDA])) DecodePhoto().Dispose();
    }

    public override Photo DecodeMask()
    {
        var size = ProbePhoto();
        var decoded = DecodeAnyMask();
        if (decoded.Width == size.Width && decoded.Height == size.Height) return decoded;
        using (decoded) throw new DatasetException(SizeProblem(decoded, size));
    }

    public override MaskReading ReadMask()
    {
        if (allowed == MaskValues.AnyPositive) return base.ReadMask();
        using var decoded = DecodeMask();
        return (decoded.Pixels.Contains((byte)255) ? Full : Ones).OfValues(decoded);
    }

    /// <summary>The mask, whatever its size.</summary>
    public Photo DecodeAnyMask() => GifMask.TryDecode(maskBytes, limits) ?? WithFileContext(mask, () => Photo.LoadIndices(maskBytes, limits, mask.Name));

    public DataProblem SizeProblem(Photo decoded, PhotoInfo size) => new(
        mask.Shown,
        $"is {decoded.Width}×{decoded.Height}, its photo {photo.Name} is {size.Width}×{size.Height}",
        "replace one of them so that both have the same size");

    public DataProblem ValueProblem(byte value) => new(
        mask.Shown,
        $"holds the value {value}, so that it is neither of 0 and 1 nor of 0 and 255",
        "save it again with two values, without smoothing or compression by JPEG");

    private static LabelMap ValuesOf(byte foreground) => new(ClassSet.Car, [[0], [foreground]], [[], []], [], []);

    private static T WithFileContext<T>(SourceFile file, Func<T> decode)
    {
        try
        {
            return decode();
        }
        catch (PhotoException e)
        {
            throw new DatasetException(new DataProblem(file.Shown, $"cannot be decoded ({e.Message})", "replace it with an intact copy"), e);
        }
    }
}

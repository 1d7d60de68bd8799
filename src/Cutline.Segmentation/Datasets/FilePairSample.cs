using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets;

/// <summary>The content of a photo file and a mask file.</summary>
internal sealed class FilePairSample(
    string photo, byte[] photoBytes, string mask, byte[] maskBytes, LabelMap labels, PhotoLimits limits) : ClassSample
{
    private PhotoInfo? info;

    public override ContentKey Key => ContentKey.Of(photoBytes, maskBytes);

    protected override string MaskFile => mask;

    protected override string PhotoFile => photo;

    public override (int Width, int Height) PhotoSize
    {
        get
        {
            info ??= WithFileContext(photo, () => Photo.Probe(photoBytes, limits, Path.GetFileName(photo)));
            return (info.Width, info.Height);
        }
    }

    public override Photo DecodePhoto((int Width, int Height)? shrinkTo = null) =>
        WithFileContext(
            photo, () => Photo.Load(photoBytes, new PhotoLoad { Limits = limits, ShrinkTo = shrinkTo }, Path.GetFileName(photo)));

    protected override DecodedMask DecodeMaskFile() => WithFileContext(mask, () => labels.Read(maskBytes, limits, Path.GetFileName(mask)));
}

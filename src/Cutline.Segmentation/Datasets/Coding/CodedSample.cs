using Cutline.Imaging;

namespace Cutline.Segmentation.Datasets.Coding;

/// <summary>A photo file and a mask file, read together.</summary>
internal sealed class CodedSample(string photo, byte[] photoBytes, string mask, byte[] maskBytes, MaskCoding coding, PhotoLimits limits) : ClassSample
{
    private PhotoInfo? info;

    public override ContentKey Key => ContentKey.Of(photoBytes, maskBytes);

    protected override string MaskFile => mask;

    protected override string PhotoFile => photo;

    public override (int Width, int Height) PhotoSize
    {
        get
        {
            info ??= Kindly(photo, () => Photo.Probe(photoBytes, limits, Path.GetFileName(photo)));
            return (info.Width, info.Height);
        }
    }

    public override Photo DecodePhoto((int Width, int Height)? shrinkTo = null) =>
        Kindly(photo, () => Photo.Load(photoBytes, new PhotoLoad { Limits = limits, ShrinkTo = shrinkTo }, Path.GetFileName(photo)));

    protected override MaskReading ReadAnyMask() => Kindly(mask, () => coding.Read(maskBytes, limits, Path.GetFileName(mask)));
}

using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets;

/// <summary>The content of a photo file and a mask file.</summary>
internal sealed class FilePairSample(
    string photo, byte[] photoBytes, string mask, byte[] maskBytes, LabelMap labels, MaskOrientation orientation,
    PhotoLimits limits) : ClassSample
{
    private PhotoInfo? info;
    private MaskTurn? turn;

    public override ContentKey Key => ContentKey.Of(photoBytes, maskBytes);

    public override ContentKey PhotoKey => ContentKey.Of(photoBytes);

    protected override string MaskFile => mask;

    protected override string PhotoFile => photo;

    public override (int Width, int Height) PhotoSize
    {
        get
        {
            var header = ProbePhoto();
            return (header.Width, header.Height);
        }
    }

    internal override MaskTurn Turn
    {
        get
        {
            if (turn is null && ProbePhoto().Orientation > 1) DecodeMaskFile().Dispose();
            return turn ??= MaskTurn.None;
        }
    }

    public override Photo DecodePhoto((int Width, int Height)? shrinkTo = null) =>
        WithFileContext(
            photo, () => Photo.Load(photoBytes, new PhotoLoad { Limits = limits, ShrinkTo = shrinkTo }, Path.GetFileName(photo)));

    protected override DecodedMask DecodeMaskFile()
    {
        var decoded = WithFileContext(mask, () => labels.Read(maskBytes, limits, Path.GetFileName(mask)));
        turn ??= MaskTurn.Of(orientation, ProbePhoto(), decoded.Indices.Width, decoded.Indices.Height);
        return turn.IsTurned ? decoded with { Indices = turn.Apply(decoded.Indices) } : decoded;
    }

    private PhotoInfo ProbePhoto() =>
        info ??= WithFileContext(photo, () => Photo.Probe(photoBytes, limits, Path.GetFileName(photo)));
}

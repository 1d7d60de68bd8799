using System.Text.RegularExpressions;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// Matches photos and masks of Kaggle's names, <c>&lt;car&gt;_&lt;angle&gt;.jpg</c> and <c>&lt;car&gt;_&lt;angle&gt;_mask.gif</c>.
/// </summary>
internal sealed partial class CarvanaPairing : Pairing
{
    protected override string PhotoNames => "<car>_<angle>.jpg with an angle of two digits";

    protected override string MaskNames => "<car>_<angle>_mask.gif with an angle of two digits";

    protected override SampleId? Photo(SourceFile file) =>
        PhotoName().Match(file.Name) is { Success: true } match
            ? new SampleId(match.Groups["sample"].Value, match.Groups["car"].Value)
            : null;

    protected override string? Mask(SourceFile file) =>
        MaskName().Match(file.Name) is { Success: true } match ? match.Groups["sample"].Value : null;

    protected override string MaskOf(string sample) => $"{sample}_mask.gif";

    protected override string PhotoOf(string sample) => $"{sample}.jpg";

    [GeneratedRegex(@"\A(?<sample>(?<car>[0-9A-Za-z-]+)_[0-9]{2})\.jpg\z")]
    private static partial Regex PhotoName();

    [GeneratedRegex(@"\A(?<sample>[0-9A-Za-z-]+_[0-9]{2})_mask\.gif\z")]
    private static partial Regex MaskName();
}

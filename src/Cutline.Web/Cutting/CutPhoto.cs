using Cutline.Studio;
using Cutline.Studio.Plates;

namespace Cutline.Web.Cutting;

/// <summary>A cut-out as a file's bytes.</summary>
/// <param name="Part">The part of the photo that it shows.</param>
/// <param name="Subject">The car's place in the photo.</param>
/// <param name="Confidence">See <see cref="Matte.Confidence"/>.</param>
public sealed record CutPhoto(byte[] Bytes, Box Part, Box Subject, double Confidence)
{
    /// <summary>The licence plate that was covered.</summary>
    public FoundPlate? Plate { get; init; }

    /// <summary>Why a person should look at it.</summary>
    public IReadOnlyList<ReviewReason> Review { get; init; } = [];

    /// <summary>The reasons in the API's words.</summary>
    public IReadOnlyList<string> ReviewWords => [.. Review.Select(reason => reason switch { ReviewReason.Unsure => "unsure", ReviewReason.CutOff => "cut-off", _ => "small" })];

    /// <summary>The corners of the plate that was covered, or none, in the API's words.</summary>
    public string PlateText => Plate?.Corners.ToString() ?? "none";
}

using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;
using Cutline.Studio.Plates;

namespace Cutline.Web.Cutting;

/// <summary>A cut-out as an encoded file.</summary>
/// <param name="Bytes">The file's content.</param>
/// <param name="Part">The part of the photo that it shows.</param>
/// <param name="Subject">The bounding box of the car in the photo.</param>
/// <param name="Confidence">See <see cref="Matte.Confidence"/>.</param>
public sealed record CutResult(byte[] Bytes, Box Part, Box Subject, double Confidence)
{
    /// <summary>The licence plate that was covered; null for none.</summary>
    public DetectedPlate? Plate { get; init; }

    /// <summary>Reasons why a person should check it.</summary>
    public IReadOnlyList<ReviewReason> Review { get; init; } = [];

    /// <summary>The reasons as the API names them.</summary>
    public IReadOnlyList<string> ReviewNames =>
    [
        .. Review.Select(reason => reason switch
        {
            ReviewReason.Unsure => "unsure", ReviewReason.CutOff => "cut-off", ReviewReason.Small => "small",
            ReviewReason.OtherCar => "other-car", _ => "no-plate",
        }),
    ];

    /// <summary>The corners of the covered plate as the API writes them, or <c>none</c>.</summary>
    public string PlateText => Plate?.Corners.ToString() ?? "none";
}

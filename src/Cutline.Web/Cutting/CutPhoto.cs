using Cutline.Studio;

namespace Cutline.Web.Cutting;

/// <summary>A cut-out as a file's bytes.</summary>
/// <param name="Part">The part of the photo that it shows.</param>
/// <param name="Subject">The car's place in the photo.</param>
/// <param name="Confidence">See <see cref="Matte.Confidence"/>.</param>
public sealed record CutPhoto(byte[] Bytes, Box Part, Box Subject, double Confidence);

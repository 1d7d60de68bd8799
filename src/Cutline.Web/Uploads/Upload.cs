using Microsoft.Extensions.Primitives;

namespace Cutline.Web.Uploads;

/// <summary>The content of a request that cuts one photo.</summary>
/// <param name="Photo">The content of the photo's file.</param>
/// <param name="Fields">The text fields of the form; none where the photo was the body.</param>
/// <param name="Files">The contents of the cut options that are files, by name.</param>
internal sealed record Upload(
    ReadOnlyMemory<byte> Photo, IReadOnlyList<KeyValuePair<string, StringValues>> Fields,
    IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files)
{
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> NoFiles { get; } = new Dictionary<string, ReadOnlyMemory<byte>>();
}

using Microsoft.Extensions.Primitives;

namespace Cutline.Web.Uploads;

/// <summary>What a request brought: one photo's bytes, and the form's other fields.</summary>
internal sealed record Upload(ReadOnlyMemory<byte> Photo, IReadOnlyList<KeyValuePair<string, StringValues>> Fields);

using Cutline.Web.Cutting;
using Microsoft.Extensions.Primitives;

namespace Cutline.Web.Uploads;

/// <summary>What a request brought: one photo's bytes, the form's other fields, and the pictures of its order.</summary>
internal sealed record Upload(ReadOnlyMemory<byte> Photo, IReadOnlyList<KeyValuePair<string, StringValues>> Fields, CutFiles Files);

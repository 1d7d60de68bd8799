using System.Text.Json;

namespace Cutline.Segmentation.Datasets.Supervisely;

/// <summary>An object on a photo.</summary>
/// <param name="Kind">Whether it has an outline.</param>
/// <param name="Index">Its class index.</param>
/// <param name="Rings">Of a polygon: its outline and the holes in it, x and y alternating; of a box its two corners.</param>
/// <param name="Bitmap">Of a bitmap: a PNG, compressed, as Base64.</param>
/// <param name="Left">Of a bitmap: its first column.</param>
/// <param name="Top">Of a bitmap: its first row.</param>
internal sealed record SuperviselyShape(OutlineKind Kind, byte Index, double[][] Rings, string? Bitmap = null, int Left = 0, int Top = 0)
{
    /// <summary>The objects of an annotation.</summary>
    /// <exception cref="FormatException">An object is of a class that meta.json does not name.</exception>
    /// <exception cref="KeyNotFoundException">Something is missing.</exception>
    /// <exception cref="InvalidOperationException">Something is of another type.</exception>
    public static SuperviselyShape[] All(JsonElement annotation, IReadOnlyDictionary<string, byte> indices) =>
        [.. annotation.GetProperty("objects").EnumerateArray().Select(shape => Of(shape, indices))];

    /// <summary>The photo's size as the annotation says it; null where it does not.</summary>
    public static (int Width, int Height)? SizeOf(JsonElement annotation) => annotation.TryGetProperty("size", out var size)
        ? (size.GetProperty("width").GetInt32(), size.GetProperty("height").GetInt32())
        : null;

    private static SuperviselyShape Of(JsonElement shape, IReadOnlyDictionary<string, byte> indices)
    {
        var title = shape.GetProperty("classTitle").GetString()!;
        if (!indices.TryGetValue(title, out var index)) throw new FormatException($"it has an object of the unknown class '{title}'");
        switch (shape.TryGetProperty("geometryType", out var type) ? type.GetString() : "polygon")
        {
            case "polygon":
                return new(OutlineKind.Outline, index, RingsOf(shape));
            case "bitmap":
                var bitmap = shape.GetProperty("bitmap");
                var origin = bitmap.GetProperty("origin");
                return new(
                    OutlineKind.Outline, index, [], bitmap.GetProperty("data").GetString(), origin[0].GetInt32(), origin[1].GetInt32());
            case "rectangle":
                return new(OutlineKind.Box, index, RingsOf(shape));
            default: // points, lines, cuboids: somewhere, without an area
                return new(OutlineKind.Nowhere, index, []);
        }
    }

    private static double[][] RingsOf(JsonElement shape)
    {
        var points = shape.GetProperty("points");
        var rings = new[] { points.GetProperty("exterior") }
            .Concat(points.TryGetProperty("interior", out var holes) ? holes.EnumerateArray() : []);
        return [.. rings.Select(ring => ring.EnumerateArray().SelectMany(p => (double[])[p[0].GetDouble(), p[1].GetDouble()]).ToArray())];
    }
}

using System.Text.Json;

namespace Cutline.Segmentation.Datasets.Coco;

/// <summary>Tells coordinates that were written for something else than the photo's pixels.</summary>
internal static class CocoPlace
{
    /// <summary>Coordinates that are looked at, and how far beyond the photo they may lie, in parts of its size.</summary>
    private const int Looked = 32;

    private const double Beyond = 0.5, Overhang = 0.05;

    /// <summary>Pixels that an outline may reach beyond a small photo.</summary>
    private const int UsualOverhang = 8;

    /// <summary>The sides of a photo on which a hundred pixels are a small part.</summary>
    private const int LargeSide = 250;

    /// <summary>Where an annotation lies on a photo, as its file describes it.</summary>
    public static OutlinePlace Of(CocoAnnotation annotation, CocoImage image)
    {
        var points = Points(annotation.Segmentation);
        if (points.Length < 6) return OutlinePlace.Usual;
        if (points.All(p => p is >= 0 and <= 1) && points.Any(p => p is > 0 and < 1)) return OutlinePlace.Fractions;
        if (IsOutside(points, 0, image.Width) || IsOutside(points, 1, image.Height)) return OutlinePlace.Outside;
        if (Overhangs(points, 0, image.Width) || Overhangs(points, 1, image.Height)) return OutlinePlace.Beyond;
        return points.All(p => p is >= 0 and <= 100) && image is { Width: >= LargeSide, Height: >= LargeSide }
            ? OutlinePlace.Hundredths : OutlinePlace.Usual;
    }

    private static bool IsOutside(double[] points, int axis, int? side)
    {
        if (side is not { } length || length < 1) return false;
        var along = points.Where((_, i) => i % 2 == axis).ToArray();
        var (least, most) = (along.Min(), along.Max());
        return least >= length || most <= 0 || least < -Beyond * length || most > (1 + Beyond) * length;
    }

    private static bool Overhangs(double[] points, int axis, int? side)
    {
        if (side is not { } length) return false;
        var usual = Math.Max(UsualOverhang, Overhang * length);
        return points.Where((_, i) => i % 2 == axis).Any(p => p < -usual || p > length + usual);
    }

    private static double[] Points(JsonElement segmentation)
    {
        if (segmentation.ValueKind != JsonValueKind.Array) return [];
        var polygon = segmentation.EnumerateArray().FirstOrDefault();
        if (polygon.ValueKind != JsonValueKind.Array) return [];
        var points = new List<double>();
        foreach (var number in polygon.EnumerateArray().Take(Looked))
        {
            if (number.ValueKind != JsonValueKind.Number || !number.TryGetDouble(out var point)) return []; // which the painting tells
            points.Add(point);
        }

        return [.. points];
    }
}

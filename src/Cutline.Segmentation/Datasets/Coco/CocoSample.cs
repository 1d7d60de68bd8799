using System.Text;
using System.Text.Json;
using Cutline.Imaging;

namespace Cutline.Segmentation.Datasets.Coco;

/// <summary>A photo with the shapes of its COCO annotations.</summary>
/// <param name="list">The annotation file, for messages.</param>
/// <param name="photo">The photo's path, for messages.</param>
/// <param name="photoBytes">The photo file's bytes.</param>
/// <param name="image">The photo as the annotation file describes it.</param>
/// <param name="shapes">In the order in which they are painted: a later one covers an earlier one.</param>
/// <param name="orientation">On which pixels of a photo that EXIF turns they were drawn.</param>
/// <param name="limits">Limits on what is decoded.</param>
internal sealed class CocoSample(
    string list, string photo, byte[] photoBytes, CocoImage image, IReadOnlyList<CocoShape> shapes,
    MaskOrientation orientation, PhotoLimits limits)
    : PaintedSample(photo, photoBytes, orientation, limits)
{
    private const int MaxCoordinates = 2_000_000;

    protected override string MaskFile => $"{list} image {image.Id}";

    protected override byte[] ShapeBytes => Encoding.UTF8.GetBytes(string.Concat(shapes.Select(KeyOf)));

    protected override (int Width, int Height)? WrittenSize => image is { Width: { } width, Height: { } height } ? (width, height) : null;

    protected override void Paint(int width, int height, Span<byte> indices)
    {
        try
        {
            foreach (var (annotation, index) in shapes)
            {
                if (annotation.HasNoOutline) PaintVoid(annotation.Rectangle, width, height, indices);
                else Paint(annotation.Segmentation, width, height, index, indices);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static string KeyOf(CocoShape shape) => shape.Annotation.HasNoOutline
        ? $"{shape.Index}:{string.Join(',', shape.Annotation.Rectangle ?? [])}\n"
        : $"{shape.Index}:{shape.Annotation.Segmentation.GetRawText()}\n";

    private static void Paint(JsonElement segmentation, int width, int height, byte index, Span<byte> indices)
    {
        if (segmentation.ValueKind == JsonValueKind.Array)
        {
            foreach (var polygon in segmentation.EnumerateArray())
            {
                if (polygon.GetArrayLength() > MaxCoordinates)
                    throw new FormatException($"a polygon has more than {MaxCoordinates} coordinates");
                CocoPolygon.Paint([.. polygon.EnumerateArray().Select(c => c.GetDouble())], width, height, index, indices);
            }

            return;
        }

        var size = segmentation.GetProperty("size");
        if (size.GetArrayLength() != 2 || size[0].GetDouble() != height || size[1].GetDouble() != width)
            throw new FormatException($"the run lengths are of size {size.GetRawText()}, the picture has [{height}, {width}]");
        var counts = segmentation.GetProperty("counts");
        int[] runs = counts.ValueKind == JsonValueKind.String
            ? CocoRle.Expand(counts.GetString()!)
            : [.. counts.EnumerateArray().Select(c => checked((int)c.GetDouble()))];
        CocoRle.Paint(runs, width, height, index, indices);
    }
}

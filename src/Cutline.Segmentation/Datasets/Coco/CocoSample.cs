using System.Text;
using System.Text.Json;
using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.Coco;

/// <summary>A photo with the shapes of its COCO annotations.</summary>
/// <param name="list">The annotation file, for messages.</param>
/// <param name="photo">The photo's path, for messages.</param>
/// <param name="photoBytes">The photo file's bytes.</param>
/// <param name="image">The photo as the annotation file describes it.</param>
/// <param name="shapes">In the order of the file: a later one covers an earlier one.</param>
/// <param name="limits">Limits on what is decoded.</param>
internal sealed class CocoSample(
    string list, string photo, byte[] photoBytes, CocoImage image, IReadOnlyList<CocoShape> shapes, PhotoLimits limits) : ClassSample
{
    private const int MaxCoordinates = 2_000_000;

    public override ContentKey Key => ContentKey.Of(
        photoBytes, Encoding.UTF8.GetBytes(string.Concat(shapes.Select(KeyOf))));

    public override ContentKey PhotoKey => ContentKey.Of(photoBytes);

    protected override string MaskFile => $"{list} image {image.Id}";

    protected override string PhotoFile => photo;

    public override (int Width, int Height) PhotoSize
    {
        get
        {
            var info = WithFileContext(photo, () => Photo.Probe(photoBytes, limits, Path.GetFileName(photo)));
            return (info.Width, info.Height);
        }
    }

    public override Photo DecodePhoto((int Width, int Height)? shrinkTo = null) =>
        WithFileContext(
            photo, () => Photo.Load(photoBytes, new PhotoLoad { Limits = limits, ShrinkTo = shrinkTo }, Path.GetFileName(photo)));

    protected override DecodedMask DecodeMaskFile()
    {
        var (width, height) = image is { Width: { } w, Height: { } h } ? (w, h) : PhotoSize;
        if (width < 1 || height < 1 || (long)width * height > limits.MaxPixels)
            throw Wrong($"has a size of {width}×{height}", $"write the photo's size, at most {limits.MaxPixels} pixels");
        var indices = new byte[width * height];
        try
        {
            foreach (var (annotation, index) in shapes)
            {
                if (annotation.HasNoOutline) PaintBox(annotation.Rectangle, width, height, indices);
                else Paint(annotation.Segmentation, width, height, index, indices);
            }
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            throw Wrong($"has a segmentation that cannot be drawn ({e.Message})", "export it again, or remove the annotation");
        }

        return new(Photo.FromPixels(indices, width, height, PixelFormat.Grey), []);
    }

    private static string KeyOf(CocoShape shape) => shape.Annotation.HasNoOutline
        ? $"{shape.Index}:{string.Join(',', shape.Annotation.Rectangle ?? [])}\n"
        : $"{shape.Index}:{shape.Annotation.Segmentation.GetRawText()}\n";

    /// <summary>Makes the pixels void that a box touches; all of them where the object may be anywhere.</summary>
    private static void PaintBox(double[]? box, int width, int height, Span<byte> indices)
    {
        var (left, top, right, bottom) = (0, 0, width, height);
        if (box is [var x, var y, var across, var down])
        {
            (left, right) = ((int)Math.Clamp(Math.Floor(x), 0, width), (int)Math.Clamp(Math.Ceiling(x + across), 0, width));
            (top, bottom) = ((int)Math.Clamp(Math.Floor(y), 0, height), (int)Math.Clamp(Math.Ceiling(y + down), 0, height));
        }

        for (var row = top; row < bottom; row++)
            if (right > left) indices.Slice(row * width + left, right - left).Fill(ClassSet.Void);
    }

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

    private DatasetException Wrong(string what, string repair) => new(new DataProblem(MaskFile, what, repair));
}

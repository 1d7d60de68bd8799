using System.IO.Compression;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Coco;

namespace Cutline.Segmentation.Datasets.Supervisely;

/// <summary>A photo with the objects of its annotation.</summary>
internal sealed class SuperviselySample(
    string photo, byte[] photoBytes, string file, byte[] annotation, (int Width, int Height)? size, SuperviselyShape[] shapes,
    MaskOrientation orientation, PhotoLimits limits) : PaintedSample(photo, photoBytes, orientation, limits)
{
    private readonly PhotoLimits limits = limits;

    protected override string MaskFile => file;

    protected override byte[] ShapeBytes => [.. annotation, .. shapes.Select(s => s.Index)];

    protected override (int Width, int Height)? WrittenSize => size;

    protected override void Paint(int width, int height, Span<byte> indices)
    {
        foreach (var shape in shapes.OrderBy(s => s.Kind == OutlineKind.Outline))
        {
            if (shape.Kind != OutlineKind.Outline) PaintVoid(BoxOf(shape), width, height, indices);
            else if (shape.Bitmap is not null) PaintBitmap(shape, width, height, indices);
            else PolygonFill.Paint(shape.Rings, width, height, shape.Index, indices);
        }
    }

    private static double[]? BoxOf(SuperviselyShape shape) => shape.Rings is [[var x0, var y0, var x1, var y1], ..]
        ? [Math.Min(x0, x1), Math.Min(y0, y1), Math.Abs(x1 - x0), Math.Abs(y1 - y0)]
        : null;

    /// <summary>Paints a bitmap: what is opaque in its PNG, or, where all of that is, what is not black.</summary>
    private void PaintBitmap(SuperviselyShape shape, int width, int height, Span<byte> indices)
    {
        using var picture = Decode(shape.Bitmap!);
        var pixels = picture.Pixels;
        var opaque = true;
        for (var i = 3; i < pixels.Length && opaque; i += 4) opaque = pixels[i] >= 128;
        for (var y = Math.Max(0, -shape.Top); y < picture.Height && y + shape.Top < height; y++)
        {
            for (var x = Math.Max(0, -shape.Left); x < picture.Width && x + shape.Left < width; x++)
            {
                var pixel = pixels.Slice(4 * (y * picture.Width + x), 4);
                if (opaque ? pixel[..3].ContainsAnyExcept((byte)0) : pixel[3] >= 128)
                    indices[(y + shape.Top) * width + x + shape.Left] = shape.Index;
            }
        }
    }

    private Photo Decode(string bitmap)
    {
        try
        {
            using var packed = new ZLibStream(new MemoryStream(Convert.FromBase64String(bitmap)), CompressionMode.Decompress);
            using var png = new MemoryStream();
            var buffer = new byte[1 << 16];
            for (int read; (read = packed.Read(buffer)) > 0 && png.Length <= limits.MaxBytes;) png.Write(buffer, 0, read);
            return Photo.Load(png.ToArray(), new PhotoLoad { Limits = limits, Format = PixelFormat.Rgba }, "the bitmap");
        }
        catch (Exception e) when (e is InvalidDataException or PhotoException)
        {
            throw new FormatException(e.Message, e);
        }
    }
}

using System.Runtime.InteropServices;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Coco;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.Yolo;

/// <summary>A photo with the polygons of its text file.</summary>
internal sealed class YoloSample(YoloEntry entry, byte[] photoBytes, MaskOrientation orientation, PhotoLimits limits)
    : PaintedSample(entry.Photo, photoBytes, orientation, limits)
{
    protected override string MaskFile => entry.Labels;

    protected override byte[] ShapeBytes =>
        [.. entry.Shapes.SelectMany(s => (byte[])[s.Index, s.IsBox ? (byte)1 : (byte)0, .. MemoryMarshal.AsBytes<double>(s.Points)])];

    protected override void Paint(int width, int height, Span<byte> indices)
    {
        foreach (var box in entry.Shapes.Where(s => s.IsBox))
        {
            var (x, y, across, down) = (box.Points[0] * width, box.Points[1] * height, box.Points[2] * width, box.Points[3] * height);
            PaintVoid([x - across / 2, y - down / 2, across, down], width, height, indices);
        }

        foreach (var shape in entry.Shapes.Where(s => !s.IsBox))
        {
            double[] points = [.. shape.Points.Select((p, i) => p * (i % 2 == 0 ? width : height))];
            PolygonFill.Paint(points, width, height, shape.Index, indices);
        }
    }
}

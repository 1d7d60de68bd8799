using Cutline.Imaging;
using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;

namespace Cutline.Studio.Scenes;

/// <summary>A photo and its matte, rotated about the photo's centre.</summary>
internal sealed class StraightenedPhoto : IDisposable
{
    private StraightenedPhoto(Photo photo, Matte matte, Box frame) => (Photo, Matte, Frame) = (photo, matte, frame);

    /// <summary>The rotated photo, of the frame's size; empty corners are filled by reflection at the photo's borders.</summary>
    public Photo Photo { get; }

    /// <summary>The rotated matte, of the frame's size.</summary>
    public Matte Matte { get; }

    /// <summary>
    /// The frame in the rotated plane, whose centre is the photo's centre: the photo's own frame, enlarged where the rotated subject
    /// extends beyond it.
    /// </summary>
    public Box Frame { get; }

    /// <summary>Rotates a photo and its matte.</summary>
    /// <param name="photo">RGB.</param>
    /// <param name="matte">The matte of the photo.</param>
    /// <param name="degrees">Clockwise.</param>
    public static StraightenedPhoto Of(Photo photo, Matte matte, double degrees)
    {
        var frame = FrameOf(matte, degrees);
        var straight = new Matte(frame.Width, frame.Height, matte.Confidence);
        Rotate(matte.Alpha, straight.Writable);
        straight.Measure();
        if (matte.Clearness is { } clear) Rotate(clear, straight.Clearness = new byte[frame.Width * frame.Height]);
        return new(photo.Turn(degrees, frame.X, frame.Y, frame.Width, frame.Height, mirrored: true), straight, frame);

        void Rotate(ReadOnlySpan<byte> values, Span<byte> rotated)
        {
            using var plane = Photo.FromPixels(values, matte.Width, matte.Height, PixelFormat.Grey);
            using var turned = plane.Turn(degrees, frame.X, frame.Y, frame.Width, frame.Height, mirrored: false);
            turned.CopyTo(rotated);
        }
    }

    public void Dispose()
    {
        Photo.Dispose();
        Matte.Dispose();
    }

    /// <summary>The bounding box of the photo's frame and the rotated subject; the ends of the subject's rows are sufficient.</summary>
    private static Box FrameOf(Matte matte, double degrees)
    {
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        var (cx, cy) = (matte.Width / 2.0, matte.Height / 2.0);
        var (left, top, right, bottom) = (0.0, 0.0, (double)matte.Width, (double)matte.Height);
        void Include(double x, double y)
        {
            var (tx, ty) = (cx + (x - cx) * cosine - (y - cy) * sine, cy + (x - cx) * sine + (y - cy) * cosine);
            (left, right) = (Math.Min(left, tx), Math.Max(right, tx));
            (top, bottom) = (Math.Min(top, ty), Math.Max(bottom, ty));
        }

        for (var y = matte.Bounds.Y; y < matte.Bounds.Bottom; y++)
        {
            var row = matte.Alpha.Slice(y * matte.Width, matte.Width);
            var (first, last) = (row.IndexOfAnyExcept((byte)0), row.LastIndexOfAnyExcept((byte)0));
            if (first < 0) continue;
            foreach (var x in (int[])[first, last + 1])
            {
                Include(x, y);
                Include(x, y + 1);
            }
        }

        var (x0, y0) = ((int)Math.Floor(left), (int)Math.Floor(top));
        return new Box(x0, y0, (int)Math.Ceiling(right) - x0, (int)Math.Ceiling(bottom) - y0);
    }
}

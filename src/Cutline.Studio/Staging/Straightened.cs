using Cutline.Imaging;

namespace Cutline.Studio.Staging;

/// <summary>A photo and its matte after their plane was turned about the photo's centre.</summary>
internal sealed class Straightened : IDisposable
{
    private Straightened(Photo photo, Matte matte, Box frame) => (Photo, Matte, Frame) = (photo, matte, frame);

    /// <summary>Of the frame's size; where the turned photo leaves it empty, its mirror image.</summary>
    public Photo Photo { get; }

    /// <summary>Of the frame's size.</summary>
    public Matte Matte { get; }

    /// <summary>Its place in the turned plane, whose centre is the photo's: the photo's own frame, or more where the turned subject reaches beyond.</summary>
    public Box Frame { get; }

    /// <param name="degrees">Clockwise.</param>
    public static Straightened Turn(Photo photo, Matte matte, double degrees)
    {
        var frame = Around(matte, degrees);
        using var alpha = Photo.FromPixels(matte.Alpha, matte.Width, matte.Height, PixelFormat.Grey);
        using var turned = alpha.Turn(degrees, frame.X, frame.Y, frame.Width, frame.Height, mirrored: false);
        var straight = new Matte(frame.Width, frame.Height, matte.Confidence);
        turned.CopyTo(straight.Writable);
        straight.Measure();
        return new(photo.Turn(degrees, frame.X, frame.Y, frame.Width, frame.Height, mirrored: true), straight, frame);
    }

    public void Dispose()
    {
        Photo.Dispose();
        Matte.Dispose();
    }

    /// <summary>The photo's frame and the turned subject, of which the ends of its rows are enough.</summary>
    private static Box Around(Matte matte, double degrees)
    {
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        var (cx, cy) = (matte.Width / 2.0, matte.Height / 2.0);
        var (left, top, right, bottom) = (0.0, 0.0, (double)matte.Width, (double)matte.Height);
        void Hold(double x, double y)
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
                Hold(x, y);
                Hold(x, y + 1);
            }
        }

        var (x0, y0) = ((int)Math.Floor(left), (int)Math.Floor(top));
        return new Box(x0, y0, (int)Math.Ceiling(right) - x0, (int)Math.Ceiling(bottom) - y0);
    }
}

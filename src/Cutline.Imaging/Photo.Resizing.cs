using NetVips;

namespace Cutline.Imaging;

public sealed partial class Photo
{
    /// <summary>A resized copy; with alpha, colours are weighted by it.</summary>
    /// <exception cref="ArgumentException">A side is not positive.</exception>
    /// <exception cref="PhotoException">There is not enough memory for the result.</exception>
    public Photo Resize(int width, int height, Kernel kernel)
    {
        if (width < 1 || height < 1) throw new ArgumentException($"a photo cannot be {width}×{height}");
        if (width == Width && height == Height)
        {
            var copy = FromPixels(Pixels, Width, Height, Format, IccProfile);
            GC.KeepAlive(this);
            return copy;
        }

        return Compute(width, height, picture =>
        {
            var weighted = Format == PixelFormat.Rgba && kernel != Kernel.Nearest;
            if (weighted) picture.Apply(image => image.Premultiply());
            if (kernel == Kernel.Nearest)
            {
                var (across, down) = ((double)width / Width, (double)height / Height);
                picture.Apply(image => image.Resize(across, vscale: down, kernel: Enums.Kernel.Nearest, gap: 0));
            }
            else
            {
                Reduce(picture, width, height, kernel);
                Enlarge(picture, width, height, kernel is Kernel.Cubic or Kernel.Lanczos ? "bicubic" : "bilinear");
            }

            if (picture.Image.Width != width || picture.Image.Height != height)
                picture.Apply(image => image.Embed(0, 0, width, height, Enums.Extend.Copy));
            if (weighted) picture.Apply(image => image.Unpremultiply());
            if (picture.Image.Format == Enums.BandFormat.Uchar) return;
            picture.Apply(image => image.Rint());
            picture.Apply(image => image.Cast(Enums.BandFormat.Uchar));
        });
    }

    /// <summary>A part of the photo's plane, turned about the photo's centre.</summary>
    /// <param name="degrees">Clockwise.</param>
    /// <param name="left">The part's place in the turned plane; the photo's centre stays where it is.</param>
    /// <param name="top">Likewise.</param>
    /// <param name="width">The part's width in pixels.</param>
    /// <param name="height">The part's height in pixels.</param>
    /// <param name="mirrored">Beyond its border the photo goes on as its mirror image; otherwise it is 0 there.</param>
    /// <exception cref="ArgumentException">A side is not positive.</exception>
    /// <exception cref="PhotoException">There is not enough memory for the result.</exception>
    public Photo Turn(double degrees, int left, int top, int width, int height, bool mirrored)
    {
        if (width < 1 || height < 1) throw new ArgumentException($"a photo cannot be {width}×{height}");
        var margin = width + height; // more than a part's corner comes from beyond
        var beyond = mirrored ? Enums.Extend.Mirror : Enums.Extend.Black;
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        var (x, y) = ((Width - 1) / 2.0, (Height - 1) / 2.0);
        return Compute(width, height, picture =>
        {
            picture.Apply(image => image.Embed(margin, margin, Width + 2 * margin, Height + 2 * margin, beyond));
            using var bicubic = Interpolate.NewFromName("bicubic");
            picture.Apply(image => image.Affine([cosine, -sine, sine, cosine], bicubic, [left, top, width, height],
                idx: -x - margin, idy: -y - margin, odx: x, ody: y));
        });
    }

    private Photo Compute(int width, int height, Action<Pipeline> work)
    {
        try
        {
            using var picture = new Pipeline(Wrap());
            work(picture);
            return Take(picture.Image, IccProfile);
        }
        catch (VipsException e)
        {
            throw new PhotoException($"the photo of {Width}×{Height} cannot be brought to {width}×{height}: choose a smaller size", e);
        }
        finally
        {
            GC.KeepAlive(this);
        }
    }

    private static void Reduce(Pipeline picture, int width, int height, Kernel kernel)
    {
        var across = Math.Min((double)width / picture.Image.Width, 1);
        var down = Math.Min((double)height / picture.Image.Height, 1);
        if (across == 1 && down == 1) return;
        var by = kernel switch
        {
            Kernel.Cubic => Enums.Kernel.Cubic,
            Kernel.Lanczos => Enums.Kernel.Lanczos3,
            _ => Enums.Kernel.Linear,
        };
        picture.Apply(image => kernel == Kernel.Area
            ? image.Shrink(1 / across, 1 / down)
            : image.Resize(across, vscale: down, kernel: by, gap: 0));
    }

    /// <summary>
    /// Pixels are centred: x comes from (x + 0.5) / across - 0.5. libvips' own resize enlarges up to half a pixel beside that.
    /// </summary>
    private void Enlarge(Pipeline picture, int width, int height, string interpolation)
    {
        var across = Math.Max((double)width / Width, 1);
        var down = Math.Max((double)height / Height, 1);
        if (across == 1 && down == 1) return;
        int[] area = [0, 0, across > 1 ? width : picture.Image.Width, down > 1 ? height : picture.Image.Height];
        using var interpolate = Interpolate.NewFromName(interpolation);
        picture.Apply(image => image.Affine([across, 0, 0, down], interpolate, area, idx: 0.5 - 0.5 / across, idy: 0.5 - 0.5 / down,
            extend: Enums.Extend.Copy, premultiplied: true));
    }
}

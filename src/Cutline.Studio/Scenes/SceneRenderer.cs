using Cutline.Imaging;
using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;

namespace Cutline.Studio.Scenes;

/// <summary>Renders a subject in a scene.</summary>
public static class SceneRenderer
{
    /// <summary>Paints the backdrop, the reflection, the shadow and the subject, in this order.</summary>
    /// <param name="photo">RGB, of any size.</param>
    /// <param name="matte">The matte of this photo.</param>
    /// <param name="scene">The scene.</param>
    /// <returns>RGB, of the frame's size, in sRGB as all that is behind the subject; its part may extend beyond the photo.</returns>
    /// <exception cref="PhotoException">The result would be too large.</exception>
    /// <exception cref="ArgumentException">The photo is not RGB, the matte has another size, or an option is out of range.</exception>
    public static CutOut Render(Photo photo, Matte matte, Scene scene)
    {
        scene.Validated();
        using var converted = photo.ToSrgbIfProfiled();
        photo = converted ?? photo;
        using var cut = CutOut.From(photo, matte); // RGBA, of the photo's size
        var canvas = new SceneCanvas(photo, matte, Frame(photo, matte, scene));
        scene.Backdrop.Paint(canvas);
        FloorReflection.Paint(canvas, cut.Photo, scene.Reflection);
        ContactShadow.Paint(canvas, scene.Shadow);
        Composite(canvas, cut.Photo);
        return new(Photo.FromPixels(canvas.Pixels, canvas.Width, canvas.Height, PixelFormat.Rgb), canvas.Frame,
            matte.Bounds, matte.Confidence);
    }

    /// <summary>The visible part of the photo's plane.</summary>
    private static Box Frame(Photo photo, Matte matte, Scene scene)
    {
        var frame = scene.Crop is { } margin
            ? margin.Around(matte.Bounds, photo.Width, photo.Height)
            : new Box(0, 0, photo.Width, photo.Height);
        if (scene.Aspect is not { } aspect) return frame;
        var wanted = aspect.Around(frame);
        return (long)wanted.Width * wanted.Height <= PhotoLimits.Default.MaxPixels
            ? wanted
            : throw new PhotoException(
                $"at {aspect.Width}:{aspect.Height} the picture would be {wanted.Width}×{wanted.Height}: crop to the car, or choose an "
                + $"aspect ratio closer to the photo's");
    }

    /// <summary>Composites the subject over the canvas.</summary>
    private static void Composite(SceneCanvas canvas, Photo subject) => canvas.EachRow((y, row) =>
    {
        var from = y + canvas.Frame.Y;
        if (from < 0 || from >= subject.Height) return;
        var pixels = row.Span;
        var line = subject.Pixels.Slice(from * subject.Width * 4, subject.Width * 4);
        for (var x = Math.Max(0, -canvas.Frame.X); x < canvas.Width && x + canvas.Frame.X < subject.Width; x++)
        {
            var source = line.Slice((x + canvas.Frame.X) * 4, 4);
            if (source[3] == 0) continue;
            for (var c = 0; c < 3; c++)
                pixels[3 * x + c] = (byte)((source[c] * source[3] + pixels[3 * x + c] * (255 - source[3]) + 127) / 255);
        }
    });
}

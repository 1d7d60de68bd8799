using Cutline.Imaging;

namespace Cutline.Studio.Staging;

/// <summary>Puts a subject on its stage.</summary>
public static class Staged
{
    /// <summary>Paints backdrop, mirror image, shadow and subject, in this order.</summary>
    /// <param name="photo">RGB, any size.</param>
    /// <param name="matte">Of this photo.</param>
    /// <returns>RGB, of the frame's size, with the photo's ICC profile; its part may reach beyond the photo.</returns>
    /// <exception cref="PhotoException">The picture would be too large.</exception>
    /// <exception cref="ArgumentException">The photo is not RGB, the matte of another size, or an option out of range.</exception>
    public static CutOut Make(Photo photo, Matte matte, Look look)
    {
        look.Validated();
        using var cut = CutOut.From(photo, matte); // RGBA, of the photo's size
        var stage = new Stage(photo, matte, Frame(photo, matte, look));
        look.Backdrop.Paint(stage);
        Mirror.Paint(stage, cut.Photo, look.Reflection);
        ContactShadow.Paint(stage, look.Shadow);
        Place(stage, cut.Photo);
        return new(Photo.FromPixels(stage.Pixels, stage.Width, stage.Height, PixelFormat.Rgb, photo.IccProfile), stage.Frame, matte.Bounds, matte.Confidence);
    }

    /// <summary>The part of the photo's plane that is seen.</summary>
    private static Box Frame(Photo photo, Matte matte, Look look)
    {
        var frame = look.Crop is { } margin ? margin.Around(matte.Bounds, photo.Width, photo.Height) : new Box(0, 0, photo.Width, photo.Height);
        if (look.Aspect is not { } aspect) return frame;
        var wanted = aspect.Around(frame);
        return (long)wanted.Width * wanted.Height <= PhotoLimits.Default.MaxPixels
            ? wanted
            : throw new PhotoException($"at {aspect.Width}:{aspect.Height} the picture would be {wanted.Width}×{wanted.Height}: crop to the car, or choose an aspect nearer to the photo's");
    }

    private static void Place(Stage stage, Photo subject) => stage.EachRow((y, row) =>
    {
        var from = y + stage.Frame.Y;
        if (from < 0 || from >= subject.Height) return;
        var pixels = row.Span;
        var line = subject.Pixels.Slice(from * subject.Width * 4, subject.Width * 4);
        for (var x = Math.Max(0, -stage.Frame.X); x < stage.Width && x + stage.Frame.X < subject.Width; x++)
        {
            var source = line.Slice((x + stage.Frame.X) * 4, 4);
            if (source[3] == 0) continue;
            for (var c = 0; c < 3; c++) pixels[3 * x + c] = (byte)((source[c] * source[3] + pixels[3 * x + c] * (255 - source[3]) + 127) / 255);
        }
    });
}

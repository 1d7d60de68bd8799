using Cutline.Imaging;

namespace Cutline.Studio.Staging;

/// <summary>A subject's image in a polished floor: each column turned over at the ground below it, fading with depth.</summary>
internal static class Mirror
{
    /// <summary>Strength right at the ground, and the depth, as a share of the subject's height, at which nothing is left.</summary>
    private const float AtGround = 0.35f, Depth = 0.45f;

    /// <param name="subject">RGBA, of the photo's size.</param>
    public static void Paint(Stage stage, Photo subject, double strength)
    {
        if (strength <= 0) return;
        var deepest = Depth * stage.Matte.Bounds.Height;
        stage.EachRow((y, row) =>
        {
            var pixels = row.Span;
            for (var x = 0; x < stage.Width; x++)
            {
                var column = x + stage.Frame.X;
                var ground = stage.Ground.At(column).Row;
                var below = y + stage.Frame.Y - ground;
                if (!(below >= 0 && below < deepest)) continue;
                var from = (int)(ground - below) - 1;
                if (from < 0) continue;
                var source = subject.Pixels.Slice((from * subject.Width + column) * 4, 4);
                var fade = 1 - below / deepest;
                var share = source[3] / 255f * fade * fade * AtGround * (float)strength;
                for (var c = 0; c < 3; c++) pixels[3 * x + c] = (byte)(pixels[3 * x + c] + (source[c] - pixels[3 * x + c]) * share + 0.5f);
            }
        });
    }
}

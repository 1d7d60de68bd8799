using Cutline.Imaging;

namespace Cutline.Studio.Scenes;

/// <summary>The reflection of a subject in a polished floor: each column is mirrored at the ground line and fades with depth.</summary>
internal static class FloorReflection
{
    /// <summary>Opacity at the ground line, and the depth at which the reflection ends, as a fraction of the subject's height.</summary>
    private const float AtGround = 0.35f, Depth = 0.45f;

    /// <summary>Paints the reflection.</summary>
    /// <param name="canvas">The scene, without its subject.</param>
    /// <param name="subject">RGBA, of the photo's size.</param>
    /// <param name="strength">0 for none to 1.</param>
    public static void Paint(SceneCanvas canvas, Photo subject, double strength)
    {
        if (strength <= 0) return;
        var deepest = Depth * canvas.Matte.Bounds.Height;
        canvas.EachRow((y, row) =>
        {
            var pixels = row.Span;
            for (var x = 0; x < canvas.Width; x++)
            {
                var column = x + canvas.Frame.X;
                var ground = canvas.Ground.At(column).Row;
                var below = y + canvas.Frame.Y - ground;
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

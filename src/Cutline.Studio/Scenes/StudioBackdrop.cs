using Cutline.Studio.Pixels;

namespace Cutline.Studio.Scenes;

/// <summary>
/// A studio cyclorama: a light wall that curves into a slightly darker floor, brightest behind the subject.
/// The lighting depends on the subject and not on the frame, so that cropping before or after rendering gives the same pixels.
/// </summary>
internal sealed record StudioBackdrop : Backdrop
{
    private const float Wall = 247, Far = 222, Near = 240, Corner = 16;

    internal override void Paint(SceneCanvas canvas)
    {
        var ground = canvas.Ground.Bottom - canvas.Frame.Y;
        var subject = canvas.Matte.Bounds;
        var horizon = ground - 0.3f * subject.Height;
        var (bend, depth) = (0.35f * subject.Height, 1.1f * subject.Height);
        var (cx, cy) = (subject.X + subject.Width / 2f - canvas.Frame.X, horizon - 0.2f * subject.Height);
        var reach = 1.2f * MathF.Sqrt((float)subject.Width * subject.Width + (float)subject.Height * subject.Height);
        canvas.EachRow((y, row) =>
        {
            var floor = Math.Clamp((y - horizon) / depth, 0, 1);
            var share = Smooth((y - horizon + bend / 2) / bend);
            var light = Wall + (Far + (Near - Far) * floor - Wall) * share;
            var pixels = row.Span;
            for (var x = 0; x < canvas.Width; x++)
            {
                var (dx, dy) = ((x - cx) / reach, (y - cy) / reach);
                var value = light - Corner * Math.Min(dx * dx + dy * dy, 1) + Dither.At(x, y);
                var grey = (byte)Math.Clamp(value, 0, 255);
                (pixels[3 * x], pixels[3 * x + 1], pixels[3 * x + 2]) = (grey, grey, (byte)Math.Min(grey + 2, 255));
            }
        });
    }

    /// <summary>Smoothstep: 3t² − 2t³.</summary>
    private static float Smooth(float t)
    {
        t = Math.Clamp(t, 0, 1);
        return t * t * (3 - 2 * t);
    }
}

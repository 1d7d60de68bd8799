using Cutline.Studio.Pixels;

namespace Cutline.Studio.Scenes;

/// <summary>A vertical gradient, dithered against banding.</summary>
internal sealed record GradientBackdrop(Background Top, Background Bottom) : Backdrop
{
    internal override void Paint(SceneCanvas canvas) => canvas.EachRow((y, row) =>
    {
        var share = canvas.Height == 1 ? 0 : y / (canvas.Height - 1f);
        float Between(byte a, byte b) => a + (b - a) * share;
        var (red, green, blue) = (Between(Top.Red, Bottom.Red), Between(Top.Green, Bottom.Green), Between(Top.Blue, Bottom.Blue));
        var pixels = row.Span;
        for (var x = 0; x < canvas.Width; x++)
        {
            var dither = Dither.At(x, y);
            (pixels[3 * x], pixels[3 * x + 1], pixels[3 * x + 2]) = ((byte)(red + dither), (byte)(green + dither), (byte)(blue + dither));
        }
    });
}

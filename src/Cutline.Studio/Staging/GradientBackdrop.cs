namespace Cutline.Studio.Staging;

/// <summary>One colour above that runs into another below, without bands.</summary>
internal sealed record GradientBackdrop(Background Top, Background Bottom) : Backdrop
{
    internal override void Paint(Stage stage) => stage.EachRow((y, row) =>
    {
        var share = stage.Height == 1 ? 0 : y / (stage.Height - 1f);
        float Between(byte a, byte b) => a + (b - a) * share;
        var (red, green, blue) = (Between(Top.Red, Bottom.Red), Between(Top.Green, Bottom.Green), Between(Top.Blue, Bottom.Blue));
        var pixels = row.Span;
        for (var x = 0; x < stage.Width; x++)
        {
            var dither = Dither.At(x, y);
            (pixels[3 * x], pixels[3 * x + 1], pixels[3 * x + 2]) = ((byte)(red + dither), (byte)(green + dither), (byte)(blue + dither));
        }
    });
}

using Cutline.Segmentation.Reports;

namespace Cutline.Segmentation.Tests.Reports;

public sealed class HeroFigureTests
{
    /// <summary>With CUTLINE_DRAW set to a path, the figure is written there: how docs/images/hero.png is made.</summary>
    [Fact]
    public void The_figure_shows_photo_mask_and_cut_out()
    {
        using var figure = HeroFigure.Render();
        Assert.Equal((1760, 428), (figure.Width, figure.Height));
        byte[] At(int x, int y) => figure.Pixels.Slice((y * 1760 + x) * 3, 3).ToArray();
        Assert.Equal([0, 0, 0], At(592 + 5, 5));
        Assert.Equal([255, 255, 255], At(592 + 288, 200));
        Assert.Equal([255, 255, 255], At(580, 100));
        if (Environment.GetEnvironmentVariable("CUTLINE_DRAW") is { Length: > 0 } path) figure.Save(path);
    }
}

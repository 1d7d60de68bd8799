using System.Globalization;
using System.Text;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Synthetic;
using Cutline.Segmentation.Reports.Drawing;
using SkiaSharp;

namespace Cutline.Segmentation.Reports;

/// <summary>The picture at the head of the README: a drawn photo, its exact mask, and the car cut out, side by side.</summary>
public static class HeroFigure
{
    private const int PanelWidth = 576, PanelHeight = 384, Gap = 16, Caption = 44;

    /// <summary>Draws the figure of one scene; RGB.</summary>
    /// <param name="seed">With car and view, which scene: see <see cref="SceneComposer.Compose"/>.</param>
    /// <param name="car">Which car.</param>
    /// <param name="view">Which view of it.</param>
    public static Photo Render(long seed = 0, int car = 124, int view = 2)
    {
        var scene = SceneComposer.Compose(seed, car, view, PanelWidth, PanelHeight);
        var cutout = new SyntheticScene([new(Checkerboard(scene)), .. scene.Layers.Where(l => l.IsCar)], PanelWidth, PanelHeight);
        using var photo = scene.RenderPhoto();
        using var mask = scene.RenderMask();
        using var cut = cutout.RenderPhoto();
        using var canvas = new Canvas(3 * PanelWidth + 2 * Gap, PanelHeight + Caption);
        foreach (var (panel, caption, i) in ((Photo, string, int)[])[(photo, "photo", 0), (mask, "mask", 1), (cut, "cut-out", 2)])
        {
            canvas.Put(panel, i * (PanelWidth + Gap), 0);
            canvas.Text(
                caption, i * (PanelWidth + Gap) + PanelWidth / 2, PanelHeight + 30,
                new TextStyle(20, Palette.Muted, Align: SKTextAlign.Center));
        }

        return canvas.ToPhoto();
    }

    /// <summary>Squares that stand for transparency, over the whole scene.</summary>
    private static string Checkerboard(SyntheticScene scene)
    {
        const double square = 20;
        var (wide, path) = (SceneFrame.Height * scene.Width / scene.Height, new StringBuilder());
        for (var (y, row) = (0.0, 0); y < SceneFrame.Height; y += square, row++)
            for (var x = row % 2 * square; x < wide; x += 2 * square)
                path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h{square}v{square}h-{square}z");
        return $"""<rect width="100%" height="100%" fill="#fff"/><path d="{path}" fill="#e4e7ea"/>""";
    }
}

using System.Globalization;
using System.Text;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets.Synthetic;

namespace Cutline.Segmentation.Reports;

/// <summary>The picture at the head of the README: a drawn photo, its exact mask, and the car cut out, side by side.</summary>
public static class HeroFigure
{
    private const int PanelWidth = 576, PanelHeight = 384, Gap = 16, Caption = 44;
    private const int Width = 3 * PanelWidth + 2 * Gap, Height = PanelHeight + Caption;

    /// <summary>The figure as a picture, RGB, of one scene.</summary>
    /// <param name="seed">With car and view, which scene: see <see cref="SceneComposer.Compose"/>.</param>
    public static Photo Render(long seed = 0, int car = 124, int view = 2)
    {
        var scene = SceneComposer.Compose(seed, car, view, PanelWidth, PanelHeight);
        var cutout = new SyntheticScene([new(Checkerboard(scene)), .. scene.Layers.Where(l => l.IsCar)], PanelWidth, PanelHeight);
        using var page = Photo.FromSvg(Page());
        using var photo = scene.RenderPhoto();
        using var mask = scene.RenderMask();
        using var white = ThreeChannels(mask);
        using var cut = cutout.RenderPhoto();
        var canvas = new Canvas(page);
        Photo[] panels = [photo, white, cut];
        for (var i = 0; i < panels.Length; i++) canvas.Put(panels[i], i * (PanelWidth + Gap), 0);
        return canvas.ToPhoto();
    }

    private static string Page()
    {
        var svg = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{Height}" font-family="{SvgText.Family}"><rect width="{Width}" height="{Height}" fill="{Palette.Paper}"/>"""));
        string[] captions = ["photo", "mask", "cut-out"];
        for (var i = 0; i < captions.Length; i++) svg.Append(SvgText.Line(i * (PanelWidth + Gap) + PanelWidth / 2, PanelHeight + 30, captions[i], 20, Palette.Muted, "middle"));
        return svg.Append("</svg>").ToString();
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

    private static Photo ThreeChannels(Photo grey)
    {
        var from = grey.Pixels;
        var pixels = new byte[from.Length * 3];
        for (var i = 0; i < from.Length; i++) pixels.AsSpan(i * 3, 3).Fill(from[i]);
        return Photo.FromPixels(pixels, grey.Width, grey.Height, PixelFormat.Rgb);
    }
}

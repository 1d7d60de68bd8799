using System.Text;
using Cutline.Imaging;

namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>
/// A drawn photograph of cars and the exact mask of them: both are rendered from the same shapes.
/// Shadows, mirror images in the floor and what stands before the car are not car.
/// </summary>
/// <param name="layers">From the farthest to the nearest, in units of a picture <see cref="SceneFrame.Height"/> high.</param>
/// <param name="width">Width in pixels.</param>
/// <param name="height">Height in pixels.</param>
public sealed class SyntheticScene(IReadOnlyList<SceneLayer> layers, int width, int height)
{
    /// <summary>Width in pixels.</summary>
    public int Width => width;

    /// <summary>Height in pixels.</summary>
    public int Height => height;

    /// <summary>From the farthest to the nearest.</summary>
    public IReadOnlyList<SceneLayer> Layers => layers;

    /// <summary>The photograph as SVG.</summary>
    public string PhotoSvg
    {
        get
        {
            var svg = Open();
            foreach (var layer in layers) svg.Append(layer.Drawing).Append('\n');
            return svg.Append("</svg>").ToString();
        }
    }

    /// <summary>The mask as SVG: cars white, all else black.</summary>
    public string MaskSvg
    {
        get
        {
            var svg = Open().Append("""<rect width="100%" height="100%" fill="#000"/>""");
            foreach (var layer in layers.Where(l => l.Silhouette.Length > 0))
                svg.Append($"""<g fill="{(layer.IsCar ? "#fff" : "#000")}">{layer.Silhouette}</g>""").Append('\n');
            return svg.Append("</svg>").ToString();
        }
    }

    /// <summary>The photograph: RGB, at the scene's size or another of about its aspect.</summary>
    public Photo RenderPhoto((int Width, int Height)? size = null)
    {
        using var drawn = Photo.FromSvg(PhotoSvg, size?.Width ?? width, size?.Height ?? height);
        return drawn.Flatten(0, 0, 0);
    }

    /// <summary>The mask: grey, 255 where car covers at least half of a pixel, else 0.</summary>
    public Photo RenderMask()
    {
        using var drawn = Photo.FromSvg(MaskSvg, width, height);
        var pixels = drawn.Pixels;
        var channels = (int)drawn.Format;
        var mask = new byte[width * height];
        for (var (i, from) = (0, 0); i < mask.Length; i++, from += channels) mask[i] = (byte)(-(pixels[from] >> 7) & 255);
        return Photo.FromPixels(mask, width, height, PixelFormat.Grey);
    }

    private StringBuilder Open() => new StringBuilder().Append(Invariant,
        $"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" height="{height}" viewBox="0 0 {SceneFrame.Height * width / height:0.###} {SceneFrame.Height}" preserveAspectRatio="none">""").Append('\n');

    private static readonly IFormatProvider Invariant = System.Globalization.CultureInfo.InvariantCulture;
}

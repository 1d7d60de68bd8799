using System.Globalization;
using System.Text;
using Cutline.Imaging;

namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>
/// A drawn photograph of cars and its exact mask, which are both rendered from the same shapes. Shadows, reflections in the floor and
/// objects in front of the car are not part of the mask.
/// </summary>
/// <param name="layers">From the farthest to the nearest, in the units of <see cref="SceneFrame"/>.</param>
/// <param name="width">Width in pixels.</param>
/// <param name="height">Height in pixels.</param>
public sealed class SyntheticScene(IReadOnlyList<SceneLayer> layers, int width, int height)
{
    /// <summary>Width in pixels.</summary>
    public int Width => width;

    /// <summary>Height in pixels.</summary>
    public int Height => height;

    /// <summary>The layers from the farthest to the nearest.</summary>
    public IReadOnlyList<SceneLayer> Layers => layers;

    /// <summary>The photograph as SVG.</summary>
    public string PhotoSvg => Paint(width, height);

    /// <summary>The mask as SVG: cars are white, everything else is black.</summary>
    public string MaskSvg
    {
        get
        {
            var svg = Open(width, height).Append("""<rect width="100%" height="100%" fill="#000"/>""");
            foreach (var layer in layers.Where(l => l.Silhouette.Length > 0))
                svg.Append($"""<g fill="{(layer.IsCar ? "#fff" : "#000")}">{layer.Silhouette}</g>""").Append('\n');
            return svg.Append("</svg>").ToString();
        }
    }

    /// <summary>Renders the photograph: RGB, (Height, Width, 3).</summary>
    public Photo RenderPhoto() => RenderPhoto(width, height);

    /// <summary>Renders the photograph at another size of about the same aspect ratio.</summary>
    /// <param name="across">Width in pixels.</param>
    /// <param name="down">Height in pixels.</param>
    public Photo RenderPhoto(int across, int down) => Channels(Paint(across, down), across, down, PixelFormat.Rgb);

    /// <summary>Renders the mask: grey, (Height, Width), 255 where a car covers at least half of a pixel, else 0.</summary>
    public Photo RenderMask()
    {
        using var coverage = Channels(MaskSvg, width, height, PixelFormat.Grey);
        var mask = coverage.Pixels.ToArray();
        foreach (ref var value in mask.AsSpan()) value = (byte)(value >> 7 == 0 ? 0 : 255);
        return Photo.FromPixels(mask, width, height, PixelFormat.Grey);
    }

    private string Paint(int across, int down)
    {
        var svg = Open(across, down);
        foreach (var layer in layers) svg.Append(layer.Drawing).Append('\n');
        return svg.Append("</svg>").ToString();
    }

    private StringBuilder Open(int across, int down) => new StringBuilder().Append(CultureInfo.InvariantCulture,
        $"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{across}" height="{down}" """ +
        $"""viewBox="0 0 {SceneFrame.Height * width / height:0.###} {SceneFrame.Height}" preserveAspectRatio="none">""" + $"\n");

    /// <summary>Renders an opaque drawing, and keeps its first one or three channels.</summary>
    private static Photo Channels(string svg, int across, int down, PixelFormat format)
    {
        using var drawn = Photo.FromSvg(svg);
        var (from, count, stride) = (drawn.Pixels.ToArray(), (int)format, (int)drawn.Format);
        var pixels = new byte[across * down * count];
        for (int i = 0, at = 0; at < pixels.Length; i += stride)
            for (var channel = 0; channel < count; channel++) pixels[at++] = from[i + channel];
        return Photo.FromPixels(pixels, across, down, format);
    }
}

using System.Globalization;
using System.Text;

namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>Draws wheels as SVG, with a radius of 100 around the origin.</summary>
internal static class WheelDrawing
{
    /// <summary>The number of designs.</summary>
    public const int Designs = 6;

    private static readonly string[] Spokes =
    [
        "M-11 -12L-17 -66L-5 -66L-3 -12ZM11 -12L17 -66L5 -66L3 -12Z",
        "M-12 -10L-20 -67Q0 -72 20 -67L12 -10Z",
        "M-4 -12L-6 -66L6 -66L4 -12Z",
        "M-14 -14L-30 -62Q-18 -69 -6 -68L4 -14Z",
        "M-7 -12L-24 -64L-14 -67L0 -30L14 -67L24 -64L7 -12Z",
    ];

    private static readonly int[] Count = [5, 5, 10, 9, 5];

    /// <summary>The SVG definitions that the wheels of a car share.</summary>
    /// <param name="id">Begins the names that are defined.</param>
    /// <param name="design">The number of the design.</param>
    public static string Definitions(string id, int design)
    {
        var dark = design == 4;
        var metal = dark ? ("#6d737c", "#2b2f35") : ("#f4f6f8", "#8f969f");
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"""<radialGradient id="{id}tyre" gradientUnits="userSpaceOnUse" cx="0" cy="0" r="100">""" +
            $"""<stop offset="0.66" stop-color="#0d0e10"/><stop offset="0.8" stop-color="#2b2d31"/>""" +
            $"""<stop offset="0.93" stop-color="#1c1d20"/><stop offset="1" stop-color="#0c0d0f"/></radialGradient>""" + $"\n" +
            $"""<linearGradient id="{id}rim" gradientUnits="userSpaceOnUse" x1="-40" y1="-70" x2="40" y2="70">""" +
            $"""<stop offset="0" stop-color="{metal.Item1}"/><stop offset="1" stop-color="{metal.Item2}"/></linearGradient>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<g id="{id}face">""");
        if (design < Spokes.Length) AppendSpokes(svg, id, design, dark); else AppendCover(svg, id);
        return svg.Append("</g>").ToString();
    }

    /// <summary>A wheel on the ground.</summary>
    /// <param name="id">As in <see cref="Definitions"/>.</param>
    /// <param name="x">X of its centre.</param>
    /// <param name="radius">Its radius.</param>
    /// <param name="turn">Its rotation, in degrees.</param>
    public static string At(string id, double x, double radius, double turn) => string.Create(CultureInfo.InvariantCulture,
        $"""<g transform="translate({x:0.##} {-radius:0.##}) scale({radius / 100:0.####})"><circle r="100" fill="url(#{id}tyre)"/>""" +
        $"""<circle r="87" fill="none" stroke="#3a3d42" stroke-width="1.5"/>""" +
        $"""<use href="#{id}face" xlink:href="#{id}face" transform="rotate({turn:0.#})"/></g>""");

    private static void AppendSpokes(StringBuilder svg, string id, int design, bool dark)
    {
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<circle r="72" fill="{(dark ? "#c9ced4" : "url(#" + id + "rim)")}"/><circle r="66" fill="#15171a"/>""" +
            $"""<circle r="46" fill="#6a7078"/><circle r="46" fill="none" stroke="#4a4f56" stroke-width="3"/>""" +
            $"""<circle r="20" fill="#33373d"/>""");
        for (var i = 0; i < Count[design]; i++)
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<path d="{Spokes[design]}" fill="url(#{id}rim)" stroke="#3c4148" stroke-width="1.2" """ +
                $"""transform="rotate({i * 360.0 / Count[design]:0.##})"/>""");
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<circle r="17" fill="url(#{id}rim)" stroke="#3c4148" stroke-width="1"/><circle r="8" fill="#3a3f46"/>""");
    }

    private static void AppendCover(StringBuilder svg, string id)
    {
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<circle r="71" fill="url(#{id}rim)"/><circle r="62" fill="none" stroke="#7b828b" stroke-width="2"/>""");
        for (var i = 0; i < 12; i++)
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<rect x="-5" y="-56" width="10" height="18" rx="5" fill="#3d434a" transform="rotate({i * 30})"/>""");
        svg.Append("""<circle r="22" fill="#aeb5bd" stroke="#6d747d" stroke-width="1.5"/><circle r="9" fill="#4a5057"/>""");
    }
}
